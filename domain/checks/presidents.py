"""« Organiser des temps d'échanges entre présidents d'intercommunalités »: held, and what they settled followed."""

import datetime as dt
from collections.abc import Iterator

from domain.arbitrations_life import Arbitration, FollowUp
from domain.checks.finding import CheckStatus, Finding, Gap, status_of
from domain.checks.scene import Scene
from domain.core.notices import Caution
from domain.facts.arbitrations import ExchangePresence

MONTHS = 12


class ExchangesHeld(Caution, frozen=True, kw_only=True):
    """How many exchange sessions were held over the last months, and how many presidents came to one in person."""

    rule = "Seed: « temps d'échanges entre présidents d'intercommunalités sur les sujets sensibles »"
    sessions: int
    came: int
    presidents: int
    months: int


class ArbitrationsFollowed(Caution, frozen=True, kw_only=True):
    """Of the settlements to be followed, how many are, and what is late."""

    rule = "Seed: « les arbitrages stratégiques »"
    followed: int
    settlements: int
    actions_overdue: int
    conditions_overdue: int
    """Still pending when the day of the review has come: a condition has no day of its own."""
    reviews_due: int


def exchanges_held(scene: Scene) -> Finding:
    """Presidents met within a year, and each came to one session at least; who was represented did not come."""
    came = {
        who.person
        for exchange in scene.exchanges
        for who in exchange.participants
        if who.presence is not ExchangePresence.REPRESENTED
    }
    presidents = scene.epci_presidents
    absent = {epci: held.person for epci, held in presidents.items() if held.person not in came}
    known = len(presidents)
    if not scene.exchanges:
        status = CheckStatus.NOT_MET if known else CheckStatus.NOT_APPLICABLE
    else:
        status = CheckStatus.PARTLY_MET if absent else CheckStatus.MET
    return Finding(
        status=status,
        notice=ExchangesHeld(sessions=len(scene.exchanges), came=known - len(absent), presidents=known, months=MONTHS),
        evidence=tuple(exchange.entries[0] for exchange in scene.exchanges),
        gaps=tuple(Gap(organization=epci, person=who) for epci, who in absent.items()),
    )


def arbitrations_followed(scene: Scene) -> Finding:
    """What the presidents settled is done in time and looked at again when it was to be; as the reader may see."""
    settled = [a for a in scene.arbitrations if a.outcome is not None]
    late = {a.arbitration: tuple(_late(a, scene.on)) for a in settled}
    gaps = [gap for found in late.values() for gap in found]
    overdue = [f for a in settled for f in _overdue(a, scene.on)]
    reviews = [a for a in settled if a.is_review_due(scene.on)]
    done = [a for a in settled if not late[a.arbitration]]
    return Finding(
        status=status_of(len(done), len(settled)),
        notice=ArbitrationsFollowed(
            followed=len(done),
            settlements=len(settled),
            actions_overdue=len(overdue),
            conditions_overdue=len(gaps) - len(overdue) - len(reviews),
            reviews_due=len(reviews),
        ),
        evidence=tuple(a.outcome.entry for a in settled if a.outcome),
        gaps=tuple(gaps),
    )


def _overdue(arbitration: Arbitration, on: dt.date) -> Iterator[FollowUp]:
    return (f for f in arbitration.follow_ups if f.is_overdue(on))


def _late(arbitration: Arbitration, on: dt.date) -> Iterator[Gap]:
    thing = f"arbitration:{arbitration.arbitration}"
    for f in _overdue(arbitration, on):
        yield Gap(
            thing=f"follow-up:{f.arbitration}/{f.follow_up}", organization=f.organization, person=f.person, due=f.due_on
        )
    if arbitration.is_review_due(on) and (outcome := arbitration.outcome) is not None:
        yield Gap(thing=thing, due=outcome.review_on)
        for condition in outcome.conditions:
            if condition.outcome is None:
                yield Gap(thing=thing, name=condition.condition, due=outcome.review_on)
