"""Deliberations in the schema of the common base of local data (SCDL deliberations 2.1.5).

What the schema requires and a register may not hold is made as docs/opendata.md says: the SIRET, the matter of a
deliberation that was recorded without one. What it leaves optional stays empty when it is not known.
"""

import re
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from domain.rules.decisions import MATTERS
from service.web.opendata.delivery import answering, deliver
from service.web.opendata.files import CSV, file_name
from service.web.opendata.listing import Listing, columns
from service.web.opendata.lists.acts import DECISION
from service.web.opendata.lists.parts import page_of
from service.web.opendata.publication import Publication
from service.web.opendata.reading import pages, reading_of
from service.web.opendata.writing import csv_line

FIELDS: Final = (
    *("COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET"),
    *("BUDGET_ANNEE", "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE"),
    *("VOTE_ABSTENTION", "DELIB_URL"),
)
UNSAID: Final = "9.1"
"""The matter of a deliberation that was recorded without one: the nomenclature's rest."""
_LISTING: Final[Listing] = page_of(
    "deliberations", "decisions", DECISION, columns("decision"), arguments=", kind: DELIBERATION"
)
_MATTER: Final = re.compile(r"\d\.\d{1,2}", re.ASCII)
_YEARS: Final = re.compile(r"[0-9]{4}(/[0-9]{4})?", re.ASCII)
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.ASCII)


class Deliberations:
    """``/data/{ledger}/deliberations.csv``."""

    def __init__(self, publication: Publication) -> None:
        self._publication = publication

    @answering
    async def csv(self, request: Request) -> Response:
        """A line for each deliberation that was adopted, the last first; the labels are the schema's."""
        reading = await reading_of(request)
        authority = await reading.authority()
        siret = self._publication.siret(reading.ledger)

        async def lines() -> AsyncIterator[bytes]:
            yield csv_line(FIELDS)
            async for page in pages(reading, _LISTING):
                adopted = [each for each in page if not each["rejected"]]
                yield b"".join(csv_line(values(each, authority["name"] or reading.ledger, siret)) for each in adopted)

        return await deliver(request, reading, lines(), CSV, name=file_name(request, reading))


def values(decision: Mapping[str, Any], authority: str, siret: str) -> list[object]:
    """One deliberation, in the order of the fields."""
    code = matter_of(decision["matter"])
    year = decision["budgetYear"]
    votes = decision["votes"] or {}
    transmission = next(iter(decision["transmissions"]), None) or {}
    transmitted = transmission.get("on")
    # SCDL counts nobody who took part but for, against and abstaining: a blank vote is none of the first two.
    abstained = votes["abstentions"] + votes["blank"] if votes else None
    return [
        authority,
        siret,
        decision["number"] or decision["decision"],
        decision["adoptedOn"],
        code,
        matter_name(code),
        decision["title"],
        year if year and _YEARS.fullmatch(year) else None,
        decision["budgetName"],
        transmission.get("prefecture"),
        transmitted if transmitted and transmitted >= decision["adoptedOn"] else None,
        votes.get("inOffice"),
        votes.get("voting"),
        votes.get("votesFor"),
        votes.get("votesAgainst"),
        abstained,
        address_of(decision),
    ]


def matter_of(recorded: str | None) -> str:
    """The first two levels of the matter; the nomenclature's rest for none, or for what is no code of it."""
    found = _MATTER.match(recorded or "")
    return found[0] if found and found[0] in MATTERS else UNSAID


def matter_name(code: str) -> str:
    """As the schema wants it: lower case, no comma, no bracket, a slash between the levels."""
    return re.sub(r"[,()]", "", MATTERS[code].lower())


def address_of(decision: Mapping[str, Any]) -> str | None:
    """Where the text is published: by the publication first, else by the act."""
    told = [each["url"] for each in decision["publications"]] + [(decision["act"] or {}).get("url")]
    return next((url for url in told if url and _ADDRESS.fullmatch(url)), None)
