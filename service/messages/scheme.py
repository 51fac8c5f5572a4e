"""What is said of the SCoT itself: approval, analysis, maintenance, revision, lapse."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "SchemeAlreadyApproved": Message(
        fr="Le SCoT « {scheme} » est approuvé depuis le {approved_on}.",
        en="SCoT “{scheme}” has been approved since {approved_on}.",
        remedy_fr="Enregistrez une modification (modifyScheme) ou une révision (approveSchemeRevision).",
        remedy_en="Record a modification (modifyScheme) or a revision (approveSchemeRevision).",
    ),
    "SchemeNotApproved": Message(
        fr="Le SCoT « {scheme} » n'est pas approuvé le {on}.",
        en="SCoT “{scheme}” is not approved on {on}.",
        remedy_fr="Corrigez la date, ou enregistrez d'abord l'approbation (approveScheme).",
        remedy_en="Correct the date, or record the approval first (approveScheme).",
    ),
    "SchemeHasEnded": Message(
        fr="Le SCoT « {scheme} » a pris fin le {ended_on} : rien ne lui arrive plus le {on}.",
        en="SCoT “{scheme}” ended on {ended_on}: nothing more happens to it on {on}.",
        remedy_fr="Corrigez la date, ou rectifiez l'écriture de sa fin (rectify).",
        remedy_en="Correct the date, or correct the entry of its end (rectify).",
    ),
    "NoRevisionRunning": Message(
        fr="Aucune révision du SCoT « {scheme} » n'est en cours le {on}.",
        en="No revision of SCoT “{scheme}” is running on {on}.",
        remedy_fr="Corrigez la date, ou enregistrez d'abord sa prescription (prescribeSchemeRevision).",
        remedy_en="Correct the date, or record its prescription first (prescribeSchemeRevision).",
    ),
    "RevisionAlreadyRunning": Message(
        fr="Une révision du SCoT « {scheme} », prescrite le {since}, est en cours le {on}.",
        en="A revision of SCoT “{scheme}”, prescribed on {since}, is running on {on}.",
        remedy_fr="Enregistrez d'abord son approbation (approveSchemeRevision) ou son abandon (abandonSchemeRevision).",
        remedy_en="Record its approval (approveSchemeRevision) or its abandonment (abandonSchemeRevision) first.",
    ),
    "UnknownSchemeVersion": Message(
        fr="Le SCoT « {scheme} » n'a pas ce jour-là de version approuvée « {version} ».",
        en="SCoT “{scheme}” has no approved version “{version}” on that day.",
        remedy_fr="Nommez l'une des versions approuvées : {known:@|il n'y en a aucune}.",
        remedy_en="Name one of the approved versions: {known:@|there are none}.",
    ),
    "SchemeVersionExists": Message(
        fr="Une version « {version} » du SCoT « {scheme} » est déjà approuvée, le {approved_on}.",
        en="A version “{version}” of SCoT “{scheme}” is approved already, on {approved_on}.",
        remedy_fr="Donnez un autre nom court à celle-ci.",
        remedy_en="Give this one another short name.",
    ),
    "SchemeVersionEnforceable": Message(
        fr="La version « {version} » du SCoT « {scheme} » est exécutoire depuis le {since}.",
        en="Version “{version}” of SCoT “{scheme}” has been enforceable since {since}.",
        remedy_fr="Si cette date est fausse, rectifiez son écriture (rectify).",
        remedy_en="If that date is wrong, correct its entry (rectify).",
    ),
    "PerimeterUnchanged": Message(
        fr="Le périmètre du SCoT « {scheme} » compte déjà {organization}, ou ne l'a pas à perdre, le {on}.",
        en="The perimeter of SCoT “{scheme}” has {organization} already, or has it not to lose, on {on}.",
        remedy_fr="Vérifiez le périmètre à cette date, et s'il s'agit d'une extension ou d'une réduction.",
        remedy_en="Check the perimeter on that day, and whether this is an extension or a reduction.",
    ),
    "ApprovedWithoutStep": Message(
        fr="L'approbation du SCoT « {scheme} » est enregistrée sans étape préalable : {missing}.",
        en="The approval of SCoT “{scheme}” is recorded without these earlier steps: {missing}.",
        remedy_fr="Enregistrez-les à leur date (arrestScheme, recordSchemeInquiry).",
        remedy_en="Record them at their dates (arrestScheme, recordSchemeInquiry).",
    ),
    "AnalysisIncomplete": Message(
        fr="L'analyse du SCoT « {scheme} » ne porte pas sur tout ce que la loi demande ; il manque : {missing} "
        "(la montagne : là où il y en a).",
        en="The analysis of SCoT “{scheme}” leaves out what the law asks for: {missing} (the mountain: where there is "
        "one).",
        remedy_fr="Complétez l'analyse avant le vote, et enregistrez sa nouvelle publication (publishSchemeAnalysis).",
        remedy_en="Complete the analysis ahead of the vote, and record its new publication (publishSchemeAnalysis).",
    ),
    "VoteWithoutAnalysis": Message(
        fr="Le vote du {on} sur le SCoT « {scheme} » suit une analyse publiée, et aucune n'est enregistrée pour ces "
        "six "
        "ans.",
        en="The vote of {on} on SCoT “{scheme}” follows a published analysis, and none is recorded for these six "
        "years.",
        remedy_fr="Enregistrez la publication de l'analyse (publishSchemeAnalysis).",
        remedy_en="Record the publication of the analysis (publishSchemeAnalysis).",
    ),
    "VoteAfterLapse": Message(
        fr="Le vote du {on} vient après le {due_on} : le SCoT « {scheme} » était caduc, sauf si la loi de 2025 a "
        "allongé le délai, ce qui reste à vérifier.",
        en="The vote of {on} comes after {due_on}: SCoT “{scheme}” was void, unless the law of 2025 made the time "
        "longer, which remains to be verified.",
        remedy_fr="Faites vérifier le délai applicable auprès du contrôle de légalité.",
        remedy_en="Have the applicable time verified by the prefect's legal control.",
    ),
    "PerimeterNotCovered": Message(
        fr="Le périmètre du SCoT « {scheme} » a changé et la délibération ne le dit pas pour : {members}.",
        en="The perimeter of SCoT “{scheme}” has changed and the deliberation does not take in: {members}.",
        remedy_fr="Nommez ces membres dans « covers » si la délibération les vise ; sinon, faites-la compléter.",
        remedy_en="Name these members in `covers` if the deliberation means them; otherwise have it completed.",
    ),
    "RevisionWithoutNewOrientations": Message(
        fr="Depuis mai 2026, une révision suppose que les orientations du PAS changent : celle du SCoT « {scheme} », "
        "prescrite le {on}, ne les change pas.",
        en="Since May 2026 a revision supposes that the orientations of the PAS change: that of SCoT “{scheme}”, "
        "prescribed on {on}, does not change them.",
        remedy_fr="Vérifiez si une modification suffit (modifyScheme).",
        remedy_en="Check whether a modification is enough (modifyScheme).",
    ),
    "SimplifiedNoMore": Message(
        fr="La modification du SCoT « {scheme} », commencée le {begun_on}, est dite simplifiée ; depuis mai 2026 il "
        "n'y "
        "a qu'une procédure de modification.",
        en="The modification of SCoT “{scheme}”, begun on {begun_on}, is called simplified; since May 2026 there is "
        "one "
        "procedure of modification.",
        remedy_fr="Vérifiez la date de son engagement : une procédure en cours garde les anciennes règles.",
        remedy_en="Check when it was begun: a procedure that was running keeps the old rules.",
    ),
    "ProcedureRulesDoubtful": Message(
        fr="La procédure du SCoT « {scheme} » a commencé le {begun_on} : les sources divergent sur le jour d'entrée en "
        "vigueur des nouvelles règles (26 ou 28 mai 2026).",
        en="The procedure of SCoT “{scheme}” began on {begun_on}: sources differ on the day from which the new rules "
        "hold (26 or 28 May 2026).",
        remedy_fr="Faites vérifier les règles applicables.",
        remedy_en="Have the applicable rules verified.",
    ),
    "SchemeLapsed": Message(
        fr="Le SCoT « {scheme} » serait caduc : aucun vote de maintien ou de révision au {due_on}, dépassé de {days} "
        "jours.",
        en="SCoT “{scheme}” would be void: no vote to maintain or revise it by {due_on}, {days} days ago.",
        remedy_fr="Enregistrez le vote s'il a eu lieu (maintainScheme, decideSchemeRevision) ; faites vérifier le "
        "délai.",
        remedy_en="Record the vote if it was held (maintainScheme, decideSchemeRevision); have the time verified.",
    ),
    "SchemeWillLapse": Message(
        fr="Le SCoT « {scheme} » devient caduc sans vote de maintien ou de révision au plus tard le {due_on} : il "
        "reste "
        "{days} jours{analysed_on:, analyse publiée le @|, analyse à publier}.",
        en="SCoT “{scheme}” becomes void without a vote to maintain or revise it by {due_on}: {days} days are left"
        "{analysed_on:, analysis published on @|, analysis to be published}.",
        remedy_fr="Publiez l'analyse (publishSchemeAnalysis), puis votez (maintainScheme, decideSchemeRevision).",
        remedy_en="Publish the analysis (publishSchemeAnalysis), then vote (maintainScheme, decideSchemeRevision).",
    ),
    "PerimeterLeftUncovered": Message(
        fr="Aucune délibération sur le SCoT « {scheme} » ne couvre l'arrivée ou le départ de : {members}.",
        en="No deliberation on SCoT “{scheme}” covers the coming or leaving of: {members}.",
        remedy_fr="Faites-les couvrir par la délibération qui suit l'analyse (maintainScheme, decideSchemeRevision).",
        remedy_en="Have the deliberation after the analysis cover them (maintainScheme, decideSchemeRevision).",
    ),
}

_FR, _EN = "{decision:. Décision @}{note:. « @ »}.", "{decision:. Decision @}{note:. “@”}."

SUMMARIES: Final[Mapping[str, Message]] = {
    "SchemePrescribed": Message(
        fr="L'élaboration du SCoT « {scheme} » ({title}) est prescrite le {on}. Périmètre : {perimeter}" + _FR,
        en="The making of SCoT “{scheme}” ({title}) is prescribed on {on}. Perimeter: {perimeter}" + _EN,
    ),
    "SchemeArrested": Message(
        fr="Le projet du SCoT « {scheme} » est arrêté le {on}" + _FR,
        en="The draft of SCoT “{scheme}” is settled on {on}" + _EN,
    ),
    "OpinionReceived": Message(
        fr="Avis {organization:de} sur le projet du SCoT « {scheme} », le {on} : {sense}" + _FR,
        en="Opinion of {organization} on the draft of SCoT “{scheme}”, on {on}: {sense}" + _EN,
    ),
    "InquiryHeld": Message(
        fr="Participation du public sur le SCoT « {scheme} », close le {on} : "
        "{kind}{favourable:, conclusions favorables}" + _FR,
        en="The public was heard on SCoT “{scheme}” until {on}: {kind}{favourable:, favourable conclusions}" + _EN,
    ),
    "SchemeApproved": Message(
        fr="Le SCoT « {scheme} » est approuvé le {on} (version « {version} »)" + _FR,
        en="SCoT “{scheme}” is approved on {on} (version “{version}”)" + _EN,
    ),
    "SchemeMadeEnforceable": Message(
        fr="La version « {version} » du SCoT « {scheme} » est exécutoire à compter du {on}" + _FR,
        en="Version “{version}” of SCoT “{scheme}” is enforceable from {on}" + _EN,
    ),
    "SchemeModified": Message(
        fr="Une modification {simplified:simplifiée }du SCoT « {scheme} » est approuvée le {on} (version « {version} »)"
        "{begun_on:, engagée le @}" + _FR,
        en="A {simplified:simplified }modification of SCoT “{scheme}” is approved on {on} (version “{version}”)"
        "{begun_on:, begun on @}" + _EN,
    ),
    "RevisionPrescribed": Message(
        fr="La révision {complete:complète|partielle} du SCoT « {scheme} » est prescrite le {on}, "
        "{changes_pas:les orientations du PAS changent|sans changer les orientations du PAS}" + _FR,
        en="The {complete:complete|partial} revision of SCoT “{scheme}” is prescribed on {on}, "
        "{changes_pas:the orientations of the PAS change|without changing the orientations of the PAS}" + _EN,
    ),
    "RevisionApproved": Message(
        fr="La révision du SCoT « {scheme} » est approuvée le {on} (version « {version} »)"
        "{covers:. Périmètre pris en compte : @}" + _FR,
        en="The revision of SCoT “{scheme}” is approved on {on} (version “{version}”){covers:. Perimeter taken in: @}"
        + _EN,
    ),
    "RevisionAbandoned": Message(
        fr="La révision du SCoT « {scheme} » est abandonnée le {on}" + _FR,
        en="The revision of SCoT “{scheme}” is given up on {on}" + _EN,
    ),
    "AnalysisPublished": Message(
        fr="L'analyse des résultats du SCoT « {scheme} » est publiée le {on} : {topics}" + _FR,
        en="The analysis of the results of SCoT “{scheme}” is published on {on}: {topics}" + _EN,
    ),
    "SchemeMaintained": Message(
        fr="Le maintien du SCoT « {scheme} » est voté le {on}{covers:. Périmètre pris en compte : @}" + _FR,
        en="SCoT “{scheme}” is maintained by a vote on {on}{covers:. Perimeter taken in: @}" + _EN,
    ),
    "RevisionDecided": Message(
        fr="La révision {complete:complète|partielle} du SCoT « {scheme} » est votée le {on}"
        "{covers:. Périmètre pris en compte : @}" + _FR,
        en="A {complete:complete|partial} revision of SCoT “{scheme}” is voted on {on}{covers:. Perimeter taken in: @}"
        + _EN,
    ),
    "SchemePerimeterChanged": Message(
        fr="Le périmètre du SCoT « {scheme} » change le {on} : {cause}, {organization}" + _FR,
        en="The perimeter of SCoT “{scheme}” changes on {on}: {cause}, {organization}" + _EN,
    ),
    "SchemeEnded": Message(
        fr="Le SCoT « {scheme} » prend fin le {on} : {cause}" + _FR,
        en="SCoT “{scheme}” ends on {on}: {cause}" + _EN,
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "SchemeOpinionSense": {
        "FAVOURABLE": ("favorable", "favourable"),
        "FAVOURABLE_WITH_RESERVATIONS": ("favorable avec réserves", "favourable, reservations made"),
        "UNFAVOURABLE": ("défavorable", "unfavourable"),
        "DEEMED_FAVOURABLE": ("réputé favorable", "deemed favourable"),
        "NO_OPINION": ("sans avis", "no opinion"),
    },
    "SchemeInquiryKind": {
        "PUBLIC_INQUIRY": ("enquête publique", "public inquiry"),
        "ONLINE_PARTICIPATION": ("participation en ligne", "online participation"),
    },
    "AnalysisTopic": {
        "ENVIRONMENT": ("environnement", "environment"),
        "TRANSPORT": ("transports et déplacements", "transport"),
        "LAND": ("consommation d'espace et artificialisation", "land consumption and artificialisation"),
        "RETAIL": ("implantations commerciales", "retail"),
        "MOUNTAIN": ("montagne", "mountain"),
    },
    "SchemePerimeterCause": {"EXTENSION": ("extension", "extension"), "REDUCTION": ("réduction", "reduction")},
    "SchemeEndCause": {
        "DISSOLUTION": ("dissolution de l'établissement", "dissolution of the authority"),
        "ANNULMENT": ("annulation par le juge", "annulment"),
        "REPLACED": ("remplacement par un autre schéma", "replaced by another scheme"),
        "ABANDONED": ("abandon de l'élaboration", "making given up"),
    },
    "SchemeState": {
        "NONE": ("sans SCoT", "no SCoT"),
        "IN_PREPARATION": ("en élaboration", "in preparation"),
        "IN_FORCE": ("en vigueur", "in force"),
        "UNDER_REVISION": ("en révision", "under revision"),
        "LAPSED": ("caduc", "lapsed"),
        "ENDED": ("fini", "ended"),
    },
    "SchemeStep": {
        "PRESCRIBED": ("prescription", "prescription"),
        "ARRESTED": ("projet arrêté", "draft settled"),
        "OPINION_RECEIVED": ("avis reçu", "opinion received"),
        "INQUIRY_HELD": ("enquête publique", "public inquiry"),
        "APPROVED": ("approbation", "approval"),
        "MADE_ENFORCEABLE": ("caractère exécutoire", "enforceability"),
        "MODIFIED": ("modification", "modification"),
        "REVISION_PRESCRIBED": ("prescription de la révision", "prescription of the revision"),
        "REVISION_APPROVED": ("approbation de la révision", "approval of the revision"),
        "REVISION_ABANDONED": ("abandon de la révision", "revision given up"),
        "ANALYSIS_PUBLISHED": ("publication de l'analyse", "publication of the analysis"),
        "MAINTAINED": ("maintien", "maintenance"),
        "REVISION_DECIDED": ("vote de la révision", "vote to revise"),
        "PERIMETER_CHANGED": ("changement de périmètre", "change of perimeter"),
        "ENDED": ("fin", "end"),
    },
    "SchemeVersionKind": {
        "INITIAL": ("première version", "first version"),
        "MODIFICATION": ("modification", "modification"),
        "REVISION": ("révision", "revision"),
    },
}
