"""What the values of the territory's enums are called, in French and in English."""

from collections.abc import Mapping
from typing import Final

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "EpciNature": {
        "CC": ("communauté de communes", "community of communes"),
        "CA": ("communauté d'agglomération", "agglomeration community"),
        "CU": ("communauté urbaine", "urban community"),
        "METRO": ("métropole", "metropolis"),
        "MET69": ("métropole de Lyon", "metropolis of Lyon"),
    },
    "TaxRegime": {
        "FPU": ("fiscalité professionnelle unique", "single business tax"),
        "FA": ("fiscalité additionnelle", "additional tax"),
        "FPZ": ("fiscalité professionnelle de zone", "business tax of a zone"),
    },
    "EpciOrigin": {
        "CREATION": ("création", "creation"),
        "MERGER": ("fusion", "merger"),
        "SPLIT": ("scission", "split"),
        "TRANSFORMATION": ("transformation", "transformation"),
        "RESTORED": ("rétablissement après annulation", "restored after an annulment"),
    },
    "EpciEndCause": {
        "MERGER": ("fusion", "merger"),
        "SPLIT": ("scission", "split"),
        "DISSOLUTION": ("dissolution", "dissolution"),
        "TRANSFORMATION": ("transformation", "transformation"),
        "ANNULMENT": ("annulation", "annulment"),
    },
    "CommuneOrigin": {
        "NEW_COMMUNE": ("création d'une commune nouvelle", "creation of a new commune (commune nouvelle)"),
        "SPLIT": ("division d'une commune", "split of a commune"),
        "RESTORED": ("rétablissement", "restored"),
    },
    "CommuneEndCause": {
        "NEW_COMMUNE": ("création d'une commune nouvelle", "creation of a new commune (commune nouvelle)"),
        "SPLIT": ("division de la commune", "split of the commune"),
        "ANNULMENT": ("annulation", "annulment"),
    },
    "JoinCause": {
        "EPCI_CREATED": ("création de l'EPCI", "creation of the EPCI"),
        "MERGER": ("fusion d'EPCI", "merger of EPCIs"),
        "ACCESSION": ("adhésion", "accession"),
        "PERIMETER_EXTENDED": ("extension du périmètre", "perimeter extended"),
        "RESTORED": ("rétablissement", "restored"),
        "COMMUNE_CREATED": ("création de la commune", "creation of the commune"),
    },
    "LeaveCause": {
        "WITHDRAWAL": ("retrait", "withdrawal"),
        "PERIMETER_REDUCED": ("réduction du périmètre", "perimeter reduced"),
        "ANNULMENT": ("annulation", "annulment"),
        "EPCI_ENDED": ("fin de l'EPCI", "end of the EPCI"),
    },
}
"""For an enum's class name and a value: French, English."""
