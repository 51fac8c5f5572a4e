"""What each fact of the territory says, in one sentence."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

SUMMARIES: Final[Mapping[str, Message]] = {
    "CommuneRecorded": Message(
        fr="Fichier officiel {vintage} : commune {commune}, « {name} », département {department}{siren:, SIREN "
        "@}{population:, population municipale @}, situation au {on}.",
        en="Official file of {vintage}: commune {commune}, “{name}”, department {department}{siren:, SIREN "
        "@}{population:, municipal population @}, as on {on}.",
    ),
    "EpciRecorded": Message(
        fr="Fichier officiel {vintage} : EPCI {epci}, « {name} »{nature:, @}{own_tax:|, sans fiscalité "
        "propre}{tax_regime:, @}{population:, population municipale @}, situation au {on}.",
        en="Official file of {vintage}: EPCI {epci}, “{name}”{nature:, @}{own_tax:|, without its own "
        "tax}{tax_regime:, @}{population:, municipal population @}, as on {on}.",
    ),
    "CommuneCreated": Message(
        fr="La commune {commune} existe à compter du {on} : {cause}{predecessors:, à la suite de @}.",
        en="Commune {commune} exists from {on}: {cause}{predecessors:, after @}.",
    ),
    "CommuneEnded": Message(
        fr="La commune {commune} cesse d'exister le {on} : {cause}{successors:, remplacée par @}.",
        en="Commune {commune} exists no more from {on}: {cause}{successors:, replaced by @}.",
    ),
    "EpciCreated": Message(
        fr="L'EPCI {epci} existe à compter du {on} : {cause}{predecessors:, à la suite de @}.",
        en="EPCI {epci} exists from {on}: {cause}{predecessors:, after @}.",
    ),
    "EpciEnded": Message(
        fr="L'EPCI {epci} cesse d'exister le {on} : {cause}{successors:, remplacé par @}.",
        en="EPCI {epci} exists no more from {on}: {cause}{successors:, replaced by @}.",
    ),
    "MembershipObserved": Message(
        fr="La commune {commune} est observée dans l'EPCI {epci} au {observed_from}{observed_until: et n'y est plus "
        "au @} (observation annuelle, et non date légale).",
        en="Commune {commune} is seen in EPCI {epci} on {observed_from}{observed_until: and no more on @} (a yearly "
        "observation, no legal date).",
    ),
    "CommuneJoinedEpci": Message(
        fr="La commune {commune} devient membre de l'EPCI {epci} le {on} : {cause}.",
        en="Commune {commune} becomes a member of EPCI {epci} on {on}: {cause}.",
    ),
    "CommuneLeftEpci": Message(
        fr="La commune {commune} cesse d'être membre de l'EPCI {epci} le {on} : {cause}.",
        en="Commune {commune} ceases to be a member of EPCI {epci} on {on}: {cause}.",
    ),
}
"""For a fact's wire name. Its fields stand in braces, and ``on``, the day on which it takes effect."""
