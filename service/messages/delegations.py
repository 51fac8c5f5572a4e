"""What is said of delegations."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "PowersReserved": Message(
        fr="Ces attributions restent à l'assemblée et ne se délèguent jamais : {powers}. La délégation "
        "« {delegation} » n'est pas enregistrée.",
        en="These powers stay with the assembly and are never delegated: {powers}. Delegation “{delegation}” cannot "
        "stand.",
        remedy_fr="Retirez-les de la délégation (delegatePowers).",
        remedy_en="Leave them out of the delegation (delegatePowers).",
    ),
    "PowersNotNamed": Message(
        fr="La délégation d'attributions « {delegation} » n'en nomme aucune.",
        en="Delegation of powers “{delegation}” names none of them.",
        remedy_fr="Nommez les attributions déléguées, dans le champ powers.",
        remedy_en="Name the powers that are delegated, in the field powers.",
    ),
    "PowersOutOfPlace": Message(
        fr="La délégation « {delegation} » n'est pas une délégation d'attributions et ne peut en porter : {powers}.",
        en="Delegation “{delegation}” is no delegation of powers and can bear none: {powers}.",
        remedy_fr="Un vice-président les reçoit par la subdélégation du président (subdelegatePowers).",
        remedy_en="A vice-president receives them through the president's sub-delegation (subdelegatePowers).",
    ),
    "PowersNotReceived": Message(
        fr="La délégation « {under} » ne donne pas ces attributions au président le {on} : {powers}.",
        en="Delegation “{under}” does not give the president these powers on {on}: {powers}.",
        remedy_fr="Nommez la délégation qui les lui donne, ou enregistrez-la (delegatePowers).",
        remedy_en="Name the delegation that gives them to the president, or enter it (delegatePowers).",
    ),
    "SignatureNotExtended": Message(
        fr="L'assemblée a exclu que la délégation de signature s'étende à ces attributions : {powers} (délégation « "
        "{delegation} »).",
        en="The assembly excluded that signature extend to these powers: {powers} (delegation “{delegation}”).",
        remedy_fr="Retirez-les de la délégation de signature.",
        remedy_en="Leave them out of the delegation of signature.",
    ),
    "DelegateNotOnBureau": Message(
        fr="La personne {person} n'occupe aucun siège du bureau le {on} : le président ne peut rien lui déléguer.",
        en="Person {person} holds no seat of the bureau on {on}: the president cannot delegate anything there.",
        remedy_fr="Corrigez la date, enregistrez son élection (fillSeat), ou nommez l'organisme qui délègue.",
        remedy_en="Correct the date, enter the election (fillSeat), or name the organisation that delegates.",
    ),
    "DelegateIsPresident": Message(
        fr="La personne {person} préside le {on} : ces fonctions sont déjà les siennes.",
        en="Person {person} presides on {on}: these functions are the president's own.",
        remedy_fr="Choisissez un vice-président ou un membre du bureau, ou corrigez la date.",
        remedy_en="Choose a vice-president or a member of the bureau, or correct the date.",
    ),
    "DelegationEndsFirst": Message(
        fr="La délégation « {delegation} » prendrait fin le {until}, avant de commencer le {on}.",
        en="Delegation “{delegation}” would end on {until}, not after it begins on {on}.",
        remedy_fr="Donnez une fin postérieure, ou aucune.",
        remedy_en="Give a later end, or none.",
    ),
    "DelegationNotOpen": Message(
        fr="La délégation « {delegation} » n'est pas en cours le {on} : pas encore donnée, retirée ou échue.",
        en="Delegation “{delegation}” is not open on {on}: not granted yet, withdrawn or expired.",
        remedy_fr="Corrigez la date, ou donnez une nouvelle délégation.",
        remedy_en="Correct the date, or grant another delegation.",
    ),
    "NoRetentionVoteDue": Message(
        fr="Aucun vote sur le maintien de la personne {person} comme vice-présidente n'est attendu le {on}.",
        en="No vote on keeping person {person} as a vice-president is due on {on}.",
        remedy_fr="Enregistrez d'abord le retrait de toutes ses délégations (withdrawDelegation), ou corrigez la date.",
        remedy_en="Enter first the withdrawal of all delegations to that person (withdrawDelegation), or correct the "
        "date.",
    ),
    "RetentionTotalsContradict": Message(
        fr="Le résultat du vote sur le maintien de la personne {person} contredit ses totaux : {votes_for} pour, "
        "{votes_against} contre.",
        en="The outcome of the vote on keeping person {person} contradicts its totals: {votes_for} for, "
        "{votes_against} against.",
        remedy_fr="Corrigez le résultat ou les totaux ; à égalité, la voix du président décide.",
        remedy_en="Correct the outcome or the totals; in a tie the president has the casting vote.",
    ),
    "PowersUnderStatutes": Message(
        fr="Dans un syndicat mixte ouvert, les statuts disent ce qui se délègue : à vérifier pour « {delegation} ».",
        en="In an open joint syndicate the statutes say what may be delegated: to be checked for “{delegation}”.",
    ),
    "LoansEndWithCampaign": Message(
        fr="La délégation « {delegation} » prend fin, pour les emprunts, à l'ouverture de la campagne du "
        "renouvellement municipal{ends_on: (@)}.",
        en="Delegation “{delegation}” ends, for loans, when the campaign for the municipal renewal opens"
        "{ends_on: (@)}.",
    ),
    "BodyNotSitting": Message(
        fr="Aucun mandat n'est enregistré le {on} pour cet organe ({body_kind}) : ce qui en dépend n'a pas été "
        "vérifié.",
        en="No term of that body ({body_kind}) appears on {on}: what depends on it was not checked.",
        remedy_fr="Enregistrez son installation, ou corrigez la date.",
        remedy_en="Enter its installation, or correct the date.",
    ),
    "VicePresidentsFirst": Message(
        fr="La personne {person} est membre du bureau sans en être vice-présidente, et ces vice-présidents n'ont pas "
        "de délégation enregistrée : {without}.",
        en="Person {person} sits on the bureau without being a vice-president, and no delegation appears for these "
        "vice-presidents: {without}.",
        remedy_fr="Vérifiez qu'ils en ont une ou sont empêchés, et enregistrez leurs délégations (delegateFunctions).",
        remedy_en="Check that they hold one or are prevented, and enter their delegations (delegateFunctions).",
    ),
    "NoOfficeThere": Message(
        fr="Aucune fonction de la personne {person} n'est enregistrée le {on} ({organization:nu}).",
        en="No office of person {person} appears on {on} ({organization}).",
        remedy_fr="Enregistrez sa fonction (startOffice), ou corrigez l'organisme ou la date.",
        remedy_en="Enter the office (startOffice), or correct the organisation or the date.",
    ),
    "SignatoryIsElected": Message(
        fr="La signature se délègue aux agents, et la personne {person} siège dans un organe le {on}.",
        en="Signature goes to staff, and person {person} sits in a body on {on}.",
        remedy_fr="Pour un élu, enregistrez une délégation de fonctions (delegateFunctions).",
        remedy_en="For an elected official, enter a delegation of functions (delegateFunctions).",
    ),
    "SignatureBeyondPowers": Message(
        fr="La délégation de signature « {delegation} » s'étend à des attributions que le président n'a pas reçues, "
        "que l'on sache : {powers}.",
        en="Delegation of signature “{delegation}” extends to powers that the president is not known to hold: "
        "{powers}.",
        remedy_fr="Enregistrez la délégation de l'assemblée au président (delegatePowers).",
        remedy_en="Enter the delegation of powers to the president (delegatePowers).",
    ),
    "RepresentativeNotInAssembly": Message(
        fr="L'assemblée désigne ses membres, et la personne {person} n'y occupe aucun siège le {on}.",
        en="The assembly designates its members, and person {person} holds no seat in it on {on}.",
        remedy_fr="Vérifiez la désignation, ou ce que disent les statuts de l'organisme.",
        remedy_en="Check the designation, or what the organisation's statutes allow.",
    ),
    "RetentionVoteOpens": Message(
        fr="La personne {person}, vice-présidente, n'a plus aucune délégation à compter du {on} : l'assemblée doit se "
        "prononcer sur son maintien dans ses fonctions.",
        en="Vice-president {person} has no delegation left from {on}: the assembly must vote on keeping the holder in "
        "office.",
        remedy_fr="Inscrivez ce vote à l'ordre du jour, puis enregistrez-le (recordRetentionVote).",
        remedy_en="Put that vote on the agenda, then enter it (recordRetentionVote).",
    ),
    "VicePresidentNotKept": Message(
        fr="La personne {person} n'est pas maintenue : son siège de vice-président reste à déclarer vacant.",
        en="Person {person} is not kept: the vice-president's seat remains to be declared vacant.",
        remedy_fr="Enregistrez la cessation de fonctions (vacateSeat, cause REMOVAL).",
        remedy_en="Enter the end of the office (vacateSeat, cause REMOVAL).",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "PowersDelegated": Message(
        fr="Délégation d'attributions « {delegation} » à compter du {on}{until:, jusqu'au @ exclu} : {holder}"
        "{person:, @}{under:, par subdélégation de « @ »}. {scope}{signature_excluded:. La signature ne peut "
        "s'y étendre}{decision:. Décision @}.",
        en="Delegation of powers “{delegation}” as of {on}{until:, until @ (excluded)}: {holder}{person:, @}"
        "{under:, passed on under “@”}. {scope}{signature_excluded:. Signature cannot extend to it}"
        "{decision:. Decision @}.",
    ),
    "FunctionsDelegated": Message(
        fr="Délégation de fonctions « {delegation} » à la personne {person} à compter du {on}{until:, jusqu'au @ exclu}"
        "{organization: (@)}. {scope}{decision:. Décision @}.",
        en="Delegation of functions “{delegation}” to person {person} as of {on}{until:, until @ (excluded)}"
        "{organization: (@)}. {scope}{decision:. Decision @}.",
    ),
    "SignatureDelegated": Message(
        fr="Délégation de signature « {delegation} » à la personne {person} ({function}) à compter du {on}"
        "{until:, jusqu'au @ exclu}. {scope}{decision:. Décision @}.",
        en="Delegation of signature “{delegation}” to person {person} ({function}) as of {on}"
        "{until:, until @ (excluded)}. {scope}{decision:. Decision @}.",
    ),
    "RepresentativeAppointed": Message(
        fr="La personne {person} représente l'établissement à compter du {on}{until:, jusqu'au @ exclu} "
        "(« {delegation} », {role}) auprès {organization:de}{organ:, « @ »}. {scope}{decision:. Décision @}.",
        en="Person {person} represents the authority as of {on}{until:, until @ (excluded)} (“{delegation}”, {role}) "
        "at {organization}{organ:, “@”}. {scope}{decision:. Decision @}.",
    ),
    "DelegationScopeChanged": Message(
        fr="La délégation « {delegation} » change d'objet à compter du {on}. {scope}.",
        en="Delegation “{delegation}” changes its object as of {on}. {scope}.",
    ),
    "DelegationWithdrawn": Message(
        fr="Fin de la délégation « {delegation} » ({kind}{person:, @}{organization:, @}) le {on} : {cause}.",
        en="End of delegation “{delegation}” ({kind}{person:, @}{organization:, @}) on {on}: {cause}.",
    ),
    "RetentionVoteHeld": Message(
        fr="Vote du {on} sur le maintien de la personne {person} comme vice-présidente : "
        "{kept:maintenue|non maintenue}, {votes_for} pour, {votes_against} contre, {blank} blancs ou "
        "abstentions{decision:. Décision @}.",
        en="Vote of {on} on keeping person {person} as a vice-president: {kept:kept|not kept}, {votes_for} for, "
        "{votes_against} against, {blank} blank or abstaining{decision:. Decision @}.",
    ),
}

PHRASES: Final[Mapping[str, Message]] = {
    "DelegationScope": Message(
        fr="Thèmes : {themes:@|sans précision}{powers: ; attributions : @}{limit: ; jusqu'à @ euros}{text: ; « @ »}",
        en="Themes: {themes:@|not specified}{powers:; powers: @}{limit:; up to @ euros}{text:; “@”}",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "DelegationKind": {
        "POWERS": ("délégation d'attributions", "delegation of powers"),
        "FUNCTIONS": ("délégation de fonctions", "delegation of functions"),
        "SIGNATURE": ("délégation de signature", "delegation of signature"),
        "APPOINTMENT": ("désignation dans un organisme extérieur", "appointment to an outside body"),
    },
    "AssemblyPower": {
        "PLANNING_OPINIONS": ("avis sur les documents d'urbanisme", "opinions on planning documents"),
        "PROCUREMENT": ("marchés publics", "public procurement"),
        "AGREEMENTS": ("conventions", "agreements"),
        "GRANT_APPLICATIONS": ("demandes de subvention", "grant applications"),
        "LOANS": ("emprunts", "loans"),
        "CASH_ADVANCES": ("lignes de trésorerie", "cash advances"),
        "LEASES": ("louage de choses", "leases"),
        "INSURANCE": ("assurances", "insurance"),
        "LITIGATION": ("actions en justice", "litigation"),
        "STAFF": ("personnel", "staff"),
        "SUBSCRIPTIONS": ("adhésions aux associations", "subscriptions to associations"),
        "BUDGET_AND_RATES": ("budget et taux", "budget and rates"),
        "ACCOUNTS": ("compte administratif", "accounts"),
        "COMPULSORY_EXPENDITURE": (
            "mesures de l'article L1612-15 (dépense obligatoire)",
            "measures of article L1612-15 (compulsory expenditure)",
        ),
        "STATUTORY_CHANGES": ("modification des statuts", "changes of the statutes"),
        "JOINING_A_PUBLIC_BODY": ("adhésion à un établissement public", "joining a public body"),
        "PUBLIC_SERVICE_DELEGATION": ("délégation de service public", "public service delegation"),
        "ORIENTATIONS": (
            "orientations en aménagement, équilibre de l'habitat et politique de la ville",
            "orientations on planning, housing balance and urban policy",
        ),
        "SCHEME_APPROVAL": ("approbation du SCoT", "approval of the SCoT"),
    },
    "PowerHolder": {
        "PRESIDENT": ("au président", "to the president"),
        "BUREAU": ("au bureau dans son ensemble", "to the bureau as a whole"),
        "VICE_PRESIDENT": ("à un vice-président", "to a vice-president"),
    },
    "StaffFunction": {
        "DIRECTOR_GENERAL": ("directeur général des services", "director general of services"),
        "DEPUTY_DIRECTOR_GENERAL": ("directeur général adjoint", "deputy director general"),
        "DIRECTOR_GENERAL_OF_TECHNICAL_SERVICES": (
            "directeur général des services techniques",
            "director general of technical services",
        ),
        "TECHNICAL_DIRECTOR": ("directeur des services techniques", "technical director"),
        "HEAD_OF_SERVICE": ("responsable de service", "head of service"),
    },
    "AppointmentRole": {
        "TITULAR": ("représentant titulaire", "titular representative"),
        "ALTERNATE": ("représentant suppléant", "alternate representative"),
    },
    "WithdrawalCause": {
        "REVOKED": ("retrait", "withdrawal"),
        "REORGANISED": ("nouvelle répartition des délégations", "delegations shared out anew"),
        "LOSS_OF_TRUST": ("perte de confiance", "loss of trust"),
        "RENOUNCED": ("renoncement du délégataire", "renounced"),
        "REPLACED": ("remplacement", "replaced"),
        "LEFT_SERVICE": ("départ de l'agent", "left the service"),
    },
    "DelegationState": {
        "IN_FORCE": ("en vigueur", "in force"),
        "WITHDRAWN": ("retirée", "withdrawn"),
        "EXPIRED": ("échue", "expired"),
        "LAPSED": ("caduque", "lapsed"),
    },
    "DelegationLapseCause": {
        "SEAT_ENDED": ("fin du siège au bureau ou au comité", "end of the seat in the bureau or the assembly"),
        "OFFICE_ENDED": ("fin de la fonction exercée ailleurs", "end of the office held elsewhere"),
        "TERM_ENDED": ("fin du mandat de l'assemblée", "end of the assembly's term"),
        "SOURCE_ENDED": ("fin de la délégation d'origine", "end of the delegation it came under"),
        "DEATH": ("décès", "death"),
    },
    "ChainHolder": {
        "ASSEMBLY": ("assemblée", "assembly"),
        "PRESIDENT": ("président", "president"),
        "ACTING_PRESIDENT": ("suppléant du président", "acting president"),
        "EXECUTIVE_ELSEWHERE": ("exécutif de l'EPCI ou de la commune", "executive of the EPCI or commune"),
        "DELEGATE": ("délégataire", "delegate"),
    },
    "Obstacle": {
        "NEVER_GRANTED": ("jamais délégué", "never granted"),
        "WITHDRAWN": ("délégation retirée", "delegation withdrawn"),
        "EXPIRED": ("délégation échue", "delegation expired"),
        "LAPSED": ("délégation caduque", "delegation lapsed"),
        "LOANS_ENDED": ("campagne électorale ouverte : plus d'emprunts", "campaign opened: no more loans"),
        "BUREAU_AS_A_WHOLE": ("délégué au bureau dans son ensemble", "delegated to the bureau as a whole"),
        "NOT_FROM_ABOVE": ("le président ne l'avait pas reçu", "not held by the president"),
        "SIGNATURE_EXCLUDED": ("signature exclue par l'assemblée", "signature excluded by the assembly"),
        "PREVENTED": ("président empêché", "president prevented"),
    },
    "EmpowermentDoubt": {
        "PRESIDENT_CHANGED": ("le président a changé depuis", "the president changed since"),
        "CURRENT_BUSINESS_ONLY": ("affaires courantes seulement", "current business only"),
    },
}
