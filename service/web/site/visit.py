"""One visit of a page: what its address says, and the addresses that lead on from it, all at the same moment."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from msgspec import Struct
from starlette.requests import Request

from service.feed import encode_cursor
from service.graphql.moment import AtInput
from service.messages.words import Language
from service.web.asked import PARAMETERS, moment_asked, once

MOMENT: Final = ("on", "known_at", "at_position")
"""What a permalink says of time: it goes along with every link."""

_FEED: Final = (
    "subscription ($authority: ID, $after: Cursor) { entries(authority: $authority, after: $after) { __typename } }"
)


class Visit(Struct, frozen=True):
    """What an address asks: a page of a ledger, at a moment, in a language, with the page's own choices."""

    language: Language
    ledger: str
    slug: str
    item: str | None
    at: AtInput
    moment: Mapping[str, str]
    """``on``, ``known_at``, ``at_position`` as written, for they stand in every link."""
    choices: Mapping[str, str]
    """The page's own parameters (filters, cursors), as written; empty ones are left out."""

    @classmethod
    def of(cls, request: Request, language: Language, slug: str) -> "Visit":
        """What a request asks; raises QueryRefused: INVALID_ARGUMENT."""
        query = request.query_params
        given = {name: value for name in query if (value := once(query, name)) is not None}
        return cls(
            language=language,
            ledger=request.path_params["ledger"],
            slug=slug,
            item=request.path_params.get("item"),
            at=moment_asked(query),
            moment={name: given[name] for name in MOMENT if name in given},
            choices={name: value for name, value in given.items() if name not in PARAMETERS},
        )

    @property
    def past(self) -> bool:
        """Whether another moment than today as known today is looked at."""
        return bool(self.moment)

    def variables(self) -> dict[str, Any]:
        """Those that every document of the site takes: ``$authority`` and ``$at``."""
        at: dict[str, Any] = {}
        if self.at.on is not None:
            at["on"] = self.at.on.isoformat()
        if self.at.at_position is not None:
            at["atPosition"] = self.at.at_position
        if self.at.known_at is not None:
            at["knownAt"] = self.at.known_at.isoformat()
        return {"authority": self.ledger, "at": at or None}

    def href(self, slug: str, item: object = None, /, **choices: object) -> str:
        """The address of a page of this ledger, at the same moment."""
        return self._address(self.language, slug, item, {**self.moment, **_written(choices)})

    def json(self, slug: str, item: object) -> str:
        """The address of a page of one thing as JSON."""
        path, _, query = self.href(slug, item).partition("?")
        return f"{path}.json" + (f"?{query}" if query else "")

    def path(self, slug: str | None = None) -> str:
        """A page's address without anything asked, for a form's action: this page's own by default."""
        return self._address(self.language, *((self.slug, self.item) if slug is None else (slug, None)), {})

    def here(self, /, **choices: object) -> str:
        """This page with some of its choices, or of its moment, made otherwise; None takes one away."""
        given = {**self.moment, **self.choices, **choices}
        return self._address(self.language, self.slug, self.item, _written(given))

    def beside(self, suffix: str) -> str:
        """This page in another form (``.json``)."""
        path, _, query = self.here().partition("?")
        return f"{path.rstrip('/')}{suffix}" + (f"?{query}" if query else "")

    def asked(self) -> str:
        """For GraphiQL: where the page stands whose question it is to open."""
        return urlencode({"page": self.here()})

    def now(self) -> str:
        """This page today, as known today."""
        return self.here(**dict.fromkeys(MOMENT))

    def switched(self) -> str:
        """This very page in the other language."""
        other: Language = "en" if self.language == "fr" else "fr"
        return self._address(other, self.slug, self.item, {**self.moment, **self.choices})

    def file(self, name: str, /, **choices: object) -> str:
        """A file of open data at the same moment: ``bureau.csv``."""
        query = urlencode({**self.moment, **_written(choices), **({"lang": "en"} if self.language == "en" else {})})
        return f"/data/{quote(self.ledger)}/{name}" + (f"?{query}" if query else "")

    def feed(self, position: int) -> str:
        """Where the register tells what is recorded after a position (server-sent events)."""
        variables = {"authority": self.ledger, "after": encode_cursor(self.ledger, position)}
        return "/graphql?" + urlencode({"query": _FEED, "variables": json.dumps(variables)})

    def dossier(self) -> str:
        """The query of a dossier's address at the same moment."""
        return "?" + urlencode({**self.moment, "lang": self.language})

    def _address(self, language: str, slug: str, item: object, query: Mapping[str, str]) -> str:
        path = "/".join(quote(str(part), safe="") for part in (language, self.ledger, slug, item) if part)
        asked = urlencode(query)
        return f"/{path}{'' if slug else '/'}" + (f"?{asked}" if asked else "")


def _written(choices: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in choices.items() if value not in (None, "")}
