"""Signed notes against other people's: Go's sumdb/note, the C2SP specifications, and a real log with a real witness."""

import base64
import dataclasses
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.proof.note import (
    COSIGNATURE,
    ED25519,
    MAX_NOTE,
    MAX_SIGNATURES,
    Note,
    NoteError,
    Signature,
    SigningKey,
    VerifierKey,
)

# golang.org/x/mod/sumdb/note, note_test.go
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SIGNS = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
BY_PETER = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
BY_ENOCH = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

# c2sp.org/signed-note, "Verifier keys"
EXAMPLE = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)

# A checkpoint of a staging log of Certificate Transparency, cosigned by public witnesses in 2026.
LOG = "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f"
WITNESS = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"
OTHER_WITNESS = "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO"
REAL = """\
arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
"""  # noqa: E501


def test_a_note_of_go_is_made_byte_for_byte() -> None:
    key = SigningKey.parse(PETER_SIGNS)
    assert str(Note(TEXT, (key.sign(TEXT),))) == TEXT + "\n" + BY_PETER
    assert (key.verifier.text, key.text) == (PETER, PETER_SIGNS)


@pytest.mark.parametrize(
    ("told", "keys"),
    [(TEXT + "\n" + BY_PETER, [PETER]), (EXAMPLE_NOTE, [EXAMPLE]), (REAL, [LOG, WITNESS, OTHER_WITNESS])],
)
def test_notes_of_others_verify(told: str, keys: list[str]) -> None:
    note = Note.parse(told.encode())
    known = [VerifierKey.parse(key) for key in keys]
    assert list(note.verified(known)) == known
    assert [key.text for key in known] == keys
    assert str(note) == told


def test_a_cosignature_says_when() -> None:
    note = Note.parse(REAL)
    witness = VerifierKey.parse(WITNESS)
    assert (witness.kind, note.verified([witness])[witness].timestamp) == (COSIGNATURE, 1779573024)
    # transparency-dev/formats, note_cosigv1_test.go
    told = "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA=="
    content = base64.b64decode(told)
    assert Signature("w", content[:4], content[4:]).timestamp == 1727964367


def test_what_a_real_log_and_its_witness_signed_cannot_be_changed() -> None:
    note = Note.parse(REAL)
    for key in (LOG, WITNESS):
        for changed in (note.text.replace("1432088532", "42"), note.text + "more\n"):
            with pytest.raises(NoteError, match="is wrong"):
                dataclasses.replace(note, text=changed).verified([VerifierKey.parse(key)])


def test_signatures_of_unknown_keys_are_ignored() -> None:
    peter, enoch = VerifierKey.parse(PETER), VerifierKey.parse(ENOCH)
    note = Note.parse(TEXT + "\n" + BY_PETER + BY_ENOCH + BY_PETER)
    assert list(note.verified([peter])) == [peter]
    assert list(note.verified([enoch, peter, enoch])) == [enoch, peter]
    with pytest.raises(NoteError, match="known key"):
        note.verified([])
    with pytest.raises(NoteError, match="known key"):
        note.verified([VerifierKey.parse(EXAMPLE)])
    same_name = VerifierKey("PeterNeumann", ED25519, enoch.public)
    same_key_as_witness = VerifierKey("PeterNeumann", COSIGNATURE, peter.public)
    with pytest.raises(NoteError, match="known key"):
        note.verified([same_name, same_key_as_witness])


def test_a_wrong_signature_of_a_known_key_spoils_the_note() -> None:
    known = [VerifierKey.parse(PETER), VerifierKey.parse(ENOCH)]
    wrong = BY_ENOCH.replace("5n2t", "5n3t")
    with pytest.raises(NoteError, match="EnochRoot"):
        Note.parse(TEXT + "\n" + BY_PETER + wrong).verified(known)
    assert list(Note.parse(TEXT + "\n" + BY_PETER + wrong).verified(known[:1])) == known[:1]
    longer = BY_PETER[:60] + "ABCD" + BY_PETER[60:]
    with pytest.raises(NoteError, match="PeterNeumann"):
        Note.parse(TEXT + "\n" + longer).verified(known)


def test_a_signature_of_one_kind_is_none_of_the_other() -> None:
    seed = SigningKey.parse(PETER_SIGNS).seed
    witness = SigningKey("PeterNeumann", COSIGNATURE, seed)
    signature = witness.sign(TEXT, 1_700_000_000)
    assert witness.verifier.verifies(TEXT, signature)
    as_log = Signature(signature.name, VerifierKey.parse(PETER).key_id, signature.signed)
    assert not VerifierKey.parse(PETER).verifies(TEXT, as_log)
    later = Signature(signature.name, signature.key_id, (1_700_000_001).to_bytes(8) + signature.signed[8:])
    assert not witness.verifier.verifies(TEXT, later)
    for key, time in ((witness, None), (SigningKey.parse(PETER_SIGNS), 1), (witness, -1), (witness, 2**63)):
        with pytest.raises(NoteError):
            key.sign(TEXT, time)


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"\n\n\n",
        TEXT.encode(),
        (TEXT + "\n").encode(),
        (TEXT + "\n" + BY_PETER[:-1]).encode(),
        (TEXT + BY_PETER).encode(),
        ("\n" + BY_PETER).encode(),
        ("\x01" + TEXT + "\n" + BY_PETER).encode(),
        (TEXT.replace("\n", "\r\n") + "\n" + BY_PETER).encode(),
        b"\xff" + (TEXT + "\n" + BY_PETER).encode(),
        (TEXT + "\n" + BY_PETER.replace("PeterNeumann", "Bad Name")).encode(),
        (TEXT + "\n" + BY_PETER.replace("PeterNeumann", "Peter+Neumann")).encode(),
        (TEXT + "\n" + BY_PETER.replace("PeterNeumann", "Peter\u2003Neumann")).encode(),
        (TEXT + "\n" + BY_PETER.replace("— ", "- ")).encode(),
        (TEXT + "\n" + BY_PETER.replace("AM=", "AN=")).encode(),
        (TEXT + "\n" + BY_PETER.replace("x08g", "x08 ")).encode(),
        (TEXT + "\n" + "— PeterNeumann x08g\n").encode(),
        (TEXT + "\n" + BY_PETER + "Unexpected line.\n").encode(),
        (TEXT + "\n" + BY_PETER * (MAX_SIGNATURES + 1)).encode(),
        (TEXT * 5000 + "\n" + BY_PETER).encode(),
    ],
)
def test_what_is_no_note_is_refused(told: bytes) -> None:
    with pytest.raises(NoteError):
        Note.parse(told)


def test_a_hundred_signatures_are_read() -> None:
    note = Note.parse(TEXT + "\n" + BY_PETER * MAX_SIGNATURES)
    assert len(note.verified([VerifierKey.parse(PETER)])) == 1
    with pytest.raises(NoteError, match="longer"):
        Note.parse("a" * MAX_NOTE + "\n\n" + BY_PETER)


@pytest.mark.parametrize(("text", "parse"), [(PETER, VerifierKey.parse), (PETER_SIGNS, SigningKey.parse)])
def test_a_mangled_key_is_refused(text: str, parse: type) -> None:
    """As Go's own tests mangle them."""
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            if text[start:end] != text:
                with pytest.raises(NoteError):
                    parse(text[start:end])
    for place in range(len(text)):
        with pytest.raises(NoteError):
            parse(text[:place] + chr(ord(text[place]) + 1) + text[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "rekor.sigstore.dev+12345678+AwEB",
        "rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=",
        "bananas.sigstore.dev+12344556",
        "a+00000000+",
        "a+0000000g+AAAA",
        "x" * 256 + PETER.removeprefix("PeterNeumann"),
        "",
    ],
)
def test_keys_of_another_algorithm_or_length_are_refused(text: str) -> None:
    with pytest.raises(NoteError):
        VerifierKey.parse(text)


def test_a_key_never_shows_its_secret() -> None:
    key = SigningKey.parse(PETER_SIGNS)
    assert PETER_SIGNS.rsplit("+", 1)[-1] not in repr(key) + str(key)
    for broken in (PETER_SIGNS[:-1], PETER_SIGNS.replace("c74f20a3", "c74f20a4"), PETER_SIGNS.replace("+AY", "+BY")):
        with pytest.raises(NoteError) as refused:
            SigningKey.parse(broken)
        assert "YEKFALV" not in str(refused.value)


@given(st.text(min_size=1), st.binary(min_size=32, max_size=32), st.integers(0, 2**63 - 1))
def test_whatever_is_signed_is_read_and_verified(text: str, seed: bytes, time: int) -> None:
    log, witness = SigningKey("log.example", ED25519, seed), SigningKey("w.example", COSIGNATURE, seed)
    text += "\n"
    try:
        note = Note(text, (log.sign(text), witness.sign(text, time)))
        told = str(note).encode()
    except (NoteError, UnicodeEncodeError):  # a control character, a lone surrogate: no note
        return
    again = Note.parse(told)
    assert again == note
    assert set(again.verified([log.verifier, witness.verifier])) == {log.verifier, witness.verifier}


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(told: bytes) -> None:
    for content in (told, TEXT.encode() + b"\n" + told, BY_PETER.encode()[:6] + told):
        try:
            Note.parse(content).verified([VerifierKey.parse(PETER)])
        except NoteError:
            pass


def test_a_key_id_is_the_digest_that_the_specification_names() -> None:
    key = VerifierKey.parse(EXAMPLE)
    assert key.public.hex() == "e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4"
    assert key.key_id == hashlib.sha256(b"example.com/foo\n\x01" + key.public).digest()[:4]
