"""The words of a dossier: of what it is, of which parts it is made, how things stand to each other."""

from enum import StrEnum


class DossierKind(StrEnum):
    """Of what a dossier is."""

    DECISION = "DECISION"
    ARBITRATION = "ARBITRATION"
    REVIEW = "REVIEW"

    @property
    def word(self) -> str:
        """As tags and addresses write it: decision."""
        return self.value.lower()


class DossierPart(StrEnum):
    """Of which part of a dossier an entry is evidence."""

    SUBJECT = "SUBJECT"
    COMPOSITION = "COMPOSITION"
    SITTING = "SITTING"
    DELEGATION = "DELEGATION"
    PERIMETER = "PERIMETER"
    CITED = "CITED"
    CORRECTION = "CORRECTION"
    """Corrected, or a correction."""


class BodyRole(StrEnum):
    """Why a body stands in a dossier."""

    DECIDED = "DECIDED"
    EXECUTIVE = "EXECUTIVE"
    """A person signed: it is the bureau whose president, in office or acting, is the executive."""


class CitedLink(StrEnum):
    """How another decision or thing stands to that of the dossier."""

    CHANGES_IT = "CHANGES_IT"
    CHANGED_BY_IT = "CHANGED_BY_IT"
    FORMALIZES_IT = "FORMALIZES_IT"
    """The decision that gives a settlement or a review its legal form."""
    FORMALIZED_BY_IT = "FORMALIZED_BY_IT"
    GRANTS_ITS_DELEGATION = "GRANTS_ITS_DELEGATION"
    CITED = "CITED"
    """The dossier's own thing names it."""
    CITES_IT = "CITES_IT"
