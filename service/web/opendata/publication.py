"""What a deployment says of its files: their licence, and the SIRETs that no ledger holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from stdnum import luhn

from service.settings import LICENCE, Settings

SCDL = "https://gitlab.com/opendatafrance/scdl/deliberations/raw/v2.1.5/schema.json"
"""The schema of the deliberations, and what the catalogue says that they conform to."""


@dataclass(frozen=True)
class Publication:
    """The deployment's terms."""

    licence: str = LICENCE
    sirets: Mapping[str, str] = field(default_factory=dict)
    """By SIREN."""

    @classmethod
    def of(cls, settings: Settings | None) -> "Publication":
        """As the settings say."""
        if settings is None:
            return cls()
        return cls(settings.licence, {each[:9]: each for each in settings.sirets})

    def siret(self, siren: str) -> str:
        """The authority's SIRET; without a setting that of its first establishment: NIC 0001 and its check digit."""
        return self.sirets.get(siren) or siren + "0001" + luhn.calc_check_digit(siren + "0001")
