"""Checkpoints and proofs as text: the examples of C2SP, and what is none."""

import base64

import pytest

from service.proof.checkpoint import Checkpoint, InclusionProof, parse_number
from service.proof.note import MAX_NOTE, Note, NoteError, SigningKey

ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
TEXT = f"example.com/behind-the-sofa\n20852163\n{ROOT}\n"
"""c2sp.org/tlog-checkpoint"""
NODE = base64.b64encode(bytes(32)).decode()


def test_the_example_of_the_specification_is_read_and_written() -> None:
    found = Checkpoint.parse(TEXT)
    assert found == Checkpoint("example.com/behind-the-sofa", 20852163, base64.b64decode(ROOT))
    assert found.text == TEXT
    extended = Checkpoint.parse(TEXT + "one\ntwo\n")
    assert extended.extensions == ("one", "two")
    assert extended.text == TEXT + "one\ntwo\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        TEXT[:-1],
        TEXT.replace("20852163", "020852163"),
        TEXT.replace("20852163", "+20852163"),
        TEXT.replace("20852163", "-1"),
        TEXT.replace("20852163", "2085_2163"),
        TEXT.replace("20852163", "٣"),
        TEXT.replace("20852163", str(2**63)),
        TEXT.replace("20852163", "9" * 5000),
        TEXT.replace("q2I=", "q2J="),
        TEXT.replace("q2I=", ""),
        TEXT.replace(ROOT, base64.b64encode(bytes(31)).decode()),
        TEXT.replace("example.com/behind-the-sofa", ""),
        TEXT + "\n",
        TEXT + "one\n\ntwo\n",
        TEXT.replace("\n", "\r\n"),
        "example.com\n1\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        Checkpoint.parse(text)


def signed() -> str:
    return str(Note(TEXT, (SigningKey("example.com/behind-the-sofa", 1, bytes(32)).sign(TEXT),)))


def test_a_proof_is_written_and_read() -> None:
    proof = InclusionProof(73894, (bytes(32), bytes([1] * 32)), signed())
    lines = proof.text.split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "index 73894", NODE]
    assert lines[4:6] == ["", "example.com/behind-the-sofa"]
    assert InclusionProof.parse(proof.text.encode()) == proof
    with_extra = proof.text.replace("index", "extra AAAA\nindex")
    assert InclusionProof.parse(with_extra.encode()) == proof
    alone = InclusionProof(0, (), signed())
    assert InclusionProof.parse(alone.text.encode()) == alone


@pytest.mark.parametrize(
    "change",
    [
        ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"),
        ("index 73894", "index 073894"),
        ("index 73894\n", ""),
        ("index 73894\n", "extra *\nindex 73894\n"),
        (NODE, "AAAA"),
        (NODE, NODE + "\r"),
        (NODE, "\n".join([NODE] * 64)),
        ("— ", "- "),
        ("20852163", "x" * MAX_NOTE),
        ("sofa", "so\udcfffa"),
    ],
)
def test_what_is_no_proof_is_refused(change: tuple[str, str]) -> None:
    told = InclusionProof(73894, (bytes(32),), signed()).text.replace(*change)
    with pytest.raises(NoteError):
        InclusionProof.parse(told.encode(errors="surrogateescape"))


def test_numbers_are_written_in_one_way() -> None:
    assert [parse_number(text) for text in ("0", "1", str(2**63 - 1))] == [0, 1, 2**63 - 1]
    for text in ("", "00", "1 ", "1\n", "1e3", "0x1"):
        with pytest.raises(NoteError):
            parse_number(text)
