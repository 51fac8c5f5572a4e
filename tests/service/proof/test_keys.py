"""How one key leads to the next: only by the word of both, and never to another deployment."""

import pytest

from service.proof.keys import in_ledger, of_deployment, origin_of, succession, successor, successors
from service.proof.note import COSIGNATURE, Note, NoteError, SigningKey

SINCE = "2026-11-25T16:00:00Z"
FIRST, SECOND, THIRD, THIEF = (SigningKey("greffe.test", 1, bytes([n] * 32)) for n in (1, 2, 3, 9))
ELSEWHERE = SigningKey("other.test", 1, bytes([4] * 32))


def test_a_key_signs_each_ledger_under_another_name() -> None:
    key = FIRST.verifier
    assert origin_of("greffe.test", "FR") == "greffe.test/ledger/FR"
    one, other = in_ledger(key, "FR"), in_ledger(key, "200000008")
    assert (one.name, one.public) == ("greffe.test/ledger/FR", key.public)
    assert len({key.key_id, one.key_id, other.key_id}) == 3
    assert of_deployment(one) == of_deployment(key) == key


def test_successions_are_followed_in_whatever_order_they_are_told() -> None:
    told = [succession(SECOND, THIRD, SINCE), "nonsense", succession(FIRST, SECOND, SINCE)]
    assert successors(FIRST.verifier, told) == [FIRST.verifier, SECOND.verifier, THIRD.verifier]
    assert successors(SECOND.verifier, told) == [SECOND.verifier, THIRD.verifier]
    assert successors(THIRD.verifier, told) == [THIRD.verifier]


def test_a_circle_ends() -> None:
    told = [succession(FIRST, SECOND, SINCE), succession(SECOND, FIRST, SINCE)] * 50
    assert successors(FIRST.verifier, told) == [FIRST.verifier, SECOND.verifier]


def _by(text: str, *keys: SigningKey) -> str:
    return str(Note(text, tuple(key.sign(text) for key in keys)))


@pytest.mark.parametrize(
    "told",
    [
        succession(THIEF, SECOND, SINCE),
        succession(FIRST, ELSEWHERE, SINCE),
        succession(FIRST, FIRST, SINCE),
        _by(Note.parse(succession(FIRST, SECOND, SINCE)).text, FIRST),
        _by(Note.parse(succession(FIRST, SECOND, SINCE)).text, SECOND),
        _by(Note.parse(succession(FIRST, SECOND, SINCE)).text, SECOND, THIEF),
        succession(FIRST, SECOND, SINCE).replace(SINCE, "2020-01-01T00:00:00Z"),
        _by(Note.parse(succession(FIRST, SECOND, SINCE)).text + "more\n", FIRST, SECOND),
        _by(f"greffe.test\n{FIRST.verifier.text}\n{SECOND.verifier.text}\nsince {SINCE}\n", FIRST, SECOND),
        _by(f"greffe/key-succession/v1\n{FIRST.verifier.text}\nx\nsince {SINCE}\n", FIRST, SECOND),
    ],
)
def test_what_is_not_signed_by_both_leads_nowhere(told: str) -> None:
    with pytest.raises(NoteError):
        successor(FIRST.verifier, told)
    assert successors(FIRST.verifier, [told]) == [FIRST.verifier]


def test_a_witness_succeeds_nobody() -> None:
    witness = SigningKey("greffe.test", COSIGNATURE, bytes([5] * 32))
    text = f"greffe/key-succession/v1\n{FIRST.verifier.text}\n{witness.verifier.text}\nsince {SINCE}\n"
    told = str(Note(text, (FIRST.sign(text), witness.sign(text, 1))))
    with pytest.raises(NoteError):
        successor(FIRST.verifier, told)
