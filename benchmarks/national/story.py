"""What an authority records over two terms, as commands: founding, elections, delegations, session after session.

The frame (members, mandates, bodies, who sits, what is delegated) follows from the authority's own territory; sessions,
with their deliberations, settlements and projects, are told until the ledger has about as many entries as wanted.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Final

from benchmarks.national.business import Business, business
from benchmarks.national.france import Authority, Request
from benchmarks.national.people import Elected, Term, bureau_seats, newcomers, term
from domain.bodies import CreateBody, FormBody, InstallAssembly, RecordGeneralRenewal
from domain.core.command import Command
from domain.core.entry import Act, ActKind
from domain.core.identifiers import commune, epci
from domain.delegations_commands import DelegateFunctions, DelegatePowers
from domain.facts.bodies import Ballot, BodyKind, Cause, Manner, Seat, SeatKind
from domain.facts.delegations import AssemblyPower, DelegationScope
from domain.facts.people import EndCause, MandateKind, OfficeKind
from domain.facts.registry import Clock, LegalForm
from domain.organizations import AdmitMember
from domain.people import EndMandate, EndOffice, RegisterPerson, StartMandate, StartOffice
from domain.registry import OpenLedger, RegisterAuthority
from domain.rules.themes import THEMES
from domain.seats import FillSeat, VacateSeat

OPENED: Final = dt.date(2020, 9, 1)
INSTALLED: Final = {2020: dt.date(2020, 9, 10), 2026: dt.date(2026, 5, 20)}
ELECTED: Final = {2020: dt.date(2020, 5, 25), 2026: dt.date(2026, 3, 15)}
BUSY: Final = {2020: (dt.date(2020, 10, 1), dt.date(2026, 2, 15)), 2026: (dt.date(2026, 6, 15), dt.date(2026, 11, 15))}
"""From when to when sessions are held in a term."""
VICE_PRESIDENTS: Final = 5
AT_ONCE: Final = 900
"""Commands in one list, at most."""
SECOND_TERM: Final = 10
"""One session of so many is of the term that has just begun."""


def requests(authority: Authority, entries: int) -> list[Request]:
    """All that is recorded, in order; about so many entries, and never fewer than the frame has."""
    terms = [term(authority, 2020), term(authority, 2026)]
    frame = [*_founding(authority), *_first_term(authority, terms[0]), *_second_term(authority, *terms)]
    missing = entries - sum(len(request.commands) for request in frame)
    told = frame + [one for some in _sessions(authority, terms, missing) for one in some]
    return sorted(told, key=lambda request: request.recorded_at)


def recorded(key: str, on: dt.date, hour: int, commands: Iterable[Command]) -> Request:
    """Recorded on a day at an hour (UTC)."""
    return Request(key, dt.datetime(on.year, on.month, on.day, hour, tzinfo=dt.UTC), tuple(commands))


def _founding(authority: Authority) -> Iterator[Request]:
    since = dt.date(2017, 1, 1)
    act = Act(kind=ActKind.PREFECTORAL_ORDER, date=dt.date(2016, 12, 15), number="2016-1", title="Arrêté de création")
    form, name = LegalForm.CLOSED_JOINT_SYNDICATE, f"Syndicat mixte du SCoT n° {authority.number + 1} (simulé)"
    bodies = (
        ("assembly", BodyKind.ASSEMBLY, "Comité syndical", None),
        ("bureau", BodyKind.BUREAU, "Bureau", "assembly"),
        ("mayors", BodyKind.MAYORS_CONFERENCE, "Conférence des maires", "assembly"),
    )
    commands: list[Command] = [
        OpenLedger(on=OPENED, clock=Clock.SIMULATED),
        RegisterAuthority(on=since, act=act, siren=authority.ledger, name=name, legal_form=form),
    ]
    commands += [AdmitMember(on=since, act=act, organization=epci(one.siren)) for one in authority.members]
    commands += [
        CreateBody(on=since, act=act, body=body, kind=kind, name=title, parent=parent)
        for body, kind, title, parent in bodies
    ]
    yield recorded("opening", OPENED, 8, commands)


# -- who is elected ----------------------------------------------------------------------------------------------------


def _first_term(authority: Authority, first: Term) -> Iterator[Request]:
    yield from _mandates(first, None, dt.date(2020, 9, 3))
    yield from _installed(authority, first)
    yield from _replacements(authority, first)


def _second_term(authority: Authority, first: Term, second: Term) -> Iterator[Request]:
    decree = Act(kind=ActKind.OTHER, date=dt.date(2025, 8, 27), number="2025-848", title="Décret de convocation")
    renewal = RecordGeneralRenewal(on=ELECTED[2026], act=decree, body="assembly")
    yield recorded("renewal", dt.date(2026, 3, 16), 8, [renewal])
    yield from _mandates(second, first, dt.date(2026, 5, 4))
    yield from _installed(authority, second)


def _mandates(now: Term, before: Term | None, on: dt.date) -> Iterator[Request]:
    """EPCI by EPCI: who leaves, who enters the register, what each of them holds."""
    act = Act(kind=ActKind.CERTIFICATE, date=on, number=f"M-{now.year}", title="État des mandats")
    day, known = ELECTED[now.year], before.everyone if before else ()
    registered = newcomers(now, known)
    for number, siren in enumerate(now.delegates):
        commands: list[Command] = []
        for who in (who for who in registered if who.epci == siren):
            given, family = who.names
            commands.append(RegisterPerson(on=on, person=who.alias, given_name=given, family_name=family))
        for place, who in enumerate(who for who in known if who.epci == siren):
            commands += _ends(who, day, act, presides=place == 0)
        for place, who in enumerate(who for who in now.everyone if who.epci == siren):
            commands += _begins(who, day, act, presides=place == 0)
        for part in range(0, len(commands), AT_ONCE):
            yield recorded(f"mandates-{now.year}-{number}-{part}", on, 9, commands[part : part + AT_ONCE])


def _begins(who: Elected, on: dt.date, act: Act, *, presides: bool) -> Iterator[Command]:
    of_commune, of_epci, person = commune(who.commune), epci(who.epci), who.alias
    council, community = MandateKind.MUNICIPAL_COUNCILLOR, MandateKind.COMMUNITY_COUNCILLOR
    yield StartMandate(on=on, act=act, person=person, organization=of_commune, mandate=council)
    yield StartMandate(on=on, act=act, person=person, organization=of_epci, mandate=community)
    if who.is_mayor:
        yield StartOffice(on=on, act=act, person=person, organization=of_commune, office=OfficeKind.MAYOR)
    if presides:
        yield StartOffice(on=on, act=act, person=person, organization=of_epci, office=OfficeKind.EPCI_PRESIDENT)


def _ends(who: Elected, on: dt.date, act: Act, *, presides: bool) -> Iterator[Command]:
    cause = EndCause.TERM_ENDED
    for started in _begins(who, on, act, presides=presides):
        if isinstance(started, StartMandate):
            yield EndMandate(
                on=on,
                act=act,
                person=started.person,
                organization=started.organization,
                mandate=started.mandate,
                cause=cause,
            )
        elif isinstance(started, StartOffice):
            yield EndOffice(
                on=on,
                act=act,
                person=started.person,
                organization=started.organization,
                office=started.office,
                cause=cause,
            )


# -- who sits ----------------------------------------------------------------------------------------------------------


def bureau(authority: Authority, now: Term) -> list[Elected]:
    """Who is elected to the bureau, the president first: the first delegates of each member in turn."""
    turns = zip_longest(*now.delegates.values())
    return [who for turn in turns for who in turn if who is not None][: bureau_seats(authority)]


def _installed(authority: Authority, now: Term) -> Iterator[Request]:
    """The day of the installation, then the conference of mayors and what is delegated."""
    on, name = INSTALLED[now.year], f"t{now.year}"
    act = Act(
        kind=ActKind.MINUTES, date=on, number=f"{now.year}-01", title="Procès-verbal d'installation et d'élection"
    )
    delegates, elected = now.all_delegates, bureau(authority, now)
    assembly = tuple(
        Seat(seat=f"A{place}", kind=SeatKind.FULL_DELEGATE, on_behalf_of=epci(who.epci))
        for place, who in enumerate(delegates)
    )
    commands: list[Command] = [InstallAssembly(on=on, act=act, body="assembly", term=name, seats=assembly)]
    commands += _designated("assembly", "A", delegates, on, act)
    commands.append(FormBody(on=on, act=act, body="bureau", term=name, seats=_bureau_seats(elected)))
    for place, who in enumerate(elected):
        blank = place % 5
        ballot = Ballot(round=1, votes_cast=len(delegates), votes_for=len(delegates) - blank, blank=blank)
        seat = _seat_of_bureau(place)
        commands.append(FillSeat(on=on, act=act, body="bureau", seat=seat, person=who.alias, ballot=ballot))
    yield recorded(f"installation-{now.year}", on + dt.timedelta(days=1), 9, commands)
    yield _conference(now, on + dt.timedelta(days=7))
    yield _delegated(now, elected, on + dt.timedelta(days=14))


def _seat_of_bureau(place: int) -> str:
    return "P" if place == 0 else f"VP{place}" if place <= VICE_PRESIDENTS else f"M{place - VICE_PRESIDENTS}"


def _bureau_seats(elected: Sequence[Elected]) -> tuple[Seat, ...]:
    kinds = [SeatKind.PRESIDENT, *[SeatKind.VICE_PRESIDENT] * VICE_PRESIDENTS]
    kinds += [SeatKind.BUREAU_MEMBER] * (len(elected) - len(kinds))
    return tuple(
        Seat(
            seat=_seat_of_bureau(place),
            kind=kind,
            rank=place if kind is SeatKind.VICE_PRESIDENT else None,
            on_behalf_of=epci(who.epci),
        )
        for place, (kind, who) in enumerate(zip(kinds, elected, strict=True))
    )


def _designated(body: str, letter: str, people: Iterable[Elected], on: dt.date, act: Act, /) -> Iterator[Command]:
    for place, who in enumerate(people):
        seat, manner = f"{letter}{place}", Manner.DESIGNATION
        yield FillSeat(on=on, act=act, body=body, seat=seat, person=who.alias, manner=manner)


def _conference(now: Term, on: dt.date) -> Request:
    act = Act(kind=ActKind.DELIBERATION, date=on, number=f"{now.year}-02", title="Conférence des maires")
    seats = tuple(
        Seat(seat=f"M{place}", kind=SeatKind.MEMBER, on_behalf_of=commune(who.commune))
        for place, who in enumerate(now.mayors)
    )
    formed = FormBody(on=on, act=act, body="mayors", term=f"t{now.year}", seats=seats)
    commands = (formed, *_designated("mayors", "M", now.mayors, on, act))
    return recorded(f"mayors-{now.year}", on + dt.timedelta(days=1), 9, commands)


def _delegated(now: Term, elected: Sequence[Elected], on: dt.date) -> Request:
    """Powers to the president and to the bureau; functions to vice-presidents, theme by theme."""
    act = Act(kind=ActKind.DELIBERATION, date=on, number=f"{now.year}-03", title="Délégation d'attributions")
    order = Act(kind=ActKind.ORDER, date=on, number=f"A-{now.year}-1", title="Délégations de fonctions")
    president = DelegationScope(powers=(AssemblyPower.PROCUREMENT,), limit="90000")
    opinions = DelegationScope(powers=(AssemblyPower.PLANNING_OPINIONS,))
    commands: list[Command] = [
        DelegatePowers(on=on, act=act, delegation=f"powers-{now.year}-president", scope=president),
        DelegatePowers(on=on, act=act, delegation=f"powers-{now.year}-bureau", to_bureau=True, scope=opinions),
    ]
    for place, theme in enumerate(THEMES):
        who, scope = elected[1 + place % VICE_PRESIDENTS], DelegationScope(themes=(theme,))
        name = f"functions-{now.year}-{place}"
        commands.append(DelegateFunctions(on=on, act=order, delegation=name, person=who.alias, scope=scope))
    return recorded(f"delegations-{now.year}", on + dt.timedelta(days=1), 9, commands)


def _replacements(authority: Authority, now: Term) -> Iterator[Request]:
    """Each autumn a member of the bureau resigns, and a delegate who was not on it is elected."""
    elected = bureau(authority, now)
    others = [who for who in now.all_delegates if who not in elected]
    for place, year in enumerate(range(2021, 2026)):
        on = dt.date(year, 10, 7)
        act = Act(kind=ActKind.MINUTES, date=on, number=f"{year}-R", title="Élection d'un membre du bureau")
        seat, who = f"M{place + 1}", others[place]
        ballot = Ballot(round=1, votes_cast=len(now.all_delegates), votes_for=len(now.all_delegates) - 1, blank=1)
        leaves = VacateSeat(on=on, act=act, body="bureau", seat=seat, cause=Cause.RESIGNATION)
        enters = FillSeat(on=on, act=act, body="bureau", seat=seat, person=who.alias, ballot=ballot)
        yield recorded(f"replaced-{year}", on + dt.timedelta(days=1), 9, (leaves, enters))


# -- what is done ------------------------------------------------------------------------------------------------------


def _sessions(authority: Authority, terms: Sequence[Term], entries: int) -> Iterator[list[Request]]:
    """Session after session until there are about so many entries more; the days are spread over each term."""
    count = 0
    while entries > 0:
        entries -= sum(len(request.commands) for request in business(_at(authority, terms, count, 0)))
        count += 1
    for number in range(count):
        yield business(_at(authority, terms, number, count))


def _at(authority: Authority, terms: Sequence[Term], number: int, count: int) -> Business:
    now = terms[number % SECOND_TERM == SECOND_TERM - 1]
    begins, ends = BUSY[now.year]
    on = begins + (ends - begins) * number // max(count, 1)
    return Business(number, on, now.all_delegates, bureau(authority, now)[0], tuple(now.delegates))
