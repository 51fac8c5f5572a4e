"""What is said of governance pacts: statutory for an EPCI, voluntary for the SCoT."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "PactOrganizationMismatch": Message(
        fr="Le pacte « {pact} » ({basis}) ne peut être celui de : {organization:@|l'établissement porteur du SCoT}.",
        en="Pact “{pact}” ({basis}) cannot be that of: {organization:@|the SCoT authority}.",
        remedy_fr="Nommez l'EPCI à fiscalité propre pour un pacte légal ; n'en nommez aucun pour le pacte volontaire.",
        remedy_en="Name the EPCI with own tax for a statutory pact; name none for the voluntary one.",
    ),
    "PactTriggerMissing": Message(
        fr="Le pacte « {pact} » se débat après un renouvellement général, une scission ou une fusion : rien ne dit "
        "laquelle, ni quel jour.",
        en="Pact “{pact}” is debated after a general renewal, a split or a merger: nothing tells which, nor on what "
        "day.",
        remedy_fr="Indiquez ce qui l'a déclenché et sa date (recordPactDebate).",
        remedy_en="Say what made the council debate it, and when (recordPactDebate).",
    ),
    "PactDatesReversed": Message(
        fr="Les dates du pacte « {pact} » sont inversées : {then} devrait suivre {first}.",
        en="The dates of pact “{pact}” are reversed: {then} should follow {first}.",
        remedy_fr="Corrigez les dates : premier tour, second tour, débat.",
        remedy_en="Correct the dates: first round, second round, debate.",
    ),
    "MunicipalCouncilExpected": Message(
        fr="Le projet de pacte « {pact} » se transmet à des conseils municipaux ; {organization} n'est pas une "
        "commune.",
        en="The draft of pact “{pact}” goes to municipal councils; {organization} is no commune.",
        remedy_fr="Nommez des communes (commune:<INSEE>).",
        remedy_en="Name communes (commune:<INSEE>).",
    ),
    "PactNotDecided": Message(
        fr="Le {on}, l'élaboration du pacte « {pact} » n'était pas décidée.",
        en="On {on} it had not been decided to make pact “{pact}”.",
        remedy_fr="Enregistrez le débat qui décide de l'élaborer (recordPactDebate).",
        remedy_en="Record the debate that decides to make it (recordPactDebate).",
    ),
    "PactAlreadyAdopted": Message(
        fr="Le pacte « {pact} » est adopté depuis le {adopted_on}.",
        en="Pact “{pact}” has been adopted since {adopted_on}.",
        remedy_fr="Modifiez-le (amendPact), ou rectifiez l'écriture de son adoption.",
        remedy_en="Amend it (amendPact), or rectify the entry of its adoption.",
    ),
    "PactNotInForce": Message(
        fr="Le pacte « {pact} » n'est pas en vigueur le {on}.",
        en="Pact “{pact}” is not in force on {on}.",
        remedy_fr="Corrigez la date, ou enregistrez d'abord son adoption (adoptPact).",
        remedy_en="Correct the date, or record its adoption first (adoptPact).",
    ),
    "PactIsEnded": Message(
        fr="Le pacte « {pact} » a pris fin le {ended_on}.",
        en="Pact “{pact}” ended on {ended_on}.",
        remedy_fr="Corrigez la date, ou ouvrez un autre pacte (recordPactDebate).",
        remedy_en="Correct the date, or open another pact (recordPactDebate).",
    ),
    "PactClauseTwice": Message(
        fr="La clause « {clause} » du pacte « {pact} » figure deux fois dans le même acte.",
        en="Clause “{clause}” of pact “{pact}” stands twice in one act.",
        remedy_fr="Gardez-en une seule rédaction, ou donnez un autre nom à l'une des deux.",
        remedy_en="Keep one wording, or name one of the two otherwise.",
    ),
    "PactClauseUnknown": Message(
        fr="La clause « {clause} » n'est pas en vigueur dans le pacte « {pact} » le {on}.",
        en="Clause “{clause}” is not in force in pact “{pact}” on {on}.",
        remedy_fr="Nommez une clause en vigueur ce jour-là.",
        remedy_en="Name a clause that is in force on that day.",
    ),
    "PactAmendmentEmpty": Message(
        fr="La modification « {amendment} » du pacte « {pact} » ne change aucune clause.",
        en="Amendment “{amendment}” of pact “{pact}” changes no clause.",
        remedy_fr="Donnez les clauses réécrites ou ajoutées, ou celles qui sont supprimées.",
        remedy_en="Give the clauses worded anew or added, or those repealed.",
    ),
    "PactAmendmentTaken": Message(
        fr="Le pacte « {pact} » a déjà une modification « {amendment} », et c'en est une autre.",
        en="Pact “{pact}” has an amendment “{amendment}” already, and it is another one.",
        remedy_fr="Donnez-lui un autre nom, ou rectifiez la première.",
        remedy_en="Name it otherwise, or rectify the first one.",
    ),
    "PactAdoptedLate": Message(
        fr="Le pacte « {pact} » était attendu au plus tard le {due} ; il est adopté {days} jour(s) après. Aucune "
        "sanction n'est prévue.",
        en="Pact “{pact}” was due by {due}; it is adopted {days} day(s) later. The law provides no sanction.",
    ),
    "PactCouncilsNotConsulted": Message(
        fr="Aucune transmission aux conseils municipaux n'est enregistrée pour cette version du pacte « {pact} ».",
        en="No transmission to the municipal councils is recorded for this version of pact “{pact}”.",
        remedy_fr="Enregistrez-la (sendPactDraft), ou recueillez leur avis.",
        remedy_en="Record it (sendPactDraft), or ask for their opinion.",
    ),
    "PactOpinionsAwaited": Message(
        fr="Pour le pacte « {pact} », l'avis de ces conseils est attendu jusqu'au {until} : {communes}.",
        en="For pact “{pact}”, the opinion of these councils is awaited until {until}: {communes}.",
        remedy_fr="Enregistrez les avis reçus (recordPactOpinion) ; le silence vaut avis rendu à cette date.",
        remedy_en="Record the opinions received (recordPactOpinion); silence counts as an opinion on that day.",
    ),
    "PactOpinionUnasked": Message(
        fr="Aucune transmission du projet de pacte « {pact} » à {commune} n'est enregistrée au {on}.",
        en="No transmission of the draft of pact “{pact}” to {commune} is recorded by {on}.",
        remedy_fr="Enregistrez la transmission (sendPactDraft).",
        remedy_en="Record the transmission (sendPactDraft).",
    ),
    "PactOpinionLate": Message(
        fr="Sur le pacte « {pact} », l'avis de {commune} était attendu jusqu'au {until} : il était réputé rendu.",
        en="On pact “{pact}”, the opinion of {commune} was awaited until {until}: it was deemed given.",
    ),
}

_DECISION_FR, _DECISION_EN = "{decision:. Décision : @}", "{decision:. Decision: @}"
_AMENDMENT_FR, _AMENDMENT_EN = "{amendment: (modification « @ »)}", "{amendment: (amendment “@”)}"

SUMMARIES: Final[Mapping[str, Message]] = {
    "PactDebated": Message(
        fr="Débat du {on} sur le pacte de gouvernance « {pact} » ({basis}){organization: : @}. Élaboration "
        "{decided:décidée|écartée}{trigger:. À la suite de : @}{trigger_on:, le @}"
        "{second_round_on:, second tour le @}" + _DECISION_FR + ".",
        en="Debate of {on} on governance pact “{pact}” ({basis}){organization:: @}. Making it was "
        "{decided:decided|declined}{trigger:. Following: @}{trigger_on:, on @}"
        "{second_round_on:, second round on @}" + _DECISION_EN + ".",
    ),
    "DevelopmentCouncilDebated": Message(
        fr="Débat du {on} sur le conseil de développement et la participation du public (pacte « {pact} ») : "
        "consultation {consulted:prévue|écartée}{note:. « @ »}" + _DECISION_FR + ".",
        en="Debate of {on} on the development council and public participation (pact “{pact}”): consultation "
        "{consulted:planned|declined}{note:. “@”}" + _DECISION_EN + ".",
    ),
    "PactDraftSent": Message(
        fr="Le projet de pacte « {pact} »" + _AMENDMENT_FR + " est transmis le {on} aux conseils municipaux "
        "({communes:#}) : {communes}.",
        en="The draft of pact “{pact}”" + _AMENDMENT_EN + " is sent on {on} to the municipal councils "
        "({communes:#}): {communes}.",
    ),
    "PactOpinionGiven": Message(
        fr="Avis du conseil municipal ({commune}) le {on} sur le pacte « {pact} »" + _AMENDMENT_FR + " : "
        "{opinion}{remarks:. « @ »}.",
        en="Opinion of the municipal council ({commune}) on {on} on pact “{pact}”" + _AMENDMENT_EN + ": "
        "{opinion}{remarks:. “@”}.",
    ),
    "PactAdopted": Message(
        fr="Le pacte de gouvernance « {pact} » est adopté le {on}. Clauses ({clauses:#}) : {clauses}"
        + _DECISION_FR
        + ".",
        en="Governance pact “{pact}” is adopted on {on}. Clauses ({clauses:#}): {clauses}" + _DECISION_EN + ".",
    ),
    "PactAmended": Message(
        fr="Le pacte de gouvernance « {pact} » est modifié le {on} (« {amendment} »){clauses:. Clauses : @}"
        "{repealed:. Supprimées : @}" + _DECISION_FR + ".",
        en="Governance pact “{pact}” is amended on {on} (“{amendment}”){clauses:. Clauses: @}"
        "{repealed:. Repealed: @}" + _DECISION_EN + ".",
    ),
    "PactEnded": Message(
        fr="Fin du pacte de gouvernance « {pact} » le {on} : {cause}" + _DECISION_FR + ".",
        en="End of governance pact “{pact}” on {on}: {cause}" + _DECISION_EN + ".",
    ),
}

PHRASES: Final[Mapping[str, Message]] = {
    "PactClause": Message(
        fr="{number:@ - }{title} ({clause}, {kind}) : « {text} »",
        en="{number:@ - }{title} ({clause}, {kind}): “{text}”",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "PactBasis": {
        "STATUTORY_EPCI": ("pacte légal d'un EPCI", "statutory, of an EPCI"),
        "VOLUNTARY_SCOT": ("pacte volontaire du SCoT", "voluntary, of the SCoT"),
    },
    "PactTrigger": {
        "GENERAL_RENEWAL": ("renouvellement général", "general renewal"),
        "SPLIT": ("scission", "split"),
        "MERGER": ("fusion", "merger"),
    },
    "PactOpinionKind": {
        "FAVOURABLE": ("favorable", "favourable"),
        "UNFAVOURABLE": ("défavorable", "unfavourable"),
        "FAVOURABLE_WITH_REMARKS": ("favorable avec observations", "favourable with remarks"),
    },
    "PactClauseKind": {
        "SINGLE_COMMUNE_DECISIONS": ("décisions propres à une commune", "decisions that concern one commune"),
        "MAYORS_CONFERENCE_PROPOSALS": ("saisine de la conférence des maires", "proposals to the mayors' conference"),
        "SERVICE_AGREEMENTS": ("conventions de gestion", "service agreements"),
        "SPECIALISED_COMMISSIONS": ("commissions spécialisées", "specialised commissions"),
        "TERRITORIAL_CONFERENCES": ("conférences territoriales des maires", "territorial mayors' conferences"),
        "SPENDING_DELEGATION": ("délégation de dépenses aux maires", "spending delegated to mayors"),
        "SERVICE_POOLING": ("mutualisation de services", "pooling of services"),
        "PARITY": ("égale représentation des femmes et des hommes", "equal representation of women and men"),
        "OTHER": ("autre clause", "other clause"),
    },
    "PactEndCause": {
        "DENOUNCED": ("dénonciation", "denounced"),
        "REPLACED": ("remplacement", "replaced"),
        "ORGANIZATION_ENDED": ("disparition de l'organisme", "organisation ended"),
        "ABANDONED": ("abandon avant adoption", "abandoned before adoption"),
    },
    "PactState": {
        "DECLINED": ("écarté", "declined"),
        "IN_PREPARATION": ("en préparation", "in preparation"),
        "IN_CONSULTATION": ("soumis aux conseils municipaux", "before the municipal councils"),
        "ADOPTED": ("adopté", "adopted"),
        "ENDED": ("terminé", "ended"),
    },
    "PactOpinionState": {
        "GIVEN": ("rendu", "given"),
        "DEEMED": ("réputé rendu", "deemed given"),
        "AWAITED": ("attendu", "awaited"),
    },
    "PactStep": {
        "DEBATE": ("débattre de l'élaboration du pacte", "debate whether to make the pact"),
        "DEBATE_PUBLIC_PARTICIPATION": ("débattre de la participation du public", "debate public participation"),
        "SEND_DRAFT": ("transmettre le projet aux conseils municipaux", "send the draft to the municipal councils"),
        "AWAIT_OPINIONS": ("attendre les avis", "await the opinions"),
        "ADOPT": ("adopter le pacte", "adopt the pact"),
        "NONE": ("rien à faire", "nothing to do"),
    },
}
