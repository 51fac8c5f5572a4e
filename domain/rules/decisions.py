"""When a decision binds, until when it may be taken back, and what it is about (ACTES nomenclature).

Sources: the rulebook's sections 0, 1, 3, 5, 7 and 11.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from domain.core.calendar import add_months
from domain.rules.parameter import always

INDIVIDUAL_TRANSMISSION_DAYS: Final = always("CGCT L2131-1", 15)
TAKING_BACK_MONTHS: Final = always("CRPA L242-1, L243-3", 4)

_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "Commande publique": (
        *("Marchés publics", "Délégation de service public", "Conventions de mandat", "Autres types de contrats"),
        *("Transactions (protocole d'accord transactionnel)", "Actes relatifs à la maîtrise d'œuvre"),
        "Actes spéciaux et divers",
    ),
    "Urbanisme": (
        *("Documents d'urbanisme", "Actes relatifs au droit d'occupation ou d'utilisation des sols"),
        "Droit de préemption urbain",
    ),
    "Domaine et patrimoine": (
        *("Acquisitions", "Aliénations", "Locations", "Limites territoriales"),
        *("Autres actes de gestion du domaine public", "Autres actes de gestion du domaine privé"),
    ),
    "Fonction publique": (
        *("Personnels titulaires et stagiaires de la FPT", "Personnel contractuel", "Fonction publique hospitalière"),
        *("Autres catégories de personnels", "Régime indemnitaire"),
    ),
    "Institutions et vie politique": (
        *("Élection exécutif", "Fonctionnement des assemblées", "Désignation de représentants"),
        *("Délégation de fonctions", "Délégation de signature", "Exercice des mandats locaux", "Intercommunalité"),
        "Décision d'ester en justice",
    ),
    "Libertés publiques et pouvoirs de police": (
        *("Police municipale", "Pouvoirs du président du conseil départemental"),
        *("Pouvoirs du président du conseil régional", "Autres actes réglementaires"),
        "Actes pris au nom de l'État et soumis au contrôle hiérarchique",
    ),
    "Finances locales": (
        *("Décisions budgétaires", "Fiscalité", "Emprunts", "Interventions économiques", "Subventions"),
        *("Contributions budgétaires", "Avances", "Fonds de concours", "Prise de participation (SEM, etc.)", "Divers"),
    ),
    "Domaines de compétences par thèmes": (
        *("Enseignement", "Aide sociale", "Voirie", "Aménagement du territoire"),
        *("Politique de la ville, habitat, logement", "Emploi, formation professionnelle", "Transports"),
        *("Environnement", "Culture"),
    ),
    "Autres domaines de compétences": (
        *("Autres domaines de compétences des communes", "Autres domaines de compétences des départements"),
        *("Autres domaines de compétences des régions", "Vœux et motions"),
    ),
}
MATTERS: Final[Mapping[str, str]] = {
    f"{first}.{second}": f"{field}/{name}"
    for first, (field, names) in enumerate(_FIELDS.items(), start=1)
    for second, name in enumerate(names, start=1)
}
"""Names as SCDL writes them (level 1/level 2, a slash without spaces), by code. From memory of the national
nomenclature: a prefecture may add a level, so an unknown code is a caution and no refusal."""


def transmission_due(signed_on: dt.date) -> dt.date:
    """The last day to transmit an individual decision: fifteen days from its signature (CGCT L2131-1).

    The law sets no other deadline: any other decision merely does not bind until it is transmitted.

    >>> transmission_due(dt.date(2026, 6, 1))
    datetime.date(2026, 6, 16)
    """
    return signed_on + dt.timedelta(days=INDIVIDUAL_TRANSMISSION_DAYS.on(signed_on))


def taking_back_due(taken_on: dt.date) -> dt.date:
    """The last day to withdraw an unlawful decision (CRPA L242-1, L243-3), or to abrogate one that creates rights.

    >>> taking_back_due(dt.date(2026, 6, 30))
    datetime.date(2026, 10, 30)
    """
    return add_months(taken_on, TAKING_BACK_MONTHS.on(taken_on))
