"""From the small vocabulary of the scenarios to the commands that life calls for.

`translate(scenario)` gives the sittings in the order of their recording: the day, and what was recorded. People are
aliases (``$a1``) and corrections name an event of the scenario; `instructions` puts ids and positions in their place,
once the sittings before were recorded. `as_json` gives a command the shape of the API: {"fillSeat": {...}}.

The vocabulary is that of ../shared/scenarios/README.md; tests/scenarios/README.md says what `more.json` adds to it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct, structs, to_builtins

from domain.annulments import Appeal, ConcludeAnnulment, LodgeAppeal, RecordAnnulment
from domain.bodies import (
    CreateBody,
    CreateSeat,
    FormBody,
    InstallAssembly,
    RecordGeneralRenewal,
)
from domain.core.command import Command
from domain.core.entry import Act, ActKind
from domain.departures import CeaseMember, LoseEligibility, MergeMembers, RecordDeath
from domain.facts.bodies import BodyKind, Cause, Manner, Seat, SeatKind
from domain.facts.organizations import MemberEndCause
from domain.facts.people import MandateKind
from domain.facts.registry import Clock, LegalForm
from domain.organizations import AdmitMember
from domain.people import RegisterPerson, StartMandate
from domain.rectification import Rectify
from domain.register import COMMANDS, Instruction
from domain.registry import OpenLedger, RegisterAuthority
from domain.seats import (
    DesignateActing,
    FillSeat,
    LiftPrevention,
    RecordPrevention,
    TenderResignation,
    VacateSeat,
)
from tests.scenarios.lives import LIVES

LEDGER: Final = "200067510"
MEMBERS: Final = {
    "A": "epci:242320109",
    "B": "epci:242320000",
    "C": "epci:242300135",
    "D": "epci:241500255",
    "E": "epci:200069268",
    "N": "epci:200067510",
}
SEATS_OF_A_MEMBER: Final = 7
BUREAU: Final = ("P", "VP1", "VP2", "VP3", "M1", "M2", "M3", "M4")
FROM_ELECTIONS_TO_INSTALLATION: Final = dt.timedelta(days=66)
DAY: Final = dt.timedelta(days=1)


class Line(Struct, frozen=True, kw_only=True):
    """A command, the event that it tells (if any), and the event that it corrects (then it is the replacement)."""

    command: Command | None
    event: int | None = None
    corrects: int | None = None
    why: str = ""


class Sitting(Struct, frozen=True):
    """What was recorded together, and on which day."""

    day: dt.date
    lines: tuple[Line, ...]


class Query(Struct, frozen=True):
    """Who sat on a day, as known at the end of another, and who acted as president."""

    on: dt.date
    known: dt.date
    seats: dict[str, str | None]
    acting: str | None


class Translation(Struct, frozen=True):
    """A scenario as commands and questions. An interim is a question about the acting president alone."""

    sittings: tuple[Sitting, ...]
    queries: tuple[Query, ...]


def translate(scenario: Mapping[str, Any]) -> Translation:
    """The sittings and the queries of a scenario."""
    return _Translator(scenario).run()


def instructions(
    sitting: Sitting, people: Mapping[str, str], positions: Mapping[int, Sequence[int]]
) -> list[tuple[Instruction, int | None]]:
    """The commands of a sitting with what is known by now, each with the event that it tells."""
    found: list[tuple[Instruction, int | None]] = []
    for line in sitting.lines:
        command = _named(line.command, people) if line.command else None
        if line.corrects is None:
            assert command is not None
            found.append((command, line.event))
            continue
        for position in reversed(positions[line.corrects]):
            last = position == positions[line.corrects][0]
            replacement = (command,) if last and command else ()
            correction = Rectify(entry=position, reason=line.why, replacement=replacement)
            found.append((correction, line.event if last else None))
    return found


def _named(command: Command, people: Mapping[str, str]) -> Command:
    alias: str = getattr(command, "person", "")
    return structs.replace(command, person=people[alias]) if alias in people else command


_NAMES: Final = {type_: name for name, type_ in COMMANDS.items()}


def as_json(instruction: Instruction) -> dict[str, Any]:
    """A command as clients write it: its name, then its fields in camelCase, nothing that is not said."""
    return {_NAMES[type(instruction)]: _fields(instruction)}


def _fields(struct: Struct) -> dict[str, Any]:
    told = ((field.name, getattr(struct, field.name)) for field in structs.fields(type(struct)))
    return {_camel(name): _plain(value) for name, value in told if value is not None}


def _plain(value: Any) -> Any:
    match value:
        case Command():
            return as_json(value)
        case Struct():
            return _fields(value)
        case tuple() | list():
            return [_plain(item) for item in value]
    return to_builtins(value)


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _alias(person: str) -> str:
    return f"${person}"


class _Tenure(Struct):
    seat: str
    person: str
    since: dt.date
    until: dt.date | None = None
    event: int | None = None


class _Translator:
    """Keeps track of what the vocabulary leaves unsaid: terms, delegates, holders."""

    def __init__(self, scenario: Mapping[str, Any]) -> None:
        self.id: str = scenario["id"]
        self.events: list[dict[str, Any]] = scenario["events"]
        self.queries = [self._query(query) for query in scenario["queries"]]
        self.people = list(dict.fromkeys(p for e in self.events for p in _people_of(e)))
        self.members = sorted({*"ABCD", *(_member_of(person) for person in self.people)} - {"E"})
        self.lines: list[tuple[dt.date, Line]] = []
        self.starts: list[dt.date] = []
        self.delegates: dict[tuple[dt.date, str], str] = {}
        self.tenures: list[_Tenure] = []
        self.annulled: set[str] = set()
        self.today = _date(self.events[0]["k"])

    def run(self) -> Translation:
        self._set_up(min(_date(e["v"]) for e in self.events if "v" in e))
        skip = False
        for index, event in enumerate(self.events):
            self.today = _date(event["k"])
            if skip:
                skip = False
            elif event["e"] == "RETRACTED":
                skip = self._retract(index, event)
            else:
                self._tell(index, event, _date(event["v"]))
        for day, commands in LIVES.get(self.id, ()):
            self.today = day
            for command in commands:
                self._say(command)
        by_day: dict[dt.date, list[Line]] = {}
        for day, line in self.lines:
            by_day.setdefault(day, []).append(line)
        return Translation(tuple(Sitting(day, tuple(by_day[day])) for day in sorted(by_day)), tuple(self.queries))

    def _query(self, query: Mapping[str, Any]) -> Query:
        expected = query["expect"]
        return Query(_date(query["D"]), _date(query["K"]), expected["seats"], expected["acting_president"])

    def _act(self, kind: ActKind = ActKind.MINUTES) -> Act:
        return Act(kind=kind, date=self.today)

    def _say(
        self,
        command: Command | None,
        *,
        event: int | None = None,
        corrects: int | None = None,
        why: str = "",
        day: dt.date | None = None,
    ) -> None:
        line = Line(command=command, event=event, corrects=corrects, why=why)
        self.lines.append((day or self.today, line))

    # -- before the first event ------------------------------------------------------------------------------------

    def _set_up(self, on: dt.date) -> None:
        act = self._act(ActKind.STATUTES)
        self._say(OpenLedger(on=on, clock=Clock.SIMULATED))
        form = LegalForm.CLOSED_JOINT_SYNDICATE
        self._say(RegisterAuthority(on=on, act=act, siren=LEDGER, name="Syndicat mixte du SCoT", legal_form=form))
        for member in self.members:
            self._say(AdmitMember(on=on, act=act, organization=MEMBERS[member]))
        for person in self.people:
            alias, member = _alias(person), MEMBERS[_member_of(person)]
            self._say(RegisterPerson(on=on, person=alias, given_name=person.upper(), family_name="Fictif"))
            mandate = MandateKind.COMMUNITY_COUNCILLOR
            self._say(StartMandate(on=on, act=act, person=alias, organization=member, mandate=mandate))
        assembly = CreateBody(on=on, act=act, body="assembly", kind=BodyKind.ASSEMBLY, name="Comité syndical")
        bureau = CreateBody(on=on, act=act, body="bureau", kind=BodyKind.BUREAU, name="Bureau", parent="assembly")
        self._say(assembly)
        self._say(bureau)

    def _term_of(self, on: dt.date) -> dt.date:
        """The first day of the term of a day; an assembly is installed where there is none."""
        starts = [start for start in self.starts if start <= on]
        return max(starts) if starts else self._install(on)

    def _install(self, on: dt.date) -> dt.date:
        """The assembly, its delegates, the seats of the bureau."""
        self.starts.append(on)
        term, act = str(on.year), self._act()
        full = tuple(
            Seat(seat=f"{member}{number}", kind=SeatKind.FULL_DELEGATE, on_behalf_of=MEMBERS[member])
            for member in self.members
            for number in range(1, SEATS_OF_A_MEMBER + 1)
        )
        alternates = tuple(
            Seat(seat=f"{member}S", kind=SeatKind.ALTERNATE_DELEGATE, on_behalf_of=MEMBERS[member])
            for member in self.members
        )
        self._say(InstallAssembly(on=on, act=act, body="assembly", term=term, seats=full + alternates))
        for event in self.events:
            if event["e"] == "OFFICE_STARTED" and _date(event["v"]) == on:
                self._designate(event["person"], on)
        self._say(FormBody(on=on, act=act, body="bureau", term=term, seats=tuple(map(_bureau_seat, BUREAU))))
        return on

    def _designate(self, person: str, on: dt.date) -> None:
        """The member designates its delegate to its first free seat, unless the person is one already."""
        term = self._term_of(on)
        if (term, person) in self.delegates:
            return
        taken = {seat for (start, _), seat in self.delegates.items() if start == term}
        member = _member_of(person)
        seat = next(f"{member}{n}" for n in range(1, SEATS_OF_A_MEMBER + 1) if f"{member}{n}" not in taken)
        self.delegates[term, person] = seat
        self._say(self._designation(person, seat, on))

    def _designation(self, person: str, seat: str, on: dt.date) -> FillSeat:
        act = self._act(ActKind.DELIBERATION)
        who, manner = _alias(person), Manner.DESIGNATION
        return FillSeat(on=on, act=act, body="assembly", seat=seat, person=who, manner=manner)

    # -- events ----------------------------------------------------------------------------------------------------

    def _retract(self, index: int, event: Mapping[str, Any]) -> bool:
        """A correction; the next event replaces what was wrong when it is of the same seat and kind."""
        wrong = self.events[event["ref"]]
        following = self.events[index + 1] if index + 1 < len(self.events) else {}
        replaces = all(following.get(key) == wrong.get(key) for key in ("e", "seat")) and following["k"] == event["k"]
        self.tenures = [tenure for tenure in self.tenures if tenure.event != event["ref"]]
        if wrong["e"] == "OFFICE_ENDED":
            for tenure in self.tenures:
                if tenure.seat == wrong["seat"] and tenure.until == _date(wrong["v"]):
                    tenure.until = None
        command: Command | None = None
        if replaces:
            on = _date(following["v"])
            if following["e"] == "OFFICE_STARTED":
                self._designate(following["person"], on)
            command = self._command(index + 1, following, on)
        self._say(command, event=index + 1, corrects=event["ref"], why=event["why"])
        return bool(replaces)

    def _tell(self, index: int, event: Mapping[str, Any], on: dt.date) -> None:
        match event["e"]:
            case "BUREAU_ENDED":
                self._end_bureau(event["cause"], on)
            case "INTERIM_STARTED":
                if event.get("designated"):
                    who = _alias(event["person"])
                    self._say(DesignateActing(on=on, act=self._act(), body="bureau", person=who), event=index)
                self.queries.append(Query(on, self.today, {}, event["person"]))
            case "INTERIM_ENDED":
                self.queries.append(Query(on, self.today, {}, None))
            case "DELEGATES_RENEWED":
                for person in event["people"]:
                    seat = self.delegates[self._term_of(on), person]
                    self._say(self._designation(person, seat, on), event=index)
            case "MEMBERS_MERGED":
                merged = tuple(MEMBERS[member] for member in event["members"])
                into = MEMBERS[event["into"]]
                act = self._act(ActKind.PREFECTORAL_ORDER)
                self._say(MergeMembers(on=on, act=act, organizations=merged, into=into), event=index)
            case "OFFICE_STARTED":
                self._term_of(on)
                self._designate(event["person"], on)
                self._say(self._command(index, event, on), event=index)
            case _:
                self._say(self._command(index, event, on), event=index)

    def _end_bureau(self, cause: str, on: dt.date) -> None:
        for tenure in self.tenures:
            tenure.until = tenure.until or on
        if cause == Cause.RENEWAL_INSTALLATION:
            elections = on - FROM_ELECTIONS_TO_INSTALLATION
            renewal = RecordGeneralRenewal(on=elections, act=self._act(), body="assembly")
            latest = max((day for day, _ in self.lines), default=elections)
            self._say(renewal, day=max(latest, elections + DAY))
            self._install(on)
        # A new president's election ends the others' offices by itself: FillSeat says so.

    def _command(self, index: int, event: Mapping[str, Any], on: dt.date) -> Command:
        """The command of an event of one seat."""
        seat, act = event["seat"], self._act()
        match event["e"]:
            case "OFFICE_STARTED":
                self.tenures.append(_Tenure(seat, event["person"], on, event=index))
                return FillSeat(on=on, act=act, body="bureau", seat=seat, person=_alias(event["person"]))
            case "OFFICE_ENDED":
                return self._leaving(seat, event["cause"], on)
            case "PREVENTION_STARTED":
                return RecordPrevention(on=on, act=act, body="bureau", seat=seat)
            case "PREVENTION_ENDED":
                return LiftPrevention(on=on, act=act, body="bureau", seat=seat)
            case "RESIGNATION_TENDERED":
                return TenderResignation(on=on, act=act, body="bureau", seat=seat)
            case "ELECTION_ANNULLED":
                self.annulled.add(seat)
                return RecordAnnulment(on=on, act=self._act(ActKind.JUDGMENT), body="bureau", seat=seat)
            case "APPEAL_LODGED":
                return LodgeAppeal(on=on, act=act, body="bureau", seat=seat)
            case "SEAT_CREATED":
                return CreateSeat(on=on, act=act, body="bureau", seat=_bureau_seat(seat))
        raise ValueError(f"{event['e']} is not in the vocabulary")

    def _leaving(self, seat: str, cause: str, on: dt.date) -> Command:
        tenure = next(t for t in self.tenures if t.seat == seat and t.since <= on and (t.until is None or on < t.until))
        tenure.until = on
        person, term = tenure.person, self._term_of(on)
        who, act = _alias(person), self._act()
        match cause:
            case "DEATH":
                del self.delegates[term, person]
                return RecordDeath(on=on, act=self._act(ActKind.CERTIFICATE), person=who)
            case "RESIGNATION_OF_DELEGATE" | "REPLACED_BY_MEMBER":
                left = Cause.RESIGNATION if cause == "RESIGNATION_OF_DELEGATE" else Cause.REPLACED_BY_MEMBER
                return VacateSeat(on=on, act=act, body="assembly", seat=self.delegates.pop((term, person)), cause=left)
            case "ANNULMENT_NO_APPEAL":
                if seat not in self.annulled:
                    judgment = Act(kind=ActKind.JUDGMENT, date=on)
                    self._say(RecordAnnulment(on=on, act=judgment, body="bureau", seat=seat), day=on)
                return ConcludeAnnulment(on=self.today, act=act, body="bureau", seat=seat, appeal=Appeal.NONE)
            case "ANNULMENT_CONFIRMED":
                return ConcludeAnnulment(on=on, act=act, body="bureau", seat=seat, appeal=Appeal.DISMISSED)
            case "MEMBER_CEASED":
                organization, why = MEMBERS[_member_of(person)], MemberEndCause.ANNULMENT
                return CeaseMember(on=on, act=self._act(ActKind.JUDGMENT), organization=organization, cause=why)
            case "INELIGIBILITY" | "INCOMPATIBILITY" | "LOSS_OF_MANDATE":
                del self.delegates[term, person]
                return LoseEligibility(on=on, act=act, person=who, cause=Cause(cause))
        return VacateSeat(on=on, act=act, body="bureau", seat=seat, cause=Cause(cause))


def _people_of(event: Mapping[str, Any]) -> Iterator[str]:
    yield from ([event["person"]] if "person" in event else event.get("people", ()))


def _member_of(person: str) -> str:
    """The member on whose behalf a person sits: a2 is of A; those of the old term (o1...) take turns."""
    letter = person[0].upper()
    return "ABCD"[(int(person[1:]) - 1) % 4] if letter == "O" else letter


def _bureau_seat(name: str) -> Seat:
    if name == "P":
        return Seat(seat=name, kind=SeatKind.PRESIDENT)
    if name.startswith("VP"):
        return Seat(seat=name, kind=SeatKind.VICE_PRESIDENT, rank=int(name[2:]))
    return Seat(seat=name, kind=SeatKind.BUREAU_MEMBER)
