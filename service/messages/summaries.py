"""What each fact says, in one sentence: for the feed, the audit trail and whoever reads an entry."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from msgspec import structs

from domain.core.entry import Fact
from service.messages import territory_summaries
from service.messages.governance import GOVERNANCE
from service.messages.message import Message
from service.messages.words import Language, fill

_REGISTER: Final[Mapping[str, Message]] = {
    "LedgerOpened": Message(
        fr="Le registre est ouvert le {on} ({clock}){succeeds:, à la suite du registre @}.",
        en="The ledger is opened on {on} ({clock}){succeeds:, going on from ledger @}.",
    ),
    "AuthorityRegistered": Message(
        fr="L'établissement porteur du SCoT est, à compter du {on}, « {name} » (SIREN {siren}, {legal_form}).",
        en="The authority that carries the SCoT is, from {on}, “{name}” (SIREN {siren}, {legal_form}).",
    ),
    "Rectified": Message(
        fr="L'écriture {entry}, d'effet au {on}, est rectifiée. Motif : « {reason} ».",
        en="Entry {entry}, in effect on {on}, is corrected. Reason: “{reason}”.",
    ),
    "OrganizationRegistered": Message(
        fr="Enregistrement {organization:de}, « {name} » ({category}{siren:, SIREN @}), à compter du {on}.",
        en="Registration of {organization}, “{name}” ({category}{siren:, SIREN @}), from {on}.",
    ),
    "OrganizationClosed": Message(
        fr="Disparition {organization:de} le {on}.",
        en="End of {organization} on {on}.",
    ),
    "MemberJoined": Message(
        fr="Adhésion {organization:de} à l'établissement porteur du SCoT le {on}{succeeds:, à la suite de : @}.",
        en="Accession of {organization} to the SCoT authority on {on}{succeeds:, in succession to: @}.",
    ),
    "MemberCeased": Message(
        fr="Fin de l'appartenance {organization:de} à l'établissement porteur du SCoT le {on} : {cause}.",
        en="End of the membership of {organization} in the SCoT authority on {on}: {cause}.",
    ),
}

_PEOPLE: Final[Mapping[str, Message]] = {
    "PersonRegistered": Message(
        fr="La personne {person} est enregistrée le {on} ; son nom est conservé à part.",
        en="Person {person} is registered on {on}; the name is kept apart.",
    ),
    "PersonDetailsChanged": Message(
        fr="Le nom ou les coordonnées de la personne {person} sont modifiés le {on}.",
        en="The name or the contact of person {person} is changed on {on}.",
    ),
    "PersonDied": Message(
        fr="La personne {person} est décédée le {on}.",
        en="Person {person} died on {on}.",
    ),
    "MandateStarted": Message(
        fr="Mandat de la personne {person} à compter du {on} : {mandate} ({organization:nu}).",
        en="Mandate of person {person} from {on}: {mandate} ({organization}).",
    ),
    "MandateEnded": Message(
        fr="Fin d'un mandat de la personne {person} le {on} : {mandate} ({organization:nu}). Motif : {cause}.",
        en="End of a mandate of person {person} on {on}: {mandate} ({organization}). Cause: {cause}.",
    ),
    "OfficeStarted": Message(
        fr="Fonction de la personne {person} à compter du {on} : {office}{rank:, rang @} ({organization:nu}).",
        en="Office of person {person} from {on}: {office}{rank:, rank @} ({organization}).",
    ),
    "OfficeEnded": Message(
        fr="Fin d'une fonction de la personne {person} le {on} : {office}{rank:, rang @} ({organization:nu}). Motif "
        ": {cause}.",
        en="End of an office of person {person} on {on}: {office}{rank:, rank @} ({organization}). Cause: {cause}.",
    ),
}

_BODIES: Final[Mapping[str, Message]] = {
    "BodyCreated": Message(
        fr="Création {body:de} le {on} : « {name} », {kind}{parent:, relevant de @}.",
        en="Creation of {body} on {on}: “{name}”, {kind}{parent:, under @}.",
    ),
    "BodyDissolved": Message(
        fr="Dissolution {body:de} le {on}.",
        en="Dissolution of {body} on {on}.",
    ),
    "TermOpened": Message(
        fr="Ouverture du mandat {term} {body:de} le {on}. Sièges ({seats:#}) : {seats}.",
        en="Term {term} of {body} opened on {on}. Seats ({seats:#}): {seats}.",
    ),
    "TermEnded": Message(
        fr="Fin du mandat {term} {body:de} le {on} : {cause}.",
        en="Term {term} of {body} ended on {on}: {cause}.",
    ),
    "SeatCreated": Message(
        fr="Création d'un siège {body:de} (mandat {term}) le {on} : {seat}.",
        en="Seat added to {body} (term {term}) on {on}: {seat}.",
    ),
    "SeatAbolished": Message(
        fr="Le siège {seat} {body:de} (mandat {term}) est supprimé le {on}.",
        en="Seat {seat} of {body} (term {term}) is abolished on {on}.",
    ),
    "SeatReassigned": Message(
        fr="Le siège {seat} {body:de} (mandat {term}) représente {on_behalf_of} à compter du {on}.",
        en="Seat {seat} of {body} (term {term}) is on behalf of {on_behalf_of} from {on}.",
    ),
    "GeneralRenewalHeld": Message(
        fr="Renouvellement général des conseils le {on} : les titulaires sortants {body:de} (mandat {term}) "
        "expédient les affaires courantes jusqu'à l'installation.",
        en="General renewal of the councils on {on}: the outgoing holders of {body} (term {term}) see to current "
        "business until the installation.",
    ),
    "BodyReopened": Message(
        fr="Tous les sièges {body:de} (mandat {term}) sont devenus vacants le {on} : {cause}.",
        en="Every seat of {body} (term {term}) fell vacant on {on}: {cause}.",
    ),
    "SeatFilled": Message(
        fr="Le siège {seat} {body:de} (mandat {term}) est occupé par {person} à compter du {on} : {manner}{ballot: "
        "(@)}.",
        en="Seat {seat} of {body} (term {term}) is held by {person} from {on}: {manner}{ballot: (@)}.",
    ),
    "SeatVacated": Message(
        fr="Le siège {seat} {body:de} (mandat {term}), occupé par {person}, est devenu vacant le {on} : {cause}.",
        en="Seat {seat} of {body} (term {term}), held by {person}, fell vacant on {on}: {cause}.",
    ),
    "PreventionRecorded": Message(
        fr="La personne {person}, titulaire du siège {seat} {body:de} (mandat {term}), est empêchée à compter du {on}.",
        en="Person {person}, holder of seat {seat} of {body} (term {term}), is prevented from acting from {on}.",
    ),
    "PreventionLifted": Message(
        fr="L'empêchement de {person}, titulaire du siège {seat} {body:de} (mandat {term}), prend fin le {on}.",
        en="Person {person}, holder of seat {seat} of {body} (term {term}), can act again from {on}.",
    ),
    "ActingDesignated": Message(
        fr="La personne {person} est désignée pour exercer provisoirement la présidence {body:de} (mandat {term}) à "
        "compter du {on}.",
        en="Person {person} is designated to act as president of {body} (term {term}) from {on}.",
    ),
    "ResignationTendered": Message(
        fr="La personne {person} a adressé le {on} sa démission du siège {seat} {body:de} (mandat {term}) ; cet "
        "envoi ne rend pas encore le siège vacant.",
        en="Person {person} sent on {on} a resignation from seat {seat} of {body} (term {term}); that alone does not "
        "vacate the seat.",
    ),
    "ElectionAnnulled": Message(
        fr="L'élection de {person} au siège {seat} {body:de} (mandat {term}) est annulée par un jugement notifié le "
        "{on} ; l'appel est possible jusqu'au {appeal_until}.",
        en="The election of {person} to seat {seat} of {body} (term {term}) is annulled by a judgment notified on "
        "{on}; an appeal is possible until {appeal_until}.",
    ),
    "AppealLodged": Message(
        fr="Un appel, qui suspend l'annulation de l'élection de {person} au siège {seat} {body:de} (mandat {term}), "
        "est formé le {on}.",
        en="An appeal was lodged on {on}; it suspends the annulment of the election of {person} to seat {seat} of "
        "{body} (term {term}).",
    ),
    "EligibilityLost": Message(
        fr="Il est pris acte le {on} que la personne {person} ne peut plus occuper le siège {seat} {body:de} (mandat "
        "{term}) : {cause}.",
        en="Note is taken on {on} that person {person} may no longer hold seat {seat} of {body} (term {term}): "
        "{cause}.",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    **_REGISTER,
    **territory_summaries.SUMMARIES,
    **_PEOPLE,
    **_BODIES,
    **{name: text for noun in GOVERNANCE for name, text in noun.SUMMARIES.items()},
}
"""For a fact's wire name. Its fields stand in braces, and ``on``, the day on which it takes effect."""

_PERSON: Final = re.compile(r"(?:[Ll]a personne|[Pp]erson) \{person")


def summary(fact: Fact, effective_on: dt.date, language: Language) -> str:
    """What a fact says. People are named by id alone: their names are in the vault."""
    return fill(_template(fact, language), _values(fact, effective_on), language)


def named_summary(fact: Fact, effective_on: dt.date, language: Language) -> str:
    """What a fact says whose people and organisations are ``Named``: of Claude Roche, not of the person p-1."""
    return fill(_PERSON.sub("{person", _template(fact, language)), _values(fact, effective_on), language)


def _template(fact: Fact, language: Language) -> str:
    text = SUMMARIES[type(fact).__name__]
    return text.fr if language == "fr" else text.en


def _values(fact: Fact, effective_on: dt.date) -> Mapping[str, object]:
    return {**structs.asdict(fact), "on": effective_on}
