"""What the register forgot, why, and why it keeps what it keeps. The personal values themselves are in no fact."""

from enum import StrEnum
from typing import Any

from domain.core.entry import Fact, cited
from domain.core.identifiers import Label, PersonId, Slug


class ErasureBasis(StrEnum):
    """Why something is erased (RGPD art. 17(1) and 58(2)(g); Code civil art. 9)."""

    NO_LONGER_NECESSARY = "NO_LONGER_NECESSARY"
    """Art. 17(1)(a) and 5(1)(e): the purpose or the retention period ended."""
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    """Art. 17(1)(b)."""
    OBJECTION = "OBJECTION"
    """Art. 17(1)(c) and 21(1): an objection that no overriding ground outweighs."""
    UNLAWFUL_PROCESSING = "UNLAWFUL_PROCESSING"
    """Art. 17(1)(d): it should never have been recorded."""
    LEGAL_OBLIGATION = "LEGAL_OBLIGATION"
    """Art. 17(1)(e): a law demands the erasure."""
    AUTHORITY_ORDER = "AUTHORITY_ORDER"
    """Art. 58(2)(g): ordered by the CNIL or a court."""


class KeepingBasis(StrEnum):
    """Why a person's name is kept all the same (RGPD art. 6(1) and the exceptions of art. 17(3))."""

    LEGAL_OBLIGATION = "LEGAL_OBLIGATION"
    """Art. 6(1)(c) and 17(3)(b): a law demands that the act, and who took it, be kept."""
    PUBLIC_TASK = "PUBLIC_TASK"
    """Art. 6(1)(e) and 17(3)(b): a task in the public interest; names of officials, CRPA D312-1-3."""
    PUBLIC_ARCHIVES = "PUBLIC_ARCHIVES"
    """Art. 17(3)(d): archives in the public interest (Code du patrimoine L211-1)."""
    LEGAL_CLAIMS = "LEGAL_CLAIMS"
    """Art. 17(3)(e): the establishment, exercise or defence of legal claims."""


class LegalBasisRecorded(Fact, frozen=True, kw_only=True):
    """On which legal basis a person's name is kept."""

    person: PersonId
    basis: KeepingBasis
    reference: Label | None = None

    def tags(self) -> tuple[str, ...]:
        return (f"person:{self.person}",)


class PersonForgotten(Fact, frozen=True, kw_only=True):
    """That a person's values, and the key that sealed them, were destroyed. Value-free; the id stays."""

    person: PersonId
    basis: ErasureBasis
    reference: Label | None = None
    decision: Slug | None = None
    """The decision of this register that erases the name of somebody who holds or held a mandate."""

    def tags(self) -> tuple[str, ...]:
        decision = f"decision:{self.decision}" if self.decision else None
        return (f"person:{self.person}", *cited(decision))


class BodyErased(Fact, frozen=True, kw_only=True):
    """That the free text of an earlier entry was destroyed; what remains of its body stands here, and is proved."""

    entry: int
    basis: ErasureBasis
    erased: tuple[str, ...]
    """Where the texts stood: ``title``, ``clauses.0.text``, ``act.title``."""
    about: tuple[str, ...]
    """Tags of the erased entry: its subjects must be made anew."""
    remains: dict[str, Any]
    """The body that stands instead, in the body's own shape (docs/adr/0002): its texts are the placeholder."""
    reference: Label | None = None

    def tags(self) -> tuple[str, ...]:
        return (*self.about, f"entry:{self.entry}")
