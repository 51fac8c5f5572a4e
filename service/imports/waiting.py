"""What waits in the queue of imports, as it is sealed: enough to record the line once somebody said who it is."""

import datetime as dt
import hashlib
import hmac
from typing import Final

import msgspec
from msgspec import Struct

from domain.core.entry import Act
from domain.facts.people import MandateKind, OfficeKind
from service.imports.identity import Holding
from service.vault_queue import QueueItem

PERSON: Final = "PERSON"
NOT_LISTED: Final = "NOT_LISTED"


class Kept(Struct, frozen=True):
    """A mandate or an office of the line."""

    organization: str
    since: dt.date
    mandate: MandateKind | None = None
    office: OfficeKind | None = None
    rank: int | None = None

    @classmethod
    def of(cls, holding: Holding) -> "Kept":
        """As it is sealed."""
        mandate = holding.held if isinstance(holding.held, MandateKind) else None
        office = holding.held if isinstance(holding.held, OfficeKind) else None
        return cls(holding.organization, holding.since, mandate, office, holding.rank)

    def holding(self) -> Holding:
        """As the import reads it."""
        held = self.mandate or self.office
        assert held is not None
        return Holding(self.organization, held, self.since, rank=self.rank)


class Waiting(Struct, frozen=True, kw_only=True):
    """A line that somebody has to settle.

    ``code`` is one of ``sentences.QUESTIONS``, ``words`` are those of its sentence.
    """

    code: str
    file: str
    given_name: str = ""
    family_name: str = ""
    marks: tuple[str, ...] = ()
    holdings: tuple[Kept, ...] = ()
    act: Act | None = None
    whole: bool = False
    words: dict[str, str] = {}

    def __repr__(self) -> str:
        """Its code alone: a repr ends in logs."""
        return f"Waiting({self.code})"


def item(
    secret: bytes, waiting: Waiting, place: str, *, kind: str, digest: str, line: int, candidates: tuple[str, ...]
) -> QueueItem:
    """An item; its id is the same for the same place, so that nothing is asked twice."""
    name = hmac.new(secret, f"{kind}\x1f{place}".encode(), hashlib.sha256).hexdigest()[:20]
    return QueueItem(
        id=f"q-{name}",
        kind=kind,
        file=digest,
        line=line,
        candidates=candidates,
        value=msgspec.json.encode(waiting),
    )


def waiting_in(found: QueueItem) -> Waiting:
    """What an item holds."""
    return msgspec.json.decode(found.value, type=Waiting)
