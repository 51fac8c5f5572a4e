"""What is said of the authority's members and partners."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "UnknownOrganization": Message(
        fr="Aucun organisme n'est enregistré sous l'identifiant {organization:id} le {on}.",
        en="Nothing is registered under the id {organization:id} on {on}.",
        remedy_fr="Enregistrez d'abord l'organisme (registerOrganization), ou corrigez l'identifiant ou la date.",
        remedy_en="Register the organisation first (registerOrganization), or correct the id or the date.",
    ),
    "OrganizationIdIsReserved": Message(
        fr="L'identifiant {organization:id} est réservé : les communes et les EPCI viennent du registre de référence.",
        en="The id {organization:id} is reserved: communes and EPCIs come from the reference ledger.",
        remedy_fr="Citez directement la commune ou l'EPCI (admitMember, sièges…) ; pour un autre organisme, "
        "choisissez un identifiant local de la forme org:nom.",
        remedy_en="Name the commune or the EPCI directly (admitMember, seats…); for another organisation, choose a "
        "local id such as org:name.",
    ),
    "AlreadyMember": Message(
        fr="Depuis le {since}, {organization} est déjà membre de l'établissement.",
        en="Since {since}, {organization} has been a member of the authority already.",
        remedy_fr="Si cette date ou l'acte est faux, rectifiez (rectify) l'écriture qui constate l'adhésion ; si le "
        "membre s'était retiré entre-temps, enregistrez d'abord son départ (ceaseMember).",
        remedy_en="If that date or its act is wrong, correct the entry that says so (rectify); if the member had "
        "left in between, record its departure first (ceaseMember).",
    ),
}
