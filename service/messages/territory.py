"""What the territory's refusals say."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "CommuneInAnotherEpci": Message(
        fr="La commune {commune} est dans l'EPCI {epci} depuis le {since} (écriture {entry}) : une commune "
        "n'appartient qu'à un EPCI à fiscalité propre à la fois.",
        en="Commune {commune} is in EPCI {epci} since {since} (entry {entry}): a commune belongs to one EPCI with its "
        "own tax at a time.",
        remedy_fr="Enregistrez d'abord la fin de cette appartenance : leaveEpci avec son acte, ou "
        "observeMembership avec observedUntil ; ou rectifiez l'écriture {entry}.",
        remedy_en="Record the end of that membership first: leaveEpci with its act, or observeMembership with "
        "observedUntil; or rectify entry {entry}.",
    ),
    "AlreadyInEpci": Message(
        fr="La commune {commune} est déjà dans l'EPCI {epci} depuis le {since} (écriture {entry}).",
        en="Commune {commune} is in EPCI {epci} already, since {since} (entry {entry}).",
        remedy_fr="Si cette date ou cet acte est faux, rectifiez l'écriture {entry} ; si la commune en est sortie "
        "entre temps, enregistrez d'abord leaveEpci.",
        remedy_en="If that date or act is wrong, rectify entry {entry}; if the commune left in between, record "
        "leaveEpci first.",
    ),
    "NotInEpci": Message(
        fr="La commune {commune} n'était pas dans l'EPCI {epci} la veille du {on}, ou un acte dit déjà quand elle "
        "en est sortie.",
        en="Commune {commune} was not in EPCI {epci} on the eve of {on}, or an act already says when it left.",
        remedy_fr="Vérifiez la date et le SIREN ; enregistrez d'abord l'adhésion (joinEpci), ou rectifiez la sortie "
        "déjà enregistrée.",
        remedy_en="Check the date and the SIREN; record the accession first (joinEpci), or rectify the departure "
        "that is recorded.",
    ),
    "InEpciAfterwards": Message(
        fr="La commune {commune} est connue dans l'EPCI {epci} le {day} (écriture {entry}), donc après cette fin.",
        en="Commune {commune} is known to be in EPCI {epci} on {day} (entry {entry}), which is after that end.",
        remedy_fr="Vérifiez la date ; si ce qui est enregistré est faux, rectifiez l'écriture {entry} ; si l'EPCI "
        "ou la commune a existé de nouveau, enregistrez-le d'abord (createEpci ou createCommune, RESTORED).",
        remedy_en="Check the date; if what is recorded is wrong, rectify entry {entry}; if the EPCI or the commune "
        "existed again, record that first (createEpci or createCommune, RESTORED).",
    ),
    "ObservationContradicted": Message(
        fr="L'écriture {entry} dit autre chose de la commune {commune} dans l'EPCI {epci} ces années-là.",
        en="Entry {entry} says otherwise of commune {commune} in EPCI {epci} in those years.",
        remedy_fr="Comparez les deux sources ; si l'écriture {entry} est fausse, rectifiez-la.",
        remedy_en="Compare the two sources; if entry {entry} is wrong, rectify it.",
    ),
    "NotAFirstOfJanuary": Message(
        fr="Le {day} n'est pas un 1er janvier : une observation annuelle ne dit rien d'un autre jour.",
        en="{day} is no 1 January: a yearly observation says nothing of another day.",
        remedy_fr="Pour une date légale, enregistrez joinEpci ou leaveEpci avec l'acte qui la fixe.",
        remedy_en="For a legal date, record joinEpci or leaveEpci with the act that sets it.",
    ),
    "ObservationEndsTooSoon": Message(
        fr="Observée le {observed_from}, une appartenance ne peut avoir disparu dès le {observed_until}.",
        en="Seen on {observed_from}, a membership cannot be seen no more by {observed_until}.",
        remedy_fr="observedUntil est le premier 1er janvier où la commune n'y est plus vue, donc une année suivante.",
        remedy_en="observedUntil is the first 1 January on which the commune is seen there no more: a later year's.",
    ),
    "CommuneDoesNotExist": Message(
        fr="D'après les actes enregistrés, la commune {commune} n'existe pas le {on}, ou sa fin est déjà enregistrée.",
        en="By the acts recorded, commune {commune} does not exist on {on}, or its end is recorded already.",
        remedy_fr="Vérifiez le code INSEE et la date ; si elle existe de nouveau, enregistrez d'abord createCommune.",
        remedy_en="Check the INSEE code and the date; if it exists again, record createCommune first.",
    ),
    "EpciDoesNotExist": Message(
        fr="D'après les actes enregistrés, l'EPCI {epci} n'existe pas le {on}, ou sa fin est déjà enregistrée.",
        en="By the acts recorded, EPCI {epci} does not exist on {on}, or its end is recorded already.",
        remedy_fr="Vérifiez le SIREN et la date ; s'il existe de nouveau, enregistrez d'abord createEpci.",
        remedy_en="Check the SIREN and the date; if it exists again, record createEpci first.",
    ),
    "CommuneAlreadyExists": Message(
        fr="La commune {commune} existe déjà, depuis le {since} (écriture {entry}).",
        en="Commune {commune} exists already, since {since} (entry {entry}).",
        remedy_fr="Enregistrez d'abord sa fin (endCommune), ou rectifiez l'écriture {entry}.",
        remedy_en="Record its end first (endCommune), or rectify entry {entry}.",
    ),
    "EpciAlreadyExists": Message(
        fr="L'EPCI {epci} existe déjà, depuis le {since} (écriture {entry}).",
        en="EPCI {epci} exists already, since {since} (entry {entry}).",
        remedy_fr="Enregistrez d'abord sa fin (endEpci), ou rectifiez l'écriture {entry}.",
        remedy_en="Record its end first (endEpci), or rectify entry {entry}.",
    ),
    "ReferenceIsPublic": Message(
        fr="Le registre de référence est public : tous les autres le lisent ; {visibility} n'y a pas de sens.",
        en="The reference ledger is public, since every other reads it: {visibility} has no meaning there.",
        remedy_fr="Enregistrez sans visibilité, ou avec PUBLIC.",
        remedy_en="Record it without a visibility, or with PUBLIC.",
    ),
}
