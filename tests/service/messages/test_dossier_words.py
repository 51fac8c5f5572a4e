"""The page of a dossier and the sentences of beliefs: both languages, the same values, well set."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from domain.decision_state import DecisionState
from domain.facts.bodies import BodyKind, Cause
from service.beliefs import BeliefCause, RestingReason
from service.dossier.kinds import BodyRole, CitedLink, DossierKind, DossierPart
from service.messages import Language, beliefs, dossier_page, label
from service.messages.labels import LABELS
from service.messages.message import Message
from tests.cases import each
from tests.service.messages.samples import fields_of, flaws

ALL: Mapping[str, Message] = {**dossier_page.WORDS, **beliefs.WORDS}
VALUES = {
    "seat": "VP2",
    "body": "bureau",
    "person": "p-x",
    "since": dt.date(2026, 10, 12),
    "acting": "p-y",
    "cause": Cause.RESIGNATION,
    "held": "EPCI_PRESIDENT",
    "organization": "epci:200066637",
    "kind": BodyKind.BUREAU,
    "died_on": None,
    "decision": "2026-17",
    "title": "Eau",
    "state": DecisionState.ANNULLED,
    "state_since": dt.date(2026, 10, 12),
    "delegation": "vp1",
    "granted_on": dt.date(2026, 10, 12),
    "withdrawn_on": dt.date(2026, 11, 12),
    "thing": "project:zae",
}


@each("name", sorted(ALL))
def test_both_languages_say_the_same_values(name: str) -> None:
    text = ALL[name]
    assert fields_of(text.fr) == fields_of(text.en)
    assert text.fr != "" != text.en


@each("code", sorted(beliefs.WORDS))
@each("language", ["fr", "en"])
def test_a_belief_is_said_well(code: str, language: Language) -> None:
    said = beliefs.belief(code, {name: VALUES[name] for name in fields_of(beliefs.WORDS[code].fr)}, language)
    assert flaws(said, language) == []


@each("enum", [BeliefCause, RestingReason, BodyRole, CitedLink, DossierKind, DossierPart])
def test_every_value_has_a_label_of_its_own(enum: type[StrEnum]) -> None:
    assert {value.value for value in enum} == set(LABELS[enum.__name__])
    for language in ("fr", "en"):
        assert len({label(value, language) for value in enum}) == len(enum)
