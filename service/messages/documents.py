"""What is said of documents and contracts followed during the mandate, and of how they relate to the SCoT."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "CompetenceIsNoDocument": Message(
        fr="« {document} » est une compétence : elle n'a ni état ni procédure.",
        en="“{document}” is a competence: it has no state and no procedure.",
        remedy_fr="Suivez-la comme telle (followCompetence), et son titulaire (changeDocumentOwner).",
        remedy_en="Follow it as such (followCompetence), and who exercises it (changeDocumentOwner).",
    ),
    "WrongDirection": Message(
        fr="Le document « {document} » ({document_kind}) ne se vérifie pas dans le sens « {asked} ».",
        en="Document “{document}” ({document_kind}) is not checked in the direction “{asked}”.",
        remedy_fr="Le sens juste est « {right} » ; laissez « relation » vide, le registre le tire de la nature du "
        "document.",
        remedy_en="The right direction is “{right}”; leave `relation` out, the register takes it from the kind.",
    ),
    "NothingToBeCompatible": Message(
        fr="La loi ne lie pas le SCoT et « {document} » ({document_kind}) : il n'y a pas de compatibilité à vérifier.",
        en="The law binds the SCoT and “{document}” ({document_kind}) in neither direction: nothing to check.",
        remedy_fr="Vérifiez la nature du document ; une compétence ou un contrat n'est pas un plan.",
        remedy_en="Check the kind of the document; a competence or a contract is no plan.",
    ),
    "OutcomeOfAnotherRelation": Message(
        fr="Le résultat « {outcome} » ne répond pas au sens « {right} » de la vérification de « {document} ».",
        en="Outcome “{outcome}” does not answer the direction “{right}” in which “{document}” is checked.",
        remedy_fr="Choisissez parmi : {outcomes}.",
        remedy_en="Choose among: {outcomes}.",
    ),
    "NoDelayInLaw": Message(
        fr="Le registre ne connaît pas de délai légal pour « {document} » ({document_kind}).",
        en="The register knows no delay in law for “{document}” ({document_kind}).",
        remedy_fr="Donnez l'échéance que fixe l'acte (requireCompatibility).",
        remedy_en="Give the day that the act sets (requireCompatibility).",
    ),
    "DueBeforeItIsSet": Message(
        fr="L'échéance de « {document} », le {due_on}, ne vient pas après le jour où elle est fixée, le {on}.",
        en="The deadline of “{document}”, {due_on}, does not come after the day on which it is set, {on}.",
        remedy_fr="Corrigez l'une des deux dates.",
        remedy_en="Correct one of the two dates.",
    ),
    "DocumentIsNoMore": Message(
        fr="Le document « {document} » est « {state} » depuis le {since} : rien ne lui arrive plus le {on}.",
        en="Document “{document}” has been “{state}” since {since}: nothing more happens to it on {on}.",
        remedy_fr="Corrigez la date, ou suivez le nouveau document sous un autre nom (followDocument).",
        remedy_en="Correct the date, or follow the new document under another name (followDocument).",
    ),
    "AlreadyReferent": Message(
        fr="La personne {person} est l'élue référente de « {document} » depuis le {since}.",
        en="Person {person} has been the referent of “{document}” since {since}.",
        remedy_fr="Il n'y a rien à enregistrer ; si la date est fausse, rectifiez l'écriture (rectify).",
        remedy_en="There is nothing to record; if the date is wrong, correct the entry (rectify).",
    ),
    "NotReferent": Message(
        fr="La personne {person} n'est pas l'élue référente de « {document} » le {on}.",
        en="Person {person} is not the referent of “{document}” on {on}.",
        remedy_fr="Corrigez la personne ou la date, ou désignez-la d'abord (nameReferent).",
        remedy_en="Correct the person or the date, or name the referent first (nameReferent).",
    ),
    "ReferentWithoutMandate": Message(
        fr="Aucun mandat de la personne {person}, référente de « {document} », n'est enregistré le {on}.",
        en="No mandate of person {person}, referent of “{document}”, is recorded on {on}.",
        remedy_fr="Enregistrez son mandat (startMandate), ou désignez un élu.",
        remedy_en="Record the mandate (startMandate), or name an elected official.",
    ),
    "UnusualStep": Message(
        fr="Le document « {document} » passe de « {before} » à « {state} » le {on}, ce qui est inhabituel.",
        en="Document “{document}” goes from “{before}” to “{state}” on {on}, which is unusual.",
        remedy_fr="Vérifiez qu'il ne manque pas une étape (changeDocumentState).",
        remedy_en="Check that no step is missing (changeDocumentState).",
    ),
    "DelayToVerify": Message(
        fr="L'échéance de « {document} », le {due_on}, vient d'un article renuméroté dont le texte actuel reste à "
        "vérifier.",
        en="The deadline of “{document}”, {due_on}, comes from a renumbered article whose present text remains to be "
        "verified.",
        remedy_fr="Faites vérifier le délai, ou donnez l'échéance de l'acte (requireCompatibility).",
        remedy_en="Have the delay verified, or give the day that the act sets (requireCompatibility).",
    ),
    "BindingNotVerified": Message(
        fr="Que « {document} » ({document_kind}) prenne en compte le SCoT relève d'un texte à vérifier ou de la bonne "
        "pratique.",
        en="That “{document}” ({document_kind}) takes the SCoT into account rests on a text to be verified or on good "
        "practice.",
        remedy_fr="Faites vérifier la portée de cette vérification.",
        remedy_en="Have the reach of this check verified.",
    ),
    "CompatibilityOverdue": Message(
        fr="L'échéance de compatibilité de « {document} » est passée depuis le {due_on} ({days} jours).",
        en="The deadline of compatibility of “{document}” passed on {due_on} ({days} days ago).",
        remedy_fr="Enregistrez la vérification si elle a eu lieu (checkCompatibility), ou faites-la faire.",
        remedy_en="Record the check if it was made (checkCompatibility), or have it made.",
    ),
    "DocumentIncompatible": Message(
        fr="La vérification du {checked_on} a conclu contre « {document} » (écriture {entry}).",
        en="The check of {checked_on} went against “{document}” (entry {entry}).",
        remedy_fr="Faites évoluer le document, puis enregistrez une nouvelle vérification (checkCompatibility).",
        remedy_en="Have the document changed, then record a new check (checkCompatibility).",
    ),
    "ContractEndsBeforeItRuns": Message(
        fr="Le terme du contrat « {contract} », le {until}, ne vient pas après le {on}.",
        en="The term of contract “{contract}”, {until}, does not come after {on}.",
        remedy_fr="Corrigez l'une des deux dates ; le terme est le premier jour où le contrat ne court plus.",
        remedy_en="Correct one of the two dates; the term is the day on which the contract runs no more.",
    ),
    "ContractRunsNoMore": Message(
        fr="Le contrat « {contract} » a pris fin le {ended_on} : rien ne lui arrive plus le {on}.",
        en="Contract “{contract}” ended on {ended_on}: nothing more happens to it on {on}.",
        remedy_fr="Corrigez la date, ou rectifiez l'écriture de sa fin (rectify).",
        remedy_en="Correct the date, or correct the entry of its end (rectify).",
    ),
    "ContractTermReached": Message(
        fr="Le contrat « {contract} » est arrivé à son terme le {until} : il ne s'amende plus le {on}.",
        en="Contract “{contract}” reached its term on {until}: it is not amended on {on}.",
        remedy_fr="Corrigez la date, ou enregistrez un nouveau contrat (signContract).",
        remedy_en="Correct the date, or record a new contract (signContract).",
    ),
}

_FR, _EN = "{decision:. Décision @}{note:. « @ »}.", "{decision:. Decision @}{note:. “@”}."
_LINKS_FR = (
    "{themes:. Thèmes : @}{documents:. Documents : @}{orientations:. Orientations : @}{projects:. Projets : @}" + _FR
)
_LINKS_EN = (
    "{themes:. Themes: @}{documents:. Documents: @}{orientations:. Orientations: @}{projects:. Projects: @}" + _EN
)
_WHERE_FR, _WHERE_EN = "{themes:. Thèmes : @}{territory:. Territoire : @}", "{themes:. Themes: @}{territory:. Area: @}"

SUMMARIES: Final[Mapping[str, Message]] = {
    "DocumentFollowed": Message(
        fr="Le document « {document} » ({kind}, {title}), porté par {owner}, est suivi à compter du {on}"
        "{state:, état : @}{state_since: depuis le @}{approved_on:, approuvé le @}{version:, version « @ »}"
        + _WHERE_FR
        + _FR,
        en="Document “{document}” ({kind}, {title}), owned by {owner}, is followed from {on}"
        "{state:, state: @}{state_since: since @}{approved_on:, approved on @}{version:, version “@”}"
        + _WHERE_EN
        + _EN,
    ),
    "CompetenceFollowed": Message(
        fr="La compétence « {document} » ({competence}, {title}), exercée par {owner}, est suivie à compter du {on}"
        + _WHERE_FR
        + _FR,
        en="Competence “{document}” ({competence}, {title}), exercised by {owner}, is followed from {on}"
        + _WHERE_EN
        + _EN,
    ),
    "ReferentNamed": Message(
        fr="La personne {person} est l'élue référente de « {document} » à compter du {on}" + _FR,
        en="Person {person} is the referent of “{document}” from {on}" + _EN,
    ),
    "ReferentEnded": Message(
        fr="La personne {person} n'est plus l'élue référente de « {document} » à compter du {on} : {cause}" + _FR,
        en="Person {person} is the referent of “{document}” no more from {on}: {cause}" + _EN,
    ),
    "DocumentStateChanged": Message(
        fr="Le document « {document} » est à l'état « {state} » le {on}{version: (version « @ »)}" + _FR,
        en="Document “{document}” is “{state}” on {on}{version: (version “@”)}" + _EN,
    ),
    "DocumentOwnerChanged": Message(
        fr="Le document ou la compétence « {document} » relève {owner:de} à compter du {on}" + _FR,
        en="The document or competence “{document}” is up to {owner} from {on}" + _EN,
    ),
    "CompatibilityChecked": Message(
        fr="Vérification du {on} entre « {document} » et le SCoT « {scheme} » ({relation}) : {outcome}"
        "{version:. Version « @ »}{orientations:. Orientations : @}" + _FR,
        en="Check of {on} between “{document}” and SCoT “{scheme}” ({relation}): {outcome}"
        "{version:. Version “@”}{orientations:. Orientations: @}" + _EN,
    ),
    "CompatibilityDue": Message(
        fr="Échéance de compatibilité de « {document} », fixée le {on} : le {due_on}"
        "{revision_needed:, une révision étant nécessaire}" + _FR,
        en="Deadline of compatibility of “{document}”, set on {on}: {due_on}{revision_needed:, a revision being needed}"
        + _EN,
    ),
    "ContractSigned": Message(
        fr="Le contrat « {contract} » ({kind}, {title}) court à compter du {on}{until: jusqu'au @ exclu}, entre : "
        "{parties}{amount:. Montant : @ euros}" + _LINKS_FR,
        en="Contract “{contract}” ({kind}, {title}) runs from {on}{until: until @ (excluded)}, between: {parties}"
        "{amount:. Amount: @ euros}" + _LINKS_EN,
    ),
    "ContractAmended": Message(
        fr="Avenant au contrat « {contract} » le {on}{until:. Nouveau terme : le @}{amount:. Nouveau montant : @ euros}"
        "{parties:. Parties ajoutées : @}" + _LINKS_FR,
        en="Amendment to contract “{contract}” on {on}{until:. New term: @}{amount:. New amount: @ euros}"
        "{parties:. Parties added: @}" + _LINKS_EN,
    ),
    "ContractReviewed": Message(
        fr="Revue du contrat « {contract} » le {on}{session:, séance @}{committed:. Engagé : @ euros}"
        "{paid:. Payé : @ euros}{projects:. Projets : @}{next_on:. Prochaine revue : le @}" + _FR,
        en="Review of contract “{contract}” on {on}{session:, session @}{committed:. Committed: @ euros}"
        "{paid:. Paid: @ euros}{projects:. Projects: @}{next_on:. Next review: @}" + _EN,
    ),
    "ContractEnded": Message(
        fr="Fin du contrat « {contract} » le {on} : {cause}" + _FR,
        en="End of contract “{contract}” on {on}: {cause}" + _EN,
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "DocumentKind": {
        "PLUI": ("PLU intercommunal", "intercommunal local plan (PLUi)"),
        "PLU": ("PLU", "local plan (PLU)"),
        "COMMUNAL_MAP": ("carte communale", "communal map"),
        "PLH": ("programme local de l'habitat", "local housing programme (PLH)"),
        "MOBILITY_PLAN": ("plan de mobilité", "mobility plan"),
        "PCAET": ("plan climat-air-énergie territorial", "climate, air and energy plan (PCAET)"),
        "SAGE": ("SAGE", "local water scheme (SAGE)"),
        "SDAGE": ("SDAGE", "basin water scheme (SDAGE)"),
        "SRADDET": ("SRADDET", "regional scheme (SRADDET)"),
        "PNR_CHARTER": ("charte de parc naturel régional", "regional nature park charter"),
        "FLOOD_PLAN": ("plan de gestion des risques d'inondation", "flood risk plan"),
        "ECONOMIC_DEVELOPMENT_STRATEGY": ("stratégie de développement économique", "economic development strategy"),
        "COMPETENCE": ("compétence", "competence"),
        "OTHER": ("autre document", "other document"),
    },
    "FollowedCompetence": {
        "GEMAPI": ("GEMAPI", "GEMAPI (aquatic environments and floods)"),
        "WATER_AND_SANITATION": ("eau et assainissement", "water and sanitation"),
        "MOBILITY": ("mobilité", "mobility"),
        "ECONOMIC_DEVELOPMENT": ("développement économique", "economic development"),
        "OTHER": ("autre compétence", "other competence"),
    },
    "DocumentState": {
        "PRESCRIBED": ("prescrit", "prescribed"),
        "DRAFT_ARRESTED": ("arrêté", "draft settled"),
        "UNDER_INQUIRY": ("en enquête publique", "under inquiry"),
        "APPROVED": ("approuvé", "approved"),
        "ENFORCEABLE": ("exécutoire", "enforceable"),
        "UNDER_MODIFICATION": ("en modification", "under modification"),
        "UNDER_REVISION": ("en révision", "under revision"),
        "EXPIRED": ("échu", "expired"),
        "ANNULLED": ("annulé", "annulled"),
        "ABANDONED": ("abandonné", "given up"),
        "REPEALED": ("abrogé", "repealed"),
    },
    "SchemeRelation": {
        "COMPATIBLE_WITH": ("doit être compatible avec le SCoT", "must be compatible with the SCoT"),
        "TAKES_ACCOUNT_OF": ("prend en compte le SCoT", "takes the SCoT into account"),
        "ABOVE": ("le SCoT doit être compatible avec ce document", "the SCoT must be compatible with it"),
        "NONE": ("sans lien de compatibilité", "no relation of compatibility"),
    },
    "HierarchyPlace": {
        "ABOVE": ("au-dessus du SCoT", "above the SCoT"),
        "BELOW": ("en dessous du SCoT", "below the SCoT"),
        "BESIDE": ("à côté du SCoT", "beside the SCoT"),
        "NOT_A_PLAN": ("pas un plan", "not a plan"),
    },
    "CompatibilityOutcome": {
        "COMPATIBLE": ("compatible", "compatible"),
        "COMPATIBLE_WITH_RESERVATIONS": ("compatible avec réserves", "compatible, reservations made"),
        "INCOMPATIBLE": ("incompatible", "incompatible"),
        "TAKEN_INTO_ACCOUNT": ("pris en compte", "taken into account"),
        "NOT_TAKEN_INTO_ACCOUNT": ("non pris en compte", "not taken into account"),
    },
    "ReferentEndCause": {
        "RENUNCIATION": ("renoncement", "renunciation"),
        "MANDATE_ENDED": ("fin du mandat électif", "end of the elective mandate"),
        "REPLACED": ("remplacement", "replaced"),
        "DEATH": ("décès", "death"),
    },
    "ContractKind": {
        "CRTE": (
            "contrat pour la réussite de la transition écologique (CRTE)",
            "ecological transition contract (CRTE)",
        ),
        "SMALL_TOWNS": ("Petites villes de demain", "small towns programme"),
        "REGION": ("contrat de la Région", "contract of the region"),
        "DEPARTMENT": ("contrat du Département", "contract of the department"),
        "WATER_AGENCY": ("contrat de l'agence de l'eau", "contract of the water agency"),
        "EUROPEAN": ("contrat européen", "European contract"),
        "OTHER": ("autre contrat", "other contract"),
    },
    "ContractEndCause": {
        "TERM_REACHED": ("terme atteint", "term reached"),
        "TERMINATED": ("résiliation", "terminated"),
        "REPLACED": ("remplacement par un autre contrat", "replaced by another contract"),
        "COMPLETED": ("exécution achevée", "completed"),
    },
}
