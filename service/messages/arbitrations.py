"""What is said of arbitrations and of exchange sessions."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "ArbitrationNotInState": Message(
        fr="L'arbitrage « {arbitration} » est {state} le {on} : la saisie ne s'accorde pas avec le reste.",
        en="Arbitration “{arbitration}” is {state} on {on}: the entry does not fit what comes before or after.",
        remedy_fr="Corrigez la date, ou rouvrez ou tranchez d'abord (reopenArbitration, settleArbitration).",
        remedy_en="Correct the date, or reopen or settle the arbitration first (reopenArbitration, settleArbitration).",
    ),
    "OptionNotOnTable": Message(
        fr="L'option « {option} » de l'arbitrage « {arbitration} » n'est pas sur la table le {on}.",
        en="Option “{option}” of arbitration “{arbitration}” is not on the table on {on}.",
        remedy_fr="Choisissez une option présente, ou ajoutez-la d'abord (addArbitrationOption).",
        remedy_en="Choose an option that is there, or add it first (addArbitrationOption).",
    ),
    "OptionAlreadyNamed": Message(
        fr="Une option de l'arbitrage « {arbitration} » s'appelle déjà « {option} ».",
        en="An option of arbitration “{arbitration}” is called “{option}” already.",
        remedy_fr="Donnez un autre nom à l'option.",
        remedy_en="Give the option another name.",
    ),
    "OutcomeUnclear": Message(
        fr="L'issue de l'arbitrage « {arbitration} » est une option ou un compromis, l'un des deux, et chaque "
        "condition a son propre nom.",
        en="The outcome of arbitration “{arbitration}” is an option or a compromise, one of the two, and each "
        "condition has its own name.",
        remedy_fr="Donnez `option` ou `compromise`, et un nom différent à chaque condition.",
        remedy_en="Give `option` or `compromise`, and another name to each condition.",
    ),
    "ConditionNotPending": Message(
        fr="Aucune condition « {condition} » de l'arbitrage « {arbitration} » n'est en attente le {on}.",
        en="No condition “{condition}” of arbitration “{arbitration}” is pending on {on}.",
        remedy_fr="Vérifiez le nom de la condition et la date.",
        remedy_en="Check the name of the condition and the date.",
    ),
    "FollowUpOwnerUnclear": Message(
        fr="La suite « {follow_up} » de l'arbitrage « {arbitration} » est confiée à une personne ou à un organisme, "
        "l'un des deux.",
        en="Follow-up “{follow_up}” of arbitration “{arbitration}” is entrusted to a person or to an organisation, one "
        "of the two.",
        remedy_fr="Donnez `person` ou `organization`.",
        remedy_en="Give `person` or `organization`.",
    ),
    "FollowUpAlreadyNamed": Message(
        fr="Une suite de l'arbitrage « {arbitration} » s'appelle déjà « {follow_up} ».",
        en="A follow-up of arbitration “{arbitration}” is called “{follow_up}” already.",
        remedy_fr="Donnez un autre nom à la suite.",
        remedy_en="Give the follow-up another name.",
    ),
    "FollowUpNotOpen": Message(
        fr="Aucune suite « {follow_up} » de l'arbitrage « {arbitration} » n'est à faire le {on}.",
        en="No follow-up “{follow_up}” of arbitration “{arbitration}” is open on {on}.",
        remedy_fr="Vérifiez le nom et la date, ou ajoutez d'abord la suite (addFollowUp).",
        remedy_en="Check the name and the date, or add the follow-up first (addFollowUp).",
    ),
    "DueBeforeItBegins": Message(
        fr="L'échéance du {due_on}, pour l'arbitrage « {arbitration} », précède le {on}.",
        en="The due date {due_on}, for arbitration “{arbitration}”, comes before {on}.",
        remedy_fr="Corrigez l'échéance ou la date d'effet.",
        remedy_en="Correct the due date or the date of effect.",
    ),
    "SupersededByItself": Message(
        fr="L'arbitrage « {arbitration} » ne se remplace pas lui-même.",
        en="Arbitration “{arbitration}” does not supersede itself.",
        remedy_fr="Nommez un autre arbitrage, ou rouvrez celui-ci (reopenArbitration).",
        remedy_en="Name another arbitration, or reopen this one (reopenArbitration).",
    ),
    "ExchangeParticipantUnclear": Message(
        fr="La participation de la personne {person} à l'échange « {exchange} » n'est pas claire : on participe une "
        "fois, et seul qui est représenté dit par qui.",
        en="How person {person} took part in exchange “{exchange}” is unclear: one takes part once, and only who is "
        "represented says by whom.",
        remedy_fr="Nommez chacun une fois, et dites qui représente ceux qui le sont, eux seuls.",
        remedy_en="Name each one once, and say who represents those who are represented, them alone.",
    ),
    "SpeaksWithoutOffice": Message(
        fr="Aucune présidence {organization:de} n'est enregistrée pour la personne {person} le {on} (« {reference} »).",
        en="No presidency of {organization} is recorded for person {person} on {on} (“{reference}”).",
        remedy_fr="Enregistrez sa présidence (startOffice), ou vérifiez qu'elle représente l'EPCI.",
        remedy_en="Record the presidency (startOffice), or check that the person represents the EPCI.",
    ),
    "NotPartyToArbitration": Message(
        fr="Une position est prise pour {organization} qui n'est pas partie à l'arbitrage « {arbitration} ».",
        en="A position is taken for {organization}, which is no party to arbitration “{arbitration}”.",
        remedy_fr="Vérifiez au nom de qui la personne s'exprime.",
        remedy_en="Check on whose behalf the person speaks.",
    ),
    "ConsensusOpposed": Message(
        fr="Un consensus est enregistré sur l'option « {option} » de l'arbitrage « {arbitration} », et la dernière "
        "position enregistrée de {organizations} est une opposition.",
        en="A consensus is recorded on option “{option}” of arbitration “{arbitration}”, and the last recorded "
        "position of {organizations} is to oppose it.",
        remedy_fr="Enregistrez la position qui a changé (takePosition), ou dites que l'accord est à la majorité.",
        remedy_en="Record the position that changed (takePosition), or say that the agreement is of a majority.",
    ),
}

_ON = "Arbitrage « {arbitration} », le {on}"
_ON_EN = "Arbitration “{arbitration}”, {on}"
SUMMARIES: Final[Mapping[str, Message]] = {
    "ExchangeHeld": Message(
        fr="Temps d'échanges « {exchange} » le {on}{place:, à @} : {participants}. Sujets : {subjects}{note:. « @ »}.",
        en="Exchange session “{exchange}” on {on}{place:, at @}: {participants}. Subjects: {subjects}{note:. “@”}.",
    ),
    "ArbitrationOpened": Message(
        fr=_ON + " : « {subject} » est soumis aux présidents. {question} Parties : {parties}{options:. Options : @}"
        "{themes:. Thèmes : @}{territory:. Territoire : @}.",
        en=_ON_EN + ": “{subject}” is put to the presidents. {question} Parties: {parties}{options:. Options: @}"
        "{themes:. Themes: @}{territory:. Territory: @}.",
    ),
    "ArbitrationOptionAdded": Message(fr=_ON + " : option ajoutée, {option}.", en=_ON_EN + ": option added, {option}."),
    "ArbitrationOptionWithdrawn": Message(
        fr=_ON + " : l'option « {option} » est retirée{reason: (@)}.",
        en=_ON_EN + ": option “{option}” is withdrawn{reason: (@)}.",
    ),
    "PositionTaken": Message(
        fr=_ON + " : {stance}, de la personne {person} pour {on_behalf_of}, sur l'option « {option} »{words:. « @ »}.",
        en=_ON_EN + ": {stance}, by person {person} for {on_behalf_of}, on option “{option}”{words:. “@”}.",
    ),
    "ArbitrationSettled": Message(
        fr=_ON + " : tranché ({agreement}){option:, option « @ »}{compromise:, compromis « @ »}. Motifs : {reasons}"
        "{conditions:. Conditions : @}{clauses:. Pacte : @}{review_on:. Revoyure le @}.",
        en=_ON_EN + ": settled ({agreement}){option:, option “@”}{compromise:, compromise “@”}. Reasons: {reasons}"
        "{conditions:. Conditions: @}{clauses:. Pact: @}{review_on:. Review on @}.",
    ),
    "SettlementConditionResolved": Message(
        fr=_ON + " : condition « {condition} » {outcome}{note:. « @ »}.",
        en=_ON_EN + ": condition “{condition}” {outcome}{note:. “@”}.",
    ),
    "FollowUpAdded": Message(
        fr=_ON + " : suite « {follow_up} » ({title}), pour le {due_on}{person:, confiée à la personne @}"
        "{organization:, confiée à @}.",
        en=_ON_EN + ": follow-up “{follow_up}” ({title}), by {due_on}{person:, entrusted to person @}"
        "{organization:, entrusted to @}.",
    ),
    "FollowUpClosed": Message(
        fr=_ON + " : suite « {follow_up} » {outcome}{note:. « @ »}.",
        en=_ON_EN + ": follow-up “{follow_up}” {outcome}{note:. “@”}.",
    ),
    "ArbitrationFormalized": Message(
        fr=_ON + " : formalisé par la décision « {decision} ».", en=_ON_EN + ": formalised by decision “{decision}”."
    ),
    "ArbitrationReviewed": Message(
        fr=_ON + " : revu et maintenu{note:. « @ »}{next_review_on:. Prochaine revoyure le @}.",
        en=_ON_EN + ": reviewed and maintained{note:. “@”}{next_review_on:. Next review on @}.",
    ),
    "ArbitrationReopened": Message(
        fr=_ON + " : rouvert, au motif « {reason} ».", en=_ON_EN + ": reopened, because “{reason}”."
    ),
    "ArbitrationSuperseded": Message(
        fr=_ON + " : remplacé par l'arbitrage « {by} ».", en=_ON_EN + ": superseded by arbitration “{by}”."
    ),
    "ArbitrationAbandoned": Message(
        fr=_ON + " : abandonné, au motif « {reason} ».", en=_ON_EN + ": abandoned, because “{reason}”."
    ),
}

PHRASES: Final[Mapping[str, Message]] = {
    "ExchangeParticipant": Message(
        fr="la personne {person} pour {on_behalf_of} ({presence}{represented_by: par la personne @})",
        en="person {person} for {on_behalf_of} ({presence}{represented_by: by person @})",
    ),
    "ExchangeSubject": Message(
        fr="« {title} »{themes: (@)}{arbitration:, arbitrage « @ »}",
        en="“{title}”{themes: (@)}{arbitration:, arbitration “@”}",
    ),
    "ArbitrationOption": Message(
        fr="« {option} » ({label}{description: : @})", en="“{option}” ({label}{description:: @})"
    ),
    "SettlementCondition": Message(fr="« {condition} » ({text})", en="“{condition}” ({text})"),
    "PactClauseCited": Message(fr="pacte « {pact} », clause {clause}", en="pact “{pact}”, clause {clause}"),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "ExchangePresence": {
        "IN_PERSON": ("sur place", "in person"),
        "REMOTE": ("à distance", "remotely"),
        "REPRESENTED": ("représenté", "represented"),
    },
    "Stance": {
        "SUPPORTS": ("soutien", "support"),
        "SUPPORTS_WITH_RESERVATIONS": ("soutien avec réserves", "support with reservations"),
        "OPPOSES": ("opposition", "opposition"),
        "ABSTAINS": ("abstention", "abstention"),
    },
    "SettlementAgreement": {
        "CONSENSUS": ("par consensus", "by consensus"),
        "MAJORITY": ("à la majorité", "by a majority"),
        "PRESIDENT": ("par le président", "by the president"),
    },
    "FollowUpOutcome": {
        "DONE": ("faite", "done"),
        "DROPPED": ("abandonnée", "dropped"),
        "REPLACED": ("remplacée", "replaced"),
    },
    "ConditionOutcome": {
        "FULFILLED": ("remplie", "fulfilled"),
        "FAILED": ("non remplie", "failed"),
        "LIFTED": ("levée", "lifted"),
    },
    "ArbitrationState": {
        "OPEN": ("ouvert", "open"),
        "SETTLED": ("tranché", "settled"),
        "SUPERSEDED": ("remplacé", "superseded"),
        "ABANDONED": ("abandonné", "abandoned"),
    },
}
