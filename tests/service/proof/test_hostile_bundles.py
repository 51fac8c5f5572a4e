"""Bundles that are not what they should be: a clear verdict in one line each, never a traceback, never "verified"."""

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from service.proof.writer import Keys
from tests.cases import each
from tests.service.proof.bundles import (
    ERASED,
    KEY,
    SEALED,
    WITNESS,
    Register,
    claim,
    selection,
    trusting,
    verdict,
    whole,
)
from tests.service.proof.bundles import dossier as told
from tests.service.proof.hostile.dossiers import in_dossiers
from tests.service.proof.hostile.entries import in_bodies, in_lines, in_selections
from tests.service.proof.hostile.files import in_manifest, in_zip
from tests.service.proof.hostile.forging import (
    MANIFEST,
    SOUND,
    listed,
    opened,
)
from tests.service.proof.hostile.signatures import in_history, in_keys, in_note

CASES: Final = {
    name: case
    for cases in (
        *(in_zip, in_manifest, in_keys, in_note, in_history),
        *(in_lines, in_bodies, in_selections, in_dossiers),
    )
    for name, case in cases()
}


@each("name", CASES)
def test_a_hostile_bundle_has_a_clear_verdict(name: str) -> None:
    case = CASES[name]
    found = verdict(case.bundle, case.trust)
    assert found.refusal is not None, found.lines("en")
    assert (found.code, found.refusal.code, found.refusal.position) == ("REFUSED", case.code, case.position)
    for (said,), begins in ((found.lines("en"), "REFUSED — "), (found.lines("fr"), "REFUSÉE — ")):
        assert said.startswith(begins)
        assert said.isprintable()
        assert len(said) < 700
        assert not case.position or str(case.position) in said


def test_every_refusal_was_met() -> None:
    from service.proof.words import REFUSALS

    assert {case.code for case in CASES.values()} == set(REFUSALS)


def test_no_key_makes_a_hostile_bundle_pass() -> None:
    """What is wrong is wrong for who has no key too, but for what only a key can tell."""
    for name, case in CASES.items():
        if case.code not in {"SIGNATURE", "KEY_OF_ANOTHER", "COSIGNATURES", "OWN_UNSIGNED", "COSIGNATURE"}:
            assert verdict(case.bundle, structs.replace(case.trust, keys=())).code == "REFUSED", name


def test_a_bundle_cut_off_anywhere_is_refused() -> None:
    for length in range(len(SOUND)):
        assert verdict(SOUND[:length]).code == "REFUSED", length


RICH: Final = whole(
    note=Register().note(None, WITNESS),
    keys=Keys((KEY.verifier,), (), (WITNESS.verifier,)),
    dossiers=[told(claim(2, "/fact/seat", "VP2"), claim(ERASED, "/fact/seat", "[effacé]"), title="Élection")],
)
SOME: Final = selection([2, SEALED, ERASED], since=5)


@pytest.mark.parametrize("bundle", [RICH, SOME], ids=["whole", "selection"])
def test_no_byte_of_a_bundle_is_free(bundle: bytes) -> None:
    """Every byte, with another value: what was verified holds of one file alone."""
    for at, value in enumerate(bundle):
        other = bundle[:at] + bytes([value ^ 1 << at % 8]) + bundle[at + 1 :]
        assert verdict(other).code == "REFUSED", at


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_alteration_is_verified(data: st.DataObject) -> None:
    """Bytes changed, put in, taken out, moved, in any number."""
    bundle = data.draw(st.sampled_from([RICH, SOME]))
    other = bytearray(bundle)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(other)))
        until = data.draw(st.integers(at, min(len(other), at + 40)))
        other[at:until] = data.draw(st.binary(max_size=40))
    assert (verdict(bytes(other)).code == "VERIFIED") == (bytes(other) == bundle)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_member_altered_by_a_forger_is_verified(data: st.DataObject) -> None:
    """The forger makes the ZIP and the manifest agree with what they changed; the signature does not."""
    bundle = data.draw(st.sampled_from([SOUND, SOME]))
    members = opened(bundle)
    name = data.draw(st.sampled_from(sorted(members.keys() - {MANIFEST})))
    content = bytearray(members[name])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(1, 8))] = data.draw(st.binary(max_size=8))
    forged = listed({**members, name: bytes(content)})
    own = trusting(own=[Register().note(5)])  # the proof from an older tree is checked by who has the tree
    assert (verdict(forged, own).code == "VERIFIED") == (bytes(content) == members[name])
