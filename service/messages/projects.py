"""What is said of: projects of the territory and their reviews."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "PlaceMistaken": Message(
        fr="Le projet « {project} » nomme {organization:id} à une place où ne va pas une organisation de ce genre.",
        en="Project “{project}” names {organization:id} where no organisation of that kind goes.",
        remedy_fr="Donnez des communes (commune:15120) dans communes et des EPCI (epci:241500271) dans epcis ; le "
        "porteur peut être toute organisation.",
        remedy_en="Give communes (commune:15120) in communes and EPCIs (epci:241500271) in epcis; the owner may be any "
        "organisation.",
    ),
    "LocationOutOfRange": Message(
        fr="Le projet « {project} » est placé en longitude {longitude}, latitude {latitude} : ce point n'existe pas.",
        en="Project “{project}” stands at longitude {longitude}, latitude {latitude}: there is no such point.",
        remedy_fr="Donnez des degrés WGS84 : la longitude de -180 à 180, puis la latitude de -90 à 90.",
        remedy_en="Give WGS84 degrees: the longitude between -180 and 180, the latitude between -90 and 90.",
    ),
    "ReviewNotConcluded": Message(
        fr="La revue « {review} » reprendrait la revue « {follows} », qui n'est pas conclue le {on}.",
        en="Review “{review}” would take up review “{follows}”, not concluded on {on}.",
        remedy_fr="Concluez d'abord la revue « {follows} » (concludeReview), ou corrigez la date.",
        remedy_en="Conclude review “{follows}” beforehand (concludeReview), or correct the date.",
    ),
    "ReviewOfAnotherProject": Message(
        fr="La revue « {review} » du projet « {project} » reprendrait la revue « {follows} », qui porte sur le projet "
        "« {other} ».",
        en="Review “{review}” of project “{project}” would take up review “{follows}”, of project “{other}”.",
        remedy_fr="Nommez dans follows une revue du même projet, ou aucune.",
        remedy_en="Name in follows a review of the same project, or none.",
    ),
    "ReviewAlreadyConcluded": Message(
        fr="La revue « {review} » est conclue depuis le {concluded_on} : {outcome}.",
        en="Review “{review}” has been concluded since {concluded_on}: {outcome}.",
        remedy_fr="Tenez une nouvelle revue qui la reprenne (holdReview avec follows), ou rectifiez la conclusion si "
        "elle a été mal saisie (rectify).",
        remedy_en="Hold a new review that takes it up (holdReview with follows), or correct the conclusion if it was "
        "misrecorded (rectify).",
    ),
    "AssessedAfterConclusion": Message(
        fr="La revue « {review} » évaluerait le projet le {assessed_on}, après sa conclusion du {concluded_on}.",
        en="Review “{review}” would assess the project on {assessed_on}, after its conclusion on {concluded_on}.",
        remedy_fr="Corrigez la date, ou tenez une nouvelle revue (holdReview avec follows).",
        remedy_en="Correct the date, or hold a new review (holdReview with follows).",
    ),
    "AssessmentEmpty": Message(
        fr="L'évaluation de la revue « {review} » ne dit rien.",
        en="The assessment of review “{review}” says nothing.",
        remedy_fr="Donnez un avis (opinion), des orientations ou des effets attendus.",
        remedy_en="Give an opinion, orientations or expected effects.",
    ),
    "ClausesWithoutPact": Message(
        fr="La conclusion de la revue « {review} » cite des clauses ({clauses}) sans nommer leur pacte.",
        en="The conclusion of review “{review}” cites clauses ({clauses}) and names no pact.",
        remedy_fr="Nommez le pacte (pact).",
        remedy_en="Name the pact.",
    ),
    "ConditionsMissing": Message(
        fr="La revue « {review} » conclut à un soutien sous conditions, et n'en pose ni n'en maintient aucune.",
        en="Review “{review}” concludes to support on conditions, and sets and carries none.",
        remedy_fr="Posez une condition (conditions), maintenez-en une (carried), ou concluez à un soutien (SUPPORTS).",
        remedy_en="Set a condition (conditions), carry one (carried), or conclude to support (SUPPORTS).",
    ),
    "ConditionsNotAllowed": Message(
        fr="La revue « {review} » conclut : {outcome}. Elle ne peut poser ni maintenir de conditions ({conditions}).",
        en="Review “{review}” concludes: {outcome}. It cannot set or carry conditions ({conditions}).",
        remedy_fr="Retirez-les, ou concluez à un soutien sous conditions (SUPPORTS_WITH_CONDITIONS).",
        remedy_en="Leave them out, or conclude to support on conditions (SUPPORTS_WITH_CONDITIONS).",
    ),
    "ConditionTwice": Message(
        fr="La revue « {review} » aurait deux conditions nommées « {condition} ».",
        en="Review “{review}” would have two conditions named “{condition}”.",
        remedy_fr="Donnez à chaque condition un nom à elle.",
        remedy_en="Give each condition a name of its own.",
    ),
    "ConditionDueTooEarly": Message(
        fr="La condition « {condition} » de la revue « {review} » serait à remplir le {due_on}, avant le {on}.",
        en="Condition “{condition}” of review “{review}” would be due on {due_on}, earlier than {on}.",
        remedy_fr="Donnez une échéance qui n'est pas déjà passée ce jour-là.",
        remedy_en="Give a due date that has not passed on that day.",
    ),
    "NothingToCarry": Message(
        fr="La revue « {review} » maintiendrait la condition « {condition} », qui n'est pas due le {on} au titre des "
        "revues qu'elle reprend.",
        en="Review “{review}” would carry condition “{condition}”, not due on {on} in the reviews that it takes up.",
        remedy_fr="Corrigez le nom, nommez la revue reprise (follows) en la tenant, ou posez une condition nouvelle.",
        remedy_en="Correct the name, name the review taken up (follows) in holdReview, or set a new condition.",
    ),
    "ConditionClosedSince": Message(
        fr="La revue « {review} », conclue le {on}, ne peut remplacer la condition « {condition} » : elle est close "
        "depuis le {closed_on}, et restait donc due.",
        en="Review “{review}”, concluded on {on}, cannot replace condition “{condition}”: it was closed on "
        "{closed_on}, so it was still due.",
        remedy_fr="Maintenez la condition (carried), ou rectifiez sa clôture.",
        remedy_en="Carry the condition (carried), or correct its closing.",
    ),
    "UnknownCondition": Message(
        fr="La revue « {review} » n'a pas posé de condition « {condition} ».",
        en="Review “{review}” set no condition “{condition}”.",
        remedy_fr="Corrigez le nom : une condition se suit dans la revue qui l'a posée, même maintenue ensuite.",
        remedy_en="Correct the name: a condition is followed in the review that set it, even when carried later.",
    ),
    "ConditionNotOpen": Message(
        fr="La condition « {condition} » de la revue « {review} » n'est pas ouverte le {on} : posée le {since}"
        "{extended_on:, échéance changée le @}{closed_on:, close le @}.",
        en="Condition “{condition}” of review “{review}” is not open on {on}: set on {since}"
        "{extended_on:, due date changed on @}{closed_on:, closed on @}.",
        remedy_fr="Corrigez la date, ou rectifiez ce qui a été mal saisi (rectify).",
        remedy_en="Correct the date, or what was misrecorded (rectify).",
    ),
    "ReviewWithoutAssessment": Message(
        fr="La revue « {review} » conclut sur le projet « {project} » sans évaluation enregistrée au regard de la "
        "stratégie.",
        en="Review “{review}” concludes on project “{project}” without a recorded assessment against the strategy.",
        remedy_fr="Enregistrez l'évaluation à la date de la revue (assessProject).",
        remedy_en="Record the assessment on the day of the review (assessProject).",
    ),
    "ContraryProjectGoesOn": Message(
        fr="Le projet « {project} » passe ou reste au stade « {state} » le {on}, alors que sa dernière revue "
        "(« {review} ») le juge contraire à la stratégie.",
        en="Project “{project}” reaches or keeps the state “{state}” on {on}, though its latest review (“{review}”) "
        "found it contrary to the strategy.",
        remedy_fr="Tenez une nouvelle revue (holdReview avec follows), ou portez la question devant les présidents.",
        remedy_en="Hold a new review (holdReview with follows), or bring the question to the presidents.",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "ProjectRegistered": Message(
        fr="Le projet « {project} » est inscrit le {on} : « {title} » ({kind}), porté par {owner}. Communes : "
        "{communes}{epcis:. EPCI : @}{themes:. Thèmes : @}{location:. Position : @}{parcel:. Parcelles : @}"
        "{area:. Surface : @ ha}{cost:. Coût : @ euros}{documents:. Documents : @}{contracts:. Contrats : @}"
        "{actions:. Actions : @}{description:. « @ »}.",
        en="Project “{project}” is registered on {on}: “{title}” ({kind}), carried by {owner}. Communes: "
        "{communes}{epcis:. EPCIs: @}{themes:. Themes: @}{location:. Position: @}{parcel:. Parcels: @}"
        "{area:. Area: @ ha}{cost:. Cost: @ euros}{documents:. Documents: @}{contracts:. Contracts: @}"
        "{actions:. Actions: @}{description:. “@”}.",
    ),
    "ProjectChanged": Message(
        fr="Le projet « {project} » change le {on}{title:. Titre : « @ »}{kind:. Nature : @}{owner:. Porteur : @}"
        "{communes:. Communes : @}{epcis:. EPCI : @}{themes:. Thèmes : @}{location:. Position : @}"
        "{parcel:. Parcelles : @}{area:. Surface : @ ha}{cost:. Coût : @ euros}{documents:. Documents : @}"
        "{contracts:. Contrats : @}{actions:. Actions : @}{description:. « @ »}.",
        en="Project “{project}” changes on {on}{title:. Title: “@”}{kind:. Kind: @}{owner:. Owner: @}"
        "{communes:. Communes: @}{epcis:. EPCIs: @}{themes:. Themes: @}{location:. Position: @}"
        "{parcel:. Parcels: @}{area:. Area: @ ha}{cost:. Cost: @ euros}{documents:. Documents: @}"
        "{contracts:. Contracts: @}{actions:. Actions: @}{description:. “@”}.",
    ),
    "ProjectStateChanged": Message(
        fr="Le projet « {project} » en est le {on} au stade : {state}.",
        en="Project “{project}” has come on {on} to the state: {state}.",
    ),
    "ReviewHeld": Message(
        fr="Revue « {review} » du projet « {project} » tenue le {on}{body:, organe : @}{session:, séance @}"
        "{follows:, à la suite de la revue « @ »}{people:. Personnes : @}{organizations:. Organisations : @}"
        "{themes:. Thèmes : @}.",
        en="Review “{review}” of project “{project}” held on {on}{body:, in: @}{session:, sitting @}"
        "{follows:, taking up review “@”}{people:. People: @}{organizations:. Organisations: @}{themes:. Themes: @}.",
    ),
    "AssessmentMade": Message(
        fr="La revue « {review} » évalue le projet « {project} » le {on}{opinion:. « @ »}{orientations:. Orientations "
        ": @}{effects:. Effets attendus : @}.",
        en="Review “{review}” assesses project “{project}” on {on}{opinion:. “@”}{orientations:. Orientations: @}"
        "{effects:. Expected effects: @}.",
    ),
    "ReviewConcluded": Message(
        fr="La revue « {review} » du projet « {project} » conclut le {on} : {outcome}. Motifs : « {reasons} »"
        "{conditions:. Conditions : @}{carried:. Conditions maintenues : @}{pact:. Pacte : @}{clauses:, clauses @}"
        "{decision:. Décision : @}.",
        en="Review “{review}” of project “{project}” concludes on {on}: {outcome}. Reasons: “{reasons}”"
        "{conditions:. Conditions: @}{carried:. Conditions carried: @}{pact:. Pact: @}{clauses:, clauses @}"
        "{decision:. Decision: @}.",
    ),
    "ConditionLifted": Message(
        fr="La condition « {condition} » de la revue « {review} » (projet « {project} ») est levée le {on} : "
        "« {evidence} ».",
        en="Condition “{condition}” of review “{review}” (project “{project}”) is lifted on {on}: “{evidence}”.",
    ),
    "ConditionExtended": Message(
        fr="La condition « {condition} » de la revue « {review} » (projet « {project} ») est à remplir, depuis le "
        "{on}, pour le {due_on} : « {reason} ».",
        en="Condition “{condition}” of review “{review}” (project “{project}”) is due, since {on}, on {due_on}: "
        "“{reason}”.",
    ),
    "ConditionFailed": Message(
        fr="La condition « {condition} » de la revue « {review} » (projet « {project} ») ne sera pas remplie, constat "
        "du {on} : « {reason} ».",
        en="Condition “{condition}” of review “{review}” (project “{project}”) will not be met, as found on {on}: "
        "“{reason}”.",
    ),
    "ConditionsReplaced": Message(
        fr="Les conditions de la revue « {review} » (projet « {project} ») sont remplacées le {on} par celles de la "
        "revue « {by} » : {conditions}.",
        en="Conditions of review “{review}” (project “{project}”) are replaced on {on} by those of review “{by}”: "
        "{conditions}.",
    ),
}

PHRASES: Final[Mapping[str, Message]] = {
    "Location": Message(
        fr="longitude {longitude}, latitude {latitude}",
        en="longitude {longitude}, latitude {latitude}",
    ),
    "OrientationAssessed": Message(
        fr="{orientation} ({contribution} : « {reason} »)", en="{orientation} ({contribution}: “{reason}”)"
    ),
    "EffectExpected": Message(fr="{indicator} ({effect} : « {reason} »)", en="{indicator} ({effect}: “{reason}”)"),
    "ConditionSet": Message(
        fr="{condition}, pour {owner}, au plus tard le {due_on} (« {text} »)",
        en="{condition}, for {owner}, by {due_on} (“{text}”)",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "ProjectKind": {
        "HOUSING": ("habitat", "housing"),
        "BUSINESS_AREA": ("zone d'activités", "business area"),
        "RENEWABLE_ENERGY": ("énergie renouvelable", "renewable energy"),
        "FACILITY": ("équipement", "facility"),
        "MOBILITY": ("mobilité", "mobility"),
        "WATER": ("eau et milieux aquatiques", "water"),
        "OTHER": ("autre", "other"),
    },
    "ProjectState": {
        "IDEA": ("idée", "idea"),
        "STUDY": ("études", "study"),
        "PERMIT": ("autorisation", "permit"),
        "WORKS": ("travaux", "works"),
        "DELIVERED": ("livré", "delivered"),
        "ABANDONED": ("abandonné", "abandoned"),
    },
    "Contribution": {
        "STRONG": ("contribution forte", "strong contribution"),
        "PARTIAL": ("contribution partielle", "partial contribution"),
        "NEUTRAL": ("sans effet", "neutral"),
        "CONTRARY": ("effet contraire", "contrary effect"),
    },
    "ReviewOutcome": {
        "SUPPORTS": ("sert la stratégie", "supports the strategy"),
        "SUPPORTS_WITH_CONDITIONS": ("sert la stratégie sous conditions", "supports the strategy on conditions"),
        "TO_BE_REWORKED": ("à retravailler", "to be reworked"),
        "CONTRARY": ("contraire à la stratégie", "contrary to the strategy"),
    },
    "ConditionState": {
        "OPEN": ("ouverte", "open"),
        "LIFTED": ("levée", "lifted"),
        "FAILED": ("non remplie", "failed"),
        "REPLACED": ("remplacée", "replaced"),
    },
}
