"""What is said of decisions: their taking, their life in law, their relations."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "VotesImpossible": Message(
        fr="Les totaux du vote de la décision « {decision} » sont impossibles : {in_office} membres en exercice, "
        "{present} présents, {represented} représentés, {voting} voix.",
        en="The totals of the vote on decision “{decision}” cannot be: {in_office} members in office, {present} "
        "present, {represented} represented, {voting} votes.",
        remedy_fr="Corrigez les totaux : les voix (blancs et abstentions compris) tiennent dans les présents et "
        "représentés, ceux-ci dans les membres en exercice, et un présent n'a qu'un pouvoir.",
        remedy_en="Correct the totals: votes (blanks and abstentions included) fit in those present and represented, "
        "these in the members in office, and whoever is present has one proxy at most.",
    ),
    "MajorityNotReached": Message(
        fr="La décision « {decision} » n'a pas la majorité : {votes_for} voix pour, {votes_against} contre.",
        en="Decision “{decision}” has no majority: {votes_for} for, {votes_against} against.",
        remedy_fr="Enregistrez le rejet (rejectDecision) ou, en cas de partage au scrutin public, la voix "
        "prépondérante du président.",
        remedy_en="Enter the rejection (rejectDecision) or, on a tie in a public vote, the president's casting vote.",
    ),
    "MajorityReached": Message(
        fr="Le projet « {decision} » a la majorité ({votes_for} voix pour, {votes_against} contre) : il n'est pas "
        "rejeté.",
        en="Draft “{decision}” has the majority ({votes_for} for, {votes_against} against): it is not rejected.",
        remedy_fr="Corrigez les totaux, ou enregistrez l'adoption.",
        remedy_en="Correct the totals, or enter the adoption.",
    ),
    "NoCastingVote": Message(
        fr="La voix prépondérante ne joue pas pour la décision « {decision} » ({votes_for} voix pour, "
        "{votes_against} contre) : elle départage un partage des voix, jamais au scrutin secret.",
        en="There is no casting vote on decision “{decision}” ({votes_for} for, {votes_against} against): it breaks "
        "a tie, never in a secret ballot.",
        remedy_fr="Retirez la voix prépondérante, ou corrigez les totaux.",
        remedy_en="Leave the casting vote out, or correct the totals.",
    ),
    "BodyCannotTake": Message(
        fr="« {decision} » : {taken}, ce que {body} ne peut pas prendre.",
        en="“{decision}”: {taken}, which {body} cannot take.",
        remedy_fr="L'assemblée délibère (adoptDeliberation) ; le bureau décide par délégation "
        "(takeDelegatedDecision) ; tout organe peut donner un avis (giveOpinion).",
        remedy_en="The assembly deliberates (adoptDeliberation); the bureau decides by delegation "
        "(takeDelegatedDecision); any body may give an opinion (giveOpinion).",
    ),
    "NotThePresident": Message(
        fr="La personne {person} ne préside pas {body} le {on} et n'en supplée pas le président : elle ne peut "
        "signer « {decision} ».",
        en="Person {person} does not preside over {body} on {on}, nor act for its president, and cannot sign "
        "“{decision}”.",
        remedy_fr="Corrigez l'auteur ou la date, ou nommez la délégation en vertu de laquelle elle signe.",
        remedy_en="Correct the author or the date, or name the delegation under which they sign.",
    ),
    "OneTakesIt": Message(
        fr="La décision « {decision} » est prise par le bureau ou par le président, l'un des deux seulement.",
        en="Decision “{decision}” is taken either by the bureau or by the president, one of the two only.",
        remedy_fr="Nommez l'organe (body) ou l'auteur (author).",
        remedy_en="Name the body or the author.",
    ),
    "BudgetHalfNamed": Message(
        fr="Le budget de la décision « {decision} » n'est nommé qu'à moitié.",
        en="The budget of decision “{decision}” is only half named.",
        remedy_fr="Donnez l'année et le nom du budget, ou aucun des deux.",
        remedy_en="Give the year and the name of the budget, or neither.",
    ),
    "BeforeAdoption": Message(
        fr="La décision « {decision} » est du {adopted_on} : rien ne peut lui arriver le {on}.",
        en="Decision “{decision}” dates from {adopted_on}: nothing can happen to it on {on}.",
        remedy_fr="Corrigez la date.",
        remedy_en="Correct the date.",
    ),
    "WasRejected": Message(
        fr="Le projet « {decision} » a été rejeté le {rejected_on} : ce n'est pas une décision.",
        en="Draft “{decision}” was rejected on {rejected_on}: it is no decision.",
        remedy_fr="Corrigez l'identifiant, ou rectifiez le rejet.",
        remedy_en="Correct the id, or rectify the rejection.",
    ),
    "AlreadyTransmitted": Message(
        fr="La décision « {decision} » a déjà été reçue par le représentant de l'État le {transmitted_on} (écriture "
        "{entry}).",
        en="Decision “{decision}” was received by the State's representative on {transmitted_on} (entry {entry}).",
        remedy_fr="Si cette écriture est fausse, rectifiez-la.",
        remedy_en="If that entry is wrong, rectify it.",
    ),
    "RelatesToItself": Message(
        fr="La décision « {decision} » ne peut pas se modifier elle-même.",
        en="Decision “{decision}” cannot change itself.",
        remedy_fr="Nommez la décision postérieure.",
        remedy_en="Name the later decision.",
    ),
    "UnknownArticle": Message(
        fr="La décision « {decision} » n'a pas ces articles : {articles}. Articles connus : {known}.",
        en="Decision “{decision}” has no such articles: {articles}. Known articles: {known}.",
        remedy_fr="Corrigez les numéros, ou n'en nommez aucun pour viser toute la décision.",
        remedy_en="Correct the numbers, or name none to mean the whole decision.",
    ),
    "NoLongerStands": Message(
        fr="La décision « {decision} » (ou l'article visé) ne produit plus d'effet depuis le {since} : {state} "
        "(écriture {entry}).",
        en="Decision “{decision}” (or the article meant) has had no effect since {since}: {state} (entry {entry}).",
        remedy_fr="Corrigez la date ou la décision visée ; si cette écriture est fausse, rectifiez-la.",
        remedy_en="Correct the date or the decision; if that entry is wrong, rectify it.",
    ),
    "SuspendedAlready": Message(
        fr="La décision « {decision} » est déjà suspendue depuis le {since} (écriture {entry}).",
        en="Decision “{decision}” has been suspended since {since} (entry {entry}).",
        remedy_fr="Enregistrez d'abord la fin de cette suspension (liftSuspension).",
        remedy_en="Enter the end of that suspension first (liftSuspension).",
    ),
    "NotSuspendedThen": Message(
        fr="La décision « {decision} » n'est pas suspendue le {on}.",
        en="Decision “{decision}” is not suspended on {on}.",
        remedy_fr="Corrigez la date, ou enregistrez d'abord la suspension (suspendDecision).",
        remedy_en="Correct the date, or enter the suspension first (suspendDecision).",
    ),
    "MatterUnknown": Message(
        fr="Le code de matière {matter} de la décision « {decision} » n'est pas dans la nomenclature nationale.",
        en="Matter {matter} of decision “{decision}” is not in the national nomenclature.",
        remedy_fr="Vérifiez-le dans la nomenclature ACTES de votre préfecture.",
        remedy_en="Check it in the ACTES nomenclature of your prefecture.",
    ),
    "NumberTaken": Message(
        fr="La décision « {other} » du {adopted_on} porte déjà le numéro {number} de « {decision} ».",
        en="Decision “{other}” of {adopted_on} already bears number {number} of “{decision}”.",
        remedy_fr="Vérifiez le numéro de l'une et de l'autre ; rectifiez l'entrée qui se trompe.",
        remedy_en="Check the number of both; rectify the entry that is wrong.",
    ),
    "DelegationNotNamed": Message(
        fr="La décision « {decision} » est prise par délégation, et aucune délégation n'est nommée.",
        en="Decision “{decision}” is taken by delegation, and no delegation is named.",
        remedy_fr="Nommez la délégation (delegation) en vertu de laquelle elle est prise.",
        remedy_en="Name the delegation under which it is taken.",
    ),
    "PresenceBelowQuorum": Message(
        fr="{present} membres présents pour la décision « {decision} », quand le quorum est de {needed} : régulier "
        "seulement après une seconde convocation, ou si des membres se sont déportés.",
        en="{present} members present for decision “{decision}”, while the quorum is {needed}: lawful only after a "
        "second convocation, or if members were recused.",
        remedy_fr="Vérifiez le procès-verbal.",
        remedy_en="Check the minutes.",
    ),
    "MembersInOfficeDiffer": Message(
        fr="La décision « {decision} » compte {in_office} membres en exercice ; le registre en connaît {registered} "
        "pour {body} le {on}.",
        en="Decision “{decision}” counts {in_office} members in office; the register knows {registered} for {body} "
        "on {on}.",
        remedy_fr="Vérifiez le procès-verbal, ou complétez la composition (fillSeat, vacateSeat).",
        remedy_en="Check the minutes, or complete the composition (fillSeat, vacateSeat).",
    ),
    "OutgoingBody": Message(
        fr="La décision « {decision} » est prise le {on} par des sortants ({body}), qui expédient les seules affaires "
        "courantes.",
        en="Decision “{decision}” is taken on {on} by an outgoing body ({body}), which sees to current business only.",
        remedy_fr="Vérifiez qu'il s'agit d'une affaire courante ou urgente.",
        remedy_en="Check that it is current or urgent business.",
    ),
    "RetroactiveForce": Message(
        fr="La décision « {decision} » entrerait en vigueur le {enters_into_force_on}, avant même d'être prise.",
        en="Decision “{decision}” would enter into force on {enters_into_force_on}, before being taken.",
        remedy_fr="Une décision ne vaut que pour l'avenir : vérifiez la date.",
        remedy_en="A decision applies to the future alone: check the date.",
    ),
    "TransmittedLate": Message(
        fr="La décision individuelle « {decision} » devait être transmise au plus tard le {due}.",
        en="Individual decision “{decision}” was to be transmitted by {due} at the latest.",
    ),
    "TakenBackLate": Message(
        fr="La décision « {decision} » ne pouvait plus être reprise après le {due} (quatre mois), sauf à la demande de "
        "son bénéficiaire ou si un texte le permet.",
        en="Decision “{decision}” could not be taken back after {due} (four months), unless its beneficiary asks or a "
        "text allows it.",
        remedy_fr="Faites vérifier la légalité de ce retrait ou de cette abrogation.",
        remedy_en="Have the lawfulness of taking it back checked.",
    ),
    "OtherAuthority": Message(
        fr="La décision « {decision} » est touchée par « {by_decision} », prise par une autre autorité ou sous une "
        "autre forme.",
        en="Decision “{decision}” is changed by “{by_decision}”, taken by another authority or in another form.",
        remedy_fr="Vérifiez que son auteur en a la compétence.",
        remedy_en="Check that its author has the power to.",
    ),
    "NotYetBinding": Message(
        fr="La décision « {by_decision} » n'est pas en vigueur le {on}, jour où elle toucherait « {decision} ».",
        en="Decision “{by_decision}” is not in force on {on}, the day on which it would change “{decision}”.",
        remedy_fr="Enregistrez sa transmission (transmitDecision) et sa publication (publishDecision), ou corrigez la "
        "date.",
        remedy_en="Enter its transmission (transmitDecision) and its publication (publishDecision), or correct the "
        "date.",
    ),
}

_DRAFT_FR = (
    "{number:, n° @}{body:, @}{session:, séance « @ »}{item:, point « @ »} : « {title} »{matter:. Matière @}"
    "{themes:. Thèmes : @}{territory:. Territoire : @}{votes:. Vote : @}"
)
_DRAFT_EN = (
    "{number:, no. @}{body:, @}{session:, session “@”}{item:, item “@”}: “{title}”{matter:. Matter @}"
    "{themes:. Themes: @}{territory:. Territory: @}{votes:. Vote: @}"
)
_CHANGE_FR = "par « {by_decision} » le {on}{articles:, articles @}{reason:. « @ »}."
_CHANGE_EN = "by “{by_decision}” on {on}{articles:, articles @}{reason:. “@”}."

SUMMARIES: Final[Mapping[str, Message]] = {
    "DecisionAdopted": Message(
        fr="Décision « {decision} » du {on} ({kind})"
        + _DRAFT_FR
        + "{author:. Signée par la personne @}{signed_as: (@)}{delegation:. Par délégation « @ »}"
        "{articles:. Articles : @}{enters_into_force_on:. En vigueur au plus tôt le @}"
        "{individual:. Décision individuelle}{concerns:. Personnes concernées : @}"
        "{creates_rights:. Créatrice de droits}{transmissible:|. Non soumise à transmission}"
        "{addressed_to:. Adressée à @}{document:. Sur le document « @ »}{budget_year:. Budget @}"
        "{budget_name:, @}{internal_rules:. Règlement intérieur}.",
        en="Decision “{decision}” of {on} ({kind})"
        + _DRAFT_EN
        + "{author:. Signed by person @}{signed_as: (@)}{delegation:. Under delegation “@”}"
        "{articles:. Articles: @}{enters_into_force_on:. In force from @ at the earliest}"
        "{individual:. Individual decision}{concerns:. People concerned: @}"
        "{creates_rights:. It creates rights}{transmissible:|. Not subject to transmission}"
        "{addressed_to:. Addressed to @}{document:. On document “@”}{budget_year:. Budget @}"
        "{budget_name:, @}{internal_rules:. Internal rules}.",
    ),
    "DecisionRejected": Message(
        fr="Projet « {decision} » rejeté le {on} ({kind})" + _DRAFT_FR + ".",
        en="Draft “{decision}” rejected on {on} ({kind})" + _DRAFT_EN + ".",
    ),
    "DecisionTransmitted": Message(
        fr="La décision « {decision} » a été reçue par le représentant de l'État le {on}{prefecture: (@)}"
        "{reference:, accusé de réception @}.",
        en="Decision “{decision}” was received by the State's representative on {on}{prefecture: (@)}"
        "{reference:, receipt @}.",
    ),
    "DecisionPublished": Message(
        fr="La décision « {decision} » a été publiée le {on} : {manner}{url:, @}.",
        en="Decision “{decision}” was published on {on}: {manner}{url:, @}.",
    ),
    "DecisionNotified": Message(
        fr="La décision « {decision} » a été notifiée le {on}{person: à la personne @}{organization: à @}.",
        en="Decision “{decision}” was notified on {on}{person: to person @}{organization: to @}.",
    ),
    "DecisionAmended": Message(
        fr="La décision « {decision} » est modifiée " + _CHANGE_FR, en="Decision “{decision}” is amended " + _CHANGE_EN
    ),
    "DecisionSuperseded": Message(
        fr="La décision « {decision} » est remplacée " + _CHANGE_FR,
        en="Decision “{decision}” is superseded " + _CHANGE_EN,
    ),
    "DecisionAbrogated": Message(
        fr="La décision « {decision} » est abrogée, pour l'avenir, " + _CHANGE_FR,
        en="Decision “{decision}” is abrogated, for the future, " + _CHANGE_EN,
    ),
    "DecisionWithdrawn": Message(
        fr="La décision « {decision} » est retirée, comme n'ayant jamais existé, " + _CHANGE_FR,
        en="Decision “{decision}” is withdrawn, as if it had never been, " + _CHANGE_EN,
    ),
    "DecisionAnnulled": Message(
        fr="La décision « {decision} » est annulée le {on} par {court}{reference:, n° @}{articles:, articles @}"
        "{effect_from:, avec effet au @|, rétroactivement}.",
        en="Decision “{decision}” is annulled on {on}, court {court}{reference:, no. @}{articles:, articles @}"
        "{effect_from:, with effect from @|, retroactively}.",
    ),
    "DecisionSuspended": Message(
        fr="La décision « {decision} » est suspendue le {on} par {court}{reference:, n° @}{articles:, articles @}.",
        en="Decision “{decision}” is suspended on {on}, court {court}{reference:, no. @}{articles:, articles @}.",
    ),
    "SuspensionLifted": Message(
        fr="La suspension de la décision « {decision} » prend fin le {on} : {cause}.",
        en="The suspension of decision “{decision}” ends on {on}: {cause}.",
    ),
    "DecisionLapsed": Message(
        fr="La décision « {decision} » est caduque le {on}{articles:, articles @} : {cause}{reason:. « @ »}.",
        en="Decision “{decision}” lapses on {on}{articles:, articles @}: {cause}{reason:. “@”}.",
    ),
    "DecisionRestored": Message(
        fr="La décision « {decision} » est comme si « {by_decision} », disparue rétroactivement (connu le {on}), ne "
        "l'avait jamais touchée.",
        en="Decision “{decision}” is as if “{by_decision}”, void (known on {on}), had never changed it.",
    ),
    "LegalityObserved": Message(
        fr="Le préfet adresse le {on} des observations sur la décision « {decision} »{reference: (@)}"
        "{grounds:. « @ »}.",
        en="The prefect sends observations on decision “{decision}” on {on}{reference: (@)}{grounds:. “@”}.",
    ),
}

PHRASES: Final[Mapping[str, Message]] = {
    "VoteTotals": Message(
        fr="{votes_for} pour, {votes_against} contre, {abstentions} abstentions, {blank} blancs ou nuls, sur "
        "{in_office} en exercice, {present} présents et {represented} représentés{secret:, au scrutin secret}"
        "{casting_vote:, voix prépondérante du président}, majorité requise : {majority}",
        en="{votes_for} for, {votes_against} against, {abstentions} abstentions, {blank} blank or void, of {in_office} "
        "in office, {present} present and {represented} represented{secret:, secret ballot}"
        "{casting_vote:, president's casting vote}, required majority: {majority}",
    ),
    "DecisionArticle": Message(fr="{article} ({title})", en="{article} ({title})"),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "DecisionKind": {
        "DELIBERATION": ("délibération", "deliberation"),
        "ORDER": ("arrêté", "order"),
        "DELEGATED_DECISION": ("décision prise par délégation", "delegated decision"),
        "OPINION": ("avis", "opinion"),
    },
    "SigningQuality": {
        "PRESIDENT": ("président", "president"),
        "ACTING_PRESIDENT": ("suppléant du président", "acting president"),
        "DELEGATE": ("par délégation", "delegate"),
    },
    "PublicationManner": {
        "ELECTRONIC": ("en ligne", "online"),
        "DISPLAY": ("affichage", "display"),
        "PAPER": ("papier", "on paper"),
    },
    "LapseCause": {
        "TERM_REACHED": ("terme échu", "term reached"),
        "OBJECT_GONE": ("objet disparu", "object gone"),
        "CONDITION_UNMET": ("condition non remplie", "condition unmet"),
        "AUTHOR_S_MANDATE_ENDED": ("fin du mandat de l'auteur", "end of the author's mandate"),
    },
    "SuspensionEnd": {
        "JUDGMENT_ON_THE_MERITS": ("jugement au fond", "judgment on the merits"),
        "LIFTED_BY_THE_JUDGE": ("levée par le juge", "lifted by the judge"),
        "QUASHED": ("ordonnance cassée", "order quashed"),
        "CLAIM_WITHDRAWN": ("désistement", "claim withdrawn"),
    },
    "DecisionState": {
        "REJECTED": ("rejetée", "rejected"),
        "ADOPTED_NOT_YET_ENFORCEABLE": ("adoptée, pas encore exécutoire", "adopted, not yet enforceable"),
        "ENFORCEABLE_LATER": ("exécutoire, applicable plus tard", "enforceable, applies later"),
        "IN_FORCE": ("en vigueur", "in force"),
        "SUSPENDED": ("suspendue", "suspended"),
        "SUPERSEDED": ("remplacée", "superseded"),
        "ABROGATED": ("abrogée", "abrogated"),
        "WITHDRAWN": ("retirée", "withdrawn"),
        "ANNULLED": ("annulée", "annulled"),
        "LAPSED": ("caduque", "lapsed"),
    },
    "DecisionRelationKind": {
        "AMENDED": ("modification", "amendment"),
        "SUPERSEDED": ("remplacement", "superseding"),
        "ABROGATED": ("abrogation", "abrogation"),
        "WITHDRAWN": ("retrait", "withdrawal"),
        "ANNULLED": ("annulation", "annulment"),
        "LAPSED": ("caducité", "lapse"),
    },
    "DecisionReasonKind": {
        "ADOPTED": ("adoption ou signature", "adopted or signed"),
        "REJECTED": ("rejet", "rejected"),
        "TRANSMITTED": ("transmission au représentant de l'État", "transmitted to the State's representative"),
        "NOT_TRANSMITTED": ("transmission manquante", "not transmitted"),
        "NOT_SUBJECT_TO_TRANSMISSION": ("non soumise à transmission", "not subject to transmission"),
        "PUBLISHED": ("publication", "published"),
        "NOT_PUBLISHED": ("publication manquante", "not published"),
        "NOTIFIED": ("notification", "notified"),
        "NOT_NOTIFIED": ("notification manquante", "not notified"),
        "FORCE_DEFERRED": ("entrée en vigueur différée", "entry into force deferred"),
        "SUSPENDED": ("suspension", "suspended"),
        "ENDED": ("fin", "ended"),
    },
}
