"""How a session is told: who of the table is there, and the two moments at which a clerk records it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeVar

from domain.core.command import Command
from domain.core.entry import Act, ActKind, Visibility
from domain.facts.sessions import AgendaItem, AgendaNature, BallotMode, SessionAttendance, SessionProxy
from domain.sessions_commands import (
    ConveneSession,
    EndSession,
    OpenSession,
    PublishDeliberationList,
    RecordSessionVote,
)
from service.demo.people import cast
from service.demo.sittings import Sitting, act, day, paris

C = TypeVar("C", bound=Command)

HANDS, ROLL, SECRET = BallotMode.SHOW_OF_HANDS, BallotMode.PUBLIC_ROLL_CALL, BallotMode.SECRET_BALLOT
PLU: Final = "Avis sur le projet de PLU arrêté"
_REPLACED: Final = (
    ("2023-02-14", "PM-1", ""),
    ("2023-02-23", "PM-1", "brissandre"),
    ("2024-05-16", "SA-2", "marcenelle"),
    ("2026-10-22", "PS-5", "soulagnet"),
    ("2026-10-30", "PG-6", ""),
)
"""From a day on, who holds a seat that changed hands during a term; nobody when it fell vacant."""


def item(name: str, title: str, *themes: str, nature: AgendaNature = AgendaNature.ORDINARY) -> AgendaItem:
    """An item of the agenda."""
    return AgendaItem(item=name, title=title, themes=themes, nature=nature)


INSTALLATION: Final = (
    item("installation", "Installation des délégués", nature=AgendaNature.INFORMATION),
    item("bureau", "Élection du président, des vice-présidents et des membres du bureau", nature=AgendaNature.ELECTION),
    item("composition", "Composition du bureau"),
)


def delegates(on: str) -> list[str]:
    """The keys of the full delegates on a day, in order of their seats."""
    year, opened = ("2026", "2026-05-20") if on >= "2026-05-20" else ("2020", "2020-09-10")
    seats = {who.seats[year]: who.key for who in cast() if year in who.seats}
    full = {seat: key for seat, key in seats.items() if "-S" not in seat}
    full |= {seat: key for since, seat, key in _REPLACED if opened <= since <= on}
    return [key for _, key in sorted(full.items()) if key]


def without(people: Iterable[str], *absent: str) -> list[str]:
    """Those who are there."""
    return [key for key in people if key not in absent]


def seated(people: Iterable[str], place: str | None = None) -> tuple[SessionAttendance, ...]:
    """In their own seats."""
    return tuple(SessionAttendance(person=f"${key}", place=place) for key in people)


def instead(alternate: str, seat: str) -> SessionAttendance:
    """An alternate in the seat of an absent delegate."""
    return SessionAttendance(person=f"${alternate}", in_place_of=seat)


def proxy(giver: str, bearer: str) -> SessionProxy:
    """A proxy between two delegates."""
    return SessionProxy(giver=f"${giver}", bearer=f"${bearer}")


class Told:
    """A session of the story: its convening, then its minutes."""

    def __init__(  # noqa: PLR0917 - what a convocation says
        self,
        session: str,
        body: str,
        sent: str,
        held: str,
        agenda: Sequence[AgendaItem],
        visibility: Visibility = Visibility.PUBLIC,
    ) -> None:
        self.session = session
        self.body = body
        self.sent = sent
        self.held = held
        self.agenda = tuple(agenda)
        self.visibility = visibility
        self.minutes = act(ActKind.MINUTES, held, f"PV-{session}", f"Procès-verbal de la séance du {held}")

    def convened(self, title: str, **more: Any) -> Sitting:
        """The convocation as sent."""
        letter = act(ActKind.LETTER, self.sent, f"CONV-{self.session}", f"Convocation à la séance du {self.held}")
        convene = ConveneSession(
            on=day(self.sent),
            act=letter,
            visibility=self.visibility,
            session=self.session,
            body=self.body,
            held_on=day(self.held),
            agenda=self.agenda,
            note_sent=True,
            **more,
        )
        return Sitting(
            key=f"session-{self.session}-convened",
            title=title,
            recorded_at=paris(f"{self.sent} 17:00"),
            commands=(convene,),
        )

    def held_with(self, title: str, *commands: Command, recorded: str = "") -> Sitting:
        """What the minutes say, recorded on the next day unless told otherwise."""
        moment = paris(recorded) if recorded else paris(f"{self.held} 15:00") + dt.timedelta(days=1)
        return Sitting(key=f"session-{self.session}-held", title=title, recorded_at=moment, commands=commands)

    def opened(self, present: Sequence[SessionAttendance], chair: str, **more: Any) -> OpenSession:
        """The opening."""
        return self.did(OpenSession, present=tuple(present), chair=f"${chair}", **more)

    def vote(self, item: str, mode: BallotMode, votes_for: int, votes_against: int = 0, **more: Any) -> Command:
        """A vote by totals."""
        return self.did(
            RecordSessionVote, item=item, mode=mode, votes_for=votes_for, votes_against=votes_against, **more
        )

    def ended(self, at: str) -> EndSession:
        """The end."""
        return self.did(EndSession, ended_at=at)

    def did(self, kind: type[C], on: str | None = None, by: Act | None = None, **fields: Any) -> C:
        """Something of this session, on its day unless told otherwise."""
        said = {"session": self.session, **fields}
        return kind(on=day(on or self.held), act=by or self.minutes, visibility=self.visibility, **said)

    def listed(self, on: str) -> PublishDeliberationList:
        """The list of deliberations."""
        notice = act(ActKind.CERTIFICATE, on, f"LISTE-{self.session}", "Certificat d'affichage de la liste")
        return self.did(PublishDeliberationList, on=on, by=notice)
