"""The printable page of a dossier: plain HTML without script, in French or in English, each fact with its entry."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.dossier.page_subject import subject_sections
from service.dossier.print import Line, Printed, Printer, Reference, Section
from service.dossier.shape import Dossier, DossierEntry
from service.messages.dossier_page import WORDS
from service.messages.labels import label
from service.messages.words import Language
from service.people_in import names_in

TEMPLATES: Final = Path(__file__).parent / "templates"
STYLE: Final = (TEMPLATES / "page.css").read_text(encoding="utf-8")
_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""What the page may load: its own style, and nothing else."""


@cache
def _template() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )


def people_of(dossier: Dossier) -> list[str]:
    """Everyone whom the page names."""
    return sorted({who for part in dossier.sections() for who in names_in(part)})


def page(dossier: Dossier, people: Mapping[str, str] | None, language: Language = "fr") -> str:
    """The page; ``people``: the names that the vault has of those of ``people_of``, None for a page without names."""
    told = Printer(dossier, people, language)
    pin = dossier.as_of
    return (
        _template()
        .get_template("page.html.jinja")
        .render(
            language=language,
            title=told.word("title", kind=dossier.kind, id=dossier.id),
            style=STYLE,
            about=[
                told.word("seen", on=pin.on, position=pin.position, ledger=dossier.ledger, recorded_at=pin.recorded_at),
                told.word("level", level=pin.level),
                told.word("same", link=pin.link.replace(".json?", ".html?")),
                *([told.word("nameless")] if people is None else ()),
            ],
            simulated=told.word("simulated") if pin.simulated else "",
            sections=list(_sections(told)),
            nothing=told.word("nothing"),
            verify=[
                told.word("verify", position=pin.position, leaf=pin.leaf),
                told.word("claims", count=len(dossier.claims)),
            ],
        )
    )


def refused_page(message: str, remedy: str, language: Language) -> str:
    """The page that stands where a dossier does not: why, and what to do."""
    title = WORDS["refused"].fr if language == "fr" else WORDS["refused"].en
    template = _template().get_template("refused.html.jinja")
    return template.render(language=language, title=title, style=STYLE, message=message, remedy=remedy)


# -- sections ----------------------------------------------------------------------------------------------------------


def _sections(told: Printer) -> Iterator[Section]:
    if told.dossier.disputed:
        rows = (told.line(d.statement, d.pointer, entries=[d.position]) for d in told.dossier.disputed)
        table = told.table("disputes", ("statement", "pointer"), rows)
        yield Section("disputes", told.word("disputes"), tables=(table,), alert=told.word("disputed"))
    yield from subject_sections(told)
    yield _composition(told)
    yield _voting(told)
    yield _sitting(told)
    yield _signing(told)
    yield _perimeter(told)
    yield _cited(told)
    rows = (told.line(c.on, str(c.entry), c.reason, c.replacements, entries=[c.by]) for c in told.dossier.corrections)
    corrections = told.table("corrections", ("on", "what", "reasons", "replacements"), rows)
    yield Section("corrections", told.word("corrections"), tables=told.tables(corrections))
    yield _entries(told)


def _composition(told: Printer) -> Section:
    body, dossier = told.dossier.body, told.dossier
    facts: tuple[Printed, ...] = ()
    seats: list[Line] = []
    if body is not None:
        facts = told.facts(
            told.fact("body", f"{body.name} ({body.body})", body.entry),
            told.fact("kind", body.kind, body.entry),
            told.fact("role", body.role),
            told.fact("on", body.on),
            told.fact("term", body.term),
            told.fact("members_in_office", str(body.members_in_office)),
            told.fact("vacant", str(body.vacant)),
        )
        seats = [
            told.line(
                seat.seat,
                told.value(seat.kind) + (f" {seat.rank}" if seat.rank else ""),
                told.person(seat.holder) if seat.holder else told.value(seat.state),
                told.person(seat.acting),
                told.organization(seat.on_behalf_of),
                seat.since,
                seat.manner or seat.cause,
                entries=[seat.entry],
            )
            for seat in body.seats
        ]
    heads = ("seat", "kind", "holder", "acting", "on_behalf_of", "since", "how")
    presidents = (
        told.line(told.organization(p.organization), told.person(p.person), p.since, entries=[p.entry])
        for p in dossier.presidents
    )
    exchanges = (
        told.line(e.held_on, told.people(p.person for p in e.participants), entries=[e.entry])
        for e in dossier.exchanges
    )
    tables = told.tables(
        told.table("seats", heads, seats),
        told.table("presidents", ("organization", "person", "since"), presidents),
        told.table("exchanges", ("held_on", "participants"), exchanges),
    )
    return Section("composition", told.word("composition"), facts, tables)


def _voting(told: Printer) -> Section:
    voting = told.dossier.voting
    if voting is None:
        return Section("voting", told.word("voting"))
    quorum, totals = voting.quorum, voting.totals
    facts = [
        told.fact("seats_in_all", str(voting.seats)),
        told.fact("members_in_office", str(voting.members_in_office)),
    ]
    if quorum is not None:
        facts += [
            told.fact("quorum_base", str(quorum.members_in_office)),
            told.fact("not_counted", str(quorum.not_counted)),
            told.fact("quorum_needed", None if quorum.needed is None else str(quorum.needed)),
            told.fact("present", str(voting.present)),
            told.fact("reached", quorum.reached),
            told.fact("represented", str(voting.represented)),
            told.fact("voices", str(voting.voices)),
        ]
    if totals is not None and told.dossier.decision is not None:
        said = f"{totals.votes_for}, {totals.votes_against}, {totals.abstentions}"
        facts.append(told.fact("totals", said, told.dossier.decision.entries[0]))
        facts.append(told.fact("totals_agree", voting.totals_agree))
        counted = f"{totals.in_office}, {totals.present}, {totals.represented}"
        facts.append(told.fact("presence_said", counted, told.dossier.decision.entries[0]))
        facts.append(told.fact("presence_agrees", voting.presence_agrees))
    votes = (
        told.line(
            v.subject or v.item,
            v.mode,
            v.majority,
            str(v.votes_for),
            str(v.votes_against),
            str(v.abstentions),
            str(v.blank),
            v.adopted,
            entries=[v.entry],
        )
        for v in voting.votes
    )
    heads = ("votes_of", "mode", "majority", "votes_for", "votes_against", "abstentions", "blank", "adopted")
    changed = (told.line(told.person(c.person), c.kind) for c in (quorum.changes if quorum else ()))
    tables = told.tables(
        told.table("votes", heads, votes), told.table("changes", ("person", "what"), changed, cites=False)
    )
    return Section("voting", told.word("voting"), told.facts(*facts), tables)


def _sitting(told: Printer) -> Section:
    sitting = told.dossier.sitting
    if sitting is None:
        return Section("sitting", told.word("sitting"))
    convened = sitting.entries[0]
    given, needed = sitting.convocation.clear_days_given, sitting.convocation.clear_days_needed
    facts = told.facts(
        told.fact("sitting", sitting.session, convened),
        told.fact("state", sitting.state),
        told.fact("sent_on", sitting.sent_on, convened),
        told.fact("held_on", sitting.held_on, convened),
        told.fact("clear_days", f"{given}, {needed}" if needed is not None else str(given)),
        told.fact("regular", sitting.convocation.regular),
        told.fact("item", sitting.item.title if sitting.item else None, convened),
        told.fact("closed", sitting.closed),
        told.fact("chair", told.person(sitting.chair)),
        told.fact("secretary", told.person(sitting.secretary)),
        told.fact("excused", told.people(sitting.excused)),
        told.fact("guests", told.people(sitting.guests)),
    )
    attendance = (
        told.line(told.person(a.person), a.seat, a.ground, a.may_vote, told.person(a.bearer))
        for a in sitting.attendance
    )
    proxies = (
        told.line(told.person(p.giver), told.person(p.bearer), p.before, entries=[p.entry]) for p in sitting.proxies
    )
    movements = (told.line(told.person(m.person), m.kind, m.before, entries=[m.entry]) for m in sitting.movements)
    recusals = (told.line(told.person(r.person), r.item, r.ground, entries=[r.entry]) for r in sitting.recusals)
    tables = told.tables(
        told.table("attendance", ("person", "seat", "ground", "may_vote", "bearer"), attendance, cites=False),
        told.table("proxies", ("giver", "bearer", "before"), proxies),
        told.table("movements", ("person", "what", "before"), movements),
        told.table("recusals", ("person", "item", "ground"), recusals),
    )
    return Section("sitting", told.word("sitting"), facts, tables)


def _signing(told: Printer) -> Section:
    signing = told.dossier.signing
    facts: tuple[Printed, ...] = ()
    if signing is not None:
        chain = (
            f"{told.value(link.holder)}{': ' + told.person(link.person) if link.person else ''}"
            for link in signing.chain
        )
        facts = told.facts(
            told.fact("author", told.person(signing.person)),
            told.fact("empowered", signing.empowered),
            told.fact("chain", " → ".join(chain)),
            told.fact("doubts", signing.doubts),
            told.fact("obstacles", signing.obstacles),
        )
    rows = (
        told.line(
            d.delegation,
            d.kind,
            d.named,
            told.person(d.person) or told.value(d.holder),
            told.value((*d.scope.themes, *d.scope.powers)) or d.scope.text,
            d.granted_on,
            d.state,
            d.ends_on,
            told.act(d.act),
            entries=[d.entry],
        )
        for d in told.dossier.delegations
    )
    heads = ("delegation", "kind", "named", "holder", "scope", "granted_on", "state", "ends_on", "act")
    return Section("signing", told.word("signing"), facts, told.tables(told.table("delegations", heads, rows)))


def _perimeter(told: Printer) -> Section:
    perimeter = told.dossier.perimeter
    members = (told.line(told.organization(m.organization), m.since, entries=[m.entry]) for m in perimeter.members)
    communes = (
        told.line(
            told.organization(c.commune),
            told.organization(c.epci),
            c.since,
            c.observed_by,
            entries=[c.entry],
            reference=True,
        )
        for c in perimeter.communes
    )
    tables = told.tables(
        told.table("members", ("organization", "since"), members),
        told.table("communes", ("organization", "epci", "since", "observed_by"), communes),
    )
    return Section("perimeter", told.word("perimeter"), tables=tables)


def _cited(told: Printer) -> Section:
    dossier = told.dossier
    decisions = (
        told.line(
            d.link,
            d.number or d.decision,
            d.title,
            d.adopted_on,
            d.state,
            entries=[d.entry, d.relation_entry],
        )
        for d in dossier.decisions
    )
    documents = (told.line(d.link, d.kind, d.title, d.state, entries=[d.entry]) for d in dossier.documents)
    others = (told.line(o.link, o.thing, o.title, entries=[o.entry]) for o in dossier.others)
    acts = (told.line(told.act(a.act), a.act.sha256, entries=a.entries) for a in dossier.acts)
    tables = told.tables(
        told.table("decisions", ("link", "number", "title_of", "adopted_on", "state"), decisions),
        told.table("documents", ("link", "kind", "title_of", "state"), documents),
        told.table("others", ("link", "what", "title_of"), others),
        told.table("acts", ("act", "digest"), acts),
    )
    return Section("cited", told.word("cited"), tables=tables)


def _entries(told: Printer) -> Section:
    heads = ("entry", "recorded_at", "effective_on", "sentence", "parts", "leaf_of")
    table = told.table("entries", heads, (_entry(told, entry) for entry in told.dossier.entries), cites=False)
    return Section("entries", told.word("entries"), tables=told.tables(table))


def _entry(told: Printer, entry: DossierEntry) -> Line:
    said = entry.fr if told.language == "fr" else entry.en
    notes = [] if entry.intact else [told.word("altered")]
    return Line(
        (
            f"{entry.ledger} {entry.position}",
            told.value(entry.recorded_at),
            told.value(entry.effective_on),
            " ".join([said or told.word("sealed"), *notes]),
            ", ".join(label(part, told.language) for part in entry.parts),
            entry.leaf,
        ),
        id=Reference(entry.ledger, entry.position).anchor,
    )
