"""What was recorded lately of decisions, and of who sits where (Atom, RFC 4287).

An entry of the ledger is an entry of the feed: its id never changes, its ``updated`` is when it was recorded, or when
a later entry struck it. The feed shows the last fifty; the journal has them all.
"""

import re
from typing import Any, Final
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import Response

from domain.facts import FACT_TYPES, bodies, decisions
from service.feed import encode_cursor
from service.graphql.directory import Directory
from service.graphql.moment import chosen
from service.ledger import Reader
from service.messages.opendata import said, title_of
from service.web.opendata.delivery import answering, deliver, one
from service.web.opendata.files import file_name
from service.web.opendata.publication import Publication
from service.web.opendata.reading import Reading, Row, reading_of

ATOM: Final = "application/atom+xml; charset=utf-8"
SHOWN: Final = 50
OF_DECISIONS: Final = tuple(name for name, kind in FACT_TYPES.items() if kind.__module__ == decisions.__name__)
_OF_LAW: Final = {"ResignationTendered", "ElectionAnnulled", "AppealLodged", "EligibilityLost"}
"""Steps that change no composition by themselves: what follows from them is recorded too."""
OF_COMPOSITION: Final = tuple(
    name for name, kind in FACT_TYPES.items() if kind.__module__ == bodies.__name__ and name not in _OF_LAW
)
_DOCUMENT: Final = """
query ($ledger: ID, $types: [String!], $first: Int!, $after: Cursor, $at: AtInput) {
  authority(authority: $ledger, at: $at) { name }
  auditTrail(authority: $ledger, filter: {types: $types}, order: NEWEST_FIRST, first: $first, after: $after) {
    nodes {
      position
      entry { ... on Entry { recordedAt effectiveOn type summary { fr en } fact } }
      fate { rectifiedBy { position recordedAt } }
    }
  }
}"""
_PERSON: Final = re.compile(r"\bp-[a-z2-7]{16}\b")
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"
_NOT_XML: Final = {*range(0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)} - {0x09, 0x0A, 0x0D}


class Feeds:
    """``/data/{ledger}/decisions.atom`` and ``compositions.atom``."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    @answering
    async def decisions(self, request: Request) -> Response:
        """What was recorded of decisions."""
        return await self._feed(request, "decisions.atom", OF_DECISIONS)

    @answering
    async def compositions(self, request: Request) -> Response:
        """What was recorded of bodies, terms and seats."""
        return await self._feed(request, "compositions.atom", OF_COMPOSITION)

    async def _feed(self, request: Request, name: str, types: tuple[str, ...]) -> Response:
        reading = await reading_of(request)
        told = await reading.ask(_DOCUMENT, types=list(types), first=SHOWN, after=await _cursor(reading))
        body = _written(reading, name, await _named(reading, told), self._publication)
        return await deliver(request, reading, one(body), ATOM, name=file_name(request, reading))


async def _named(reading: Reading, told: Row) -> Row:
    """The same with the names of people in its sentences, as the API shows them: a ledger holds their ids alone."""
    sentences = [node["entry"]["summary"] for node in told["auditTrail"]["nodes"]]
    people = sorted({who for each in sentences for who in _PERSON.findall(each[reading.language])})
    async with reading.context.pool.acquire() as connection:
        directory = await Directory.load(connection, reading.moment, people, [])

    def name(found: re.Match[str]) -> str:
        shown = directory.person(found[0])
        return (shown.name if shown else None) or found[0]

    for each in sentences:
        each[reading.language] = _PERSON.sub(name, each[reading.language])
    return told


async def _cursor(reading: Reading) -> str | None:
    """What the feed goes back from: the entry after the last one that was known, if there is one by now."""
    after = reading.moment.view.position + 1
    async with reading.context.pool.acquire() as connection:
        head = chosen(await Reader(connection).heads(), reading.ledger).position
    return encode_cursor(reading.ledger, after) if after <= head else None


def _written(reading: Reading, name: str, told: Row, publication: Publication) -> bytes:
    ET.register_namespace("", _NAMESPACE)
    language = reading.language
    address = f"{reading.context.address}/data/{reading.ledger}/{name}"
    authority = told["authority"]["name"] or reading.ledger
    entries = [_updated(node, reading.moment.view.position) for node in told["auditTrail"]["nodes"]]
    feed = ET.Element(f"{{{_NAMESPACE}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    _add(feed, "id", f"urn:greffe:{reading.ledger}:{name.partition('.')[0]}")
    _add(feed, "title", said("of", language, title=title_of(name, language), authority=authority))
    _add(feed, "updated", max((entry["updated"] for entry in entries), default=reading.as_of()["recordedAt"]))
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{address}?lang={language}")
    _add(
        feed, "link", rel="alternate", type="text/html", href=f"{reading.context.address}/{language}/{reading.ledger}/"
    )
    _add(feed, "link", rel="license", href=publication.licence)
    _add(_add(feed, "author"), "name", authority)
    for entry in entries:
        _entry(feed, entry, reading)
    ET.indent(feed, " ")
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _updated(node: Row, position: int) -> Row:
    """An entry, and when it last became another: struck, as far as was known then."""
    struck = (node["fate"] or {}).get("rectifiedBy")
    known = struck if struck and struck["position"] <= position else None
    return {**node["entry"], "position": node["position"], "updated": (known or node["entry"])["recordedAt"]}


def _entry(feed: ET.Element, entry: Row, reading: Reading) -> None:
    site = f"{reading.context.address}/{reading.language}/{reading.ledger}"
    decision = entry["fact"].get("decision") if isinstance(entry["fact"], dict) else None
    made = _add(feed, "entry")
    _add(made, "id", f"urn:greffe:{reading.ledger}:{entry['position']}")
    _add(made, "title", entry["summary"][reading.language])
    _add(made, "published", entry["recordedAt"])
    _add(made, "updated", entry["updated"])
    page = f"decisions/{decision}" if decision else f"journal?at_position={entry['position']}"
    _add(made, "link", rel="alternate", type="text/html", href=f"{site}/{page}")
    _add(made, "category", term=entry["type"])
    _add(made, "summary", said("effective", reading.language, day=entry["effectiveOn"]))


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: Any) -> ET.Element:
    made = ET.SubElement(parent, f"{{{_NAMESPACE}}}{tag}", attributes)
    if text is not None:
        made.text = "".join("\ufffd" if ord(each) in _NOT_XML else each for each in text)
    return made
