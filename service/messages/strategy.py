"""What is said of: the strategy: orientations, action programme, trajectory indicators, involvement of the elected."""

from collections.abc import Mapping
from typing import Final

from service.messages.message import Message

TEXTS: Final[Mapping[str, Message]] = {
    "OrientationNotInForce": Message(
        fr="L'orientation « {orientation} » n'est pas en vigueur le {on}.",
        en="Orientation “{orientation}” is not in force on {on}.",
        remedy_fr="Corrigez la date, ou citez une orientation en vigueur ce jour-là.",
        remedy_en="Correct the date, or name an orientation in force on that day.",
    ),
    "OrientationCycle": Message(
        fr="L'orientation « {orientation} » ne peut pas relever de « {within} » : le {on}, elle relèverait "
        "d'elle-même.",
        en="Orientation “{orientation}” cannot be within “{within}”: on {on} it would be within itself.",
        remedy_fr="Rattachez-la à une orientation qui n'en dépend pas.",
        remedy_en="Put it within an orientation that does not depend on it.",
    ),
    "OrientationRevisedLater": Message(
        fr="L'orientation « {orientation} » ne peut pas être retirée le {on} : une version en vigueur le {revised_on} "
        "est enregistrée à la position {entry}.",
        en="Orientation “{orientation}” cannot be withdrawn on {on}: a version in force from {revised_on} stands at "
        "position {entry}.",
        remedy_fr="Rectifiez d'abord cette version (rectify), ou retirez l'orientation plus tard.",
        remedy_en="Rectify that version first (rectify), or withdraw the orientation later.",
    ),
    "ProgrammeIsClosed": Message(
        fr="Le programme d'actions « {programme} » est clos depuis le {since}.",
        en="Action programme “{programme}” has been closed since {since}.",
        remedy_fr="Rattachez l'action à un programme ouvert, ou corrigez la date.",
        remedy_en="Attach the action to an open programme, or correct the date.",
    ),
    "ActionWithoutOwner": Message(
        fr="L'action « {action} » n'aurait aucun porteur.",
        en="Action “{action}” would have no owner.",
        remedy_fr="Donnez l'organisme porteur (organization), la personne qui en répond (person), ou les deux.",
        remedy_en="Give the owning organisation (organization), who answers for it (person), or both.",
    ),
    "ActionEndsBeforeItBegins": Message(
        fr="L'action « {action} » finirait le {ends_on}, avant de commencer le {begins_on}.",
        en="Action “{action}” would end on {ends_on}, ahead of its beginning on {begins_on}.",
        remedy_fr="Corrigez l'une des deux dates.",
        remedy_en="Correct one of the two dates.",
    ),
    "BudgetBelowZero": Message(
        fr="Le budget de l'action « {action} » serait négatif : {budget} euros.",
        en="The budget of action “{action}” would be negative: {budget} euros.",
        remedy_fr="Donnez un montant positif ou nul, ou aucun.",
        remedy_en="Give an amount of zero or more, or none.",
    ),
    "ActionIsOver": Message(
        fr="L'état de l'action « {action} » ne change plus : {state} depuis le {since} (position {entry}).",
        en="The state of action “{action}” changes no more: {state} since {since} (position {entry}).",
        remedy_fr="Rectifiez cette entrée si elle est fausse (rectify), ou planifiez une nouvelle action (planAction).",
        remedy_en="Rectify that entry if it is wrong (rectify), or plan another action (planAction).",
    ),
    "ActionWentOn": Message(
        fr="L'action « {action} » ne peut pas prendre fin ce jour-là : son état a encore changé le {since} ({state}, "
        "position {entry}).",
        en="Action “{action}” cannot be over on that day: its state changed again on {since} ({state}, position "
        "{entry}).",
        remedy_fr="Corrigez la date, ou rectifiez d'abord cette entrée (rectify).",
        remedy_en="Correct the date, or rectify that entry first (rectify).",
    ),
    "ActionWithoutOrientation": Message(
        fr="L'action « {action} » ne met en œuvre aucune orientation : la chaîne de la stratégie à l'action est "
        "rompue.",
        en="Action “{action}” carries out no orientation: the chain from strategy to action breaks there.",
        remedy_fr="Rattachez-la aux orientations qu'elle met en œuvre (attachAction).",
        remedy_en="Attach it to the orientations that it carries out (attachAction).",
    ),
    "IndicatorWithoutUnit": Message(
        fr="L'indicateur « {indicator} » n'a pas d'unité.",
        en="Indicator “{indicator}” has no unit.",
        remedy_fr="Donnez son unité : ha par an, m3, %.",
        remedy_en="Give its unit: ha per year, m3, %.",
    ),
    "ToleranceBelowZero": Message(
        fr="La tolérance de l'indicateur « {indicator} » serait négative : {tolerance}.",
        en="The tolerance of indicator “{indicator}” would be negative: {tolerance}.",
        remedy_fr="Donnez une tolérance positive ou nulle, ou aucune.",
        remedy_en="Give a tolerance of zero or more, or none.",
    ),
    "IndicatorIsDropped": Message(
        fr="L'indicateur « {indicator} » n'est plus suivi depuis le {since}.",
        en="Indicator “{indicator}” has not been followed since {since}.",
        remedy_fr="Corrigez la date, ou définissez un autre indicateur (defineIndicator).",
        remedy_en="Correct the date, or define another indicator (defineIndicator).",
    ),
    "BaselineMissing": Message(
        fr="L'indicateur « {indicator} » n'a pas de valeur de départ propre à {organization} : aucune cible ne s'y "
        "mesure.",
        en="Indicator “{indicator}” has no baseline of its own for {organization}: no target can be held against it.",
        remedy_fr="Donnez d'abord cette valeur de départ (setBaseline).",
        remedy_en="Give that baseline first (setBaseline).",
    ),
    "TargetNotAfterBaseline": Message(
        fr="Une cible de l'indicateur « {indicator} » au {by} ne suit pas sa valeur de départ, du {baseline_on}.",
        en="A target of indicator “{indicator}” for {by} does not follow its baseline, of {baseline_on}.",
        remedy_fr="Donnez une cible postérieure à la valeur de départ.",
        remedy_en="Give a target later than the baseline.",
    ),
    "MeasuredAfterPublication": Message(
        fr="La mesure de l'indicateur « {indicator} » porte sur le {measured_on}, après sa publication du {on}.",
        en="The measure of indicator “{indicator}” bears on {measured_on}, after its publication on {on}.",
        remedy_fr="Corrigez le jour de la mesure ou celui de sa publication.",
        remedy_en="Correct the day of the measure or that of its publication.",
    ),
    "MeasureBeforeBaseline": Message(
        fr="La mesure de l'indicateur « {indicator} » au {measured_on} précède la valeur de départ, du {baseline_on} : "
        "elle ne se compare à aucune trajectoire.",
        en="The measure of indicator “{indicator}” on {measured_on} precedes the baseline, of {baseline_on}: it can be "
        "held against no trajectory.",
        remedy_fr="Vérifiez le jour de la mesure.",
        remedy_en="Check the day of the measure.",
    ),
    "TargetAgainstDirection": Message(
        fr="La cible de l'indicateur « {indicator} » au {by} ({value}) va contre son sens ({direction}) : la valeur "
        "voisine vaut {other}.",
        en="The target of indicator “{indicator}” for {by} ({value}) goes against its direction ({direction}): the "
        "value next to it equals {other}.",
        remedy_fr="Vérifiez la cible, sa date et le sens attendu.",
        remedy_en="Check the target, its date and the expected direction.",
    ),
    "TargetBeyondHorizon": Message(
        fr="La cible de l'indicateur « {indicator} » au {by} dépasse l'horizon du PAS, le {horizon_on}.",
        en="The target of indicator “{indicator}” for {by} lies beyond the horizon of the PAS, {horizon_on}.",
        remedy_fr="Vérifiez la date : le PAS fixe des objectifs à vingt ans.",
        remedy_en="Check the date: the PAS sets objectives at twenty years.",
    ),
    "OfficialNamedTwice": Message(
        fr="La personne {person} figure deux fois dans la participation « {involvement} ».",
        en="Person {person} stands twice in involvement “{involvement}”.",
        remedy_fr="Ne la nommez qu'une fois, en une seule qualité.",
        remedy_en="Name each person once, in one capacity.",
    ),
    "OfficialWithoutMandate": Message(
        fr="Aucun mandat ni fonction de la personne {person} n'est enregistré le {on} ; la participation "
        "« {involvement} » est pourtant celle des élus.",
        en="No mandate or office of person {person} is recorded on {on}, though involvement “{involvement}” is that of "
        "the elected.",
        remedy_fr="Enregistrez son mandat (startMandate), ou retirez cette personne de la liste.",
        remedy_en="Record the mandate (startMandate), or leave that person out.",
    ),
}

SUMMARIES: Final[Mapping[str, Message]] = {
    "OrientationSet": Message(
        fr="Orientation « {orientation} » en vigueur à compter du {on} : {part}, {number}, « {title} »"
        "{within:, au sein de « @ »}{scheme:, SCoT « @ »}{themes:. Thèmes : @}{text:. « @ »}.",
        en="Orientation “{orientation}” in force from {on}: {part}, {number}, “{title}”{within:, within “@”}"
        "{scheme:, SCoT “@”}{themes:. Themes: @}{text:. “@”}.",
    ),
    "OrientationRevised": Message(
        fr="Nouvelle version de l'orientation « {orientation} » à compter du {on} : {number}, « {title} »"
        "{within:, au sein de « @ »}{themes:. Thèmes : @}{text:. « @ »}.",
        en="New version of orientation “{orientation}” from {on}: {number}, “{title}”{within:, within “@”}"
        "{themes:. Themes: @}{text:. “@”}.",
    ),
    "OrientationWithdrawn": Message(
        fr="Retrait de l'orientation « {orientation} » à compter du {on}{reason:. « @ »}.",
        en="Orientation “{orientation}” withdrawn from {on}{reason:. “@”}.",
    ),
    "ProgrammeAdopted": Message(
        fr="Programme d'actions « {programme} » à compter du {on} : « {title} »{scheme:, SCoT « @ »}"
        "{decision:, décision « @ »}{text:. « @ »}.",
        en="Action programme “{programme}” from {on}: “{title}”{scheme:, SCoT “@”}{decision:, decision “@”}"
        "{text:. “@”}.",
    ),
    "ProgrammeClosed": Message(
        fr="Clôture du programme d'actions « {programme} » le {on}{reason:. « @ »}.",
        en="Action programme “{programme}” closed on {on}{reason:. “@”}.",
    ),
    "ActionPlanned": Message(
        fr="Action « {action} » planifiée le {on} : « {title} »{organization:, portée par @}"
        "{person:, dont répond la personne @}{programme:, programme « @ »}{orientations:. Orientations : @}"
        "{contract:. Contrat : @}{document:. Document : @}{themes:. Thèmes : @}{territory:. Territoire : @}"
        "{budget:. Budget : @ euros}{begins_on:. Début : @}{ends_on:. Fin : @}{text:. « @ »}.",
        en="Action “{action}” planned on {on}: “{title}”{organization:, owned by @}{person:, person @ answers for it}"
        "{programme:, programme “@”}{orientations:. Orientations: @}{contract:. Contract: @}{document:. Document: @}"
        "{themes:. Themes: @}{territory:. Territory: @}{budget:. Budget: @ euros}{begins_on:. Begins: @}"
        "{ends_on:. Ends: @}{text:. “@”}.",
    ),
    "ActionStateChanged": Message(
        fr="Action « {action} » à compter du {on} : {state}{note:. « @ »}.",
        en="Action “{action}” from {on}: {state}{note:. “@”}.",
    ),
    "ActionReassigned": Message(
        fr="Action « {action} » confiée à d'autres à compter du {on}{organization:, portée par @}"
        "{person:, dont répond la personne @}.",
        en="Action “{action}” reassigned from {on}{organization:, owned by @}{person:, person @ answers for it}.",
    ),
    "ActionAttached": Message(
        fr="Rattachements de l'action « {action} » à compter du {on}. Orientations : {orientations}"
        "{programme:. Programme : @}{contract:. Contrat : @}{document:. Document : @}.",
        en="What action “{action}” is attached to from {on}. Orientations: {orientations}{programme:. Programme: @}"
        "{contract:. Contract: @}{document:. Document: @}.",
    ),
    "ActionRescheduled": Message(
        fr="Calendrier et budget de l'action « {action} » à compter du {on}. Début : {begins_on:@|non fixé}. Fin : "
        "{ends_on:@|non fixée}. Budget : {budget:@ euros|non fixé}.",
        en="Dates and budget of action “{action}” from {on}. Begins: {begins_on:@|not set}. Ends: {ends_on:@|not set}. "
        "Budget: {budget:@ euros|not set}.",
    ),
    "IndicatorDefined": Message(
        fr="Indicateur de trajectoire « {indicator} » défini le {on} : « {title} » ({unit}), {direction}. Départ : "
        "{baseline} au {baseline_on}{tolerance:. Tolérance : @}{orientations:. Orientations : @}{themes:. Thèmes : @}"
        "{source:. Source : « @ »}.",
        en="Trajectory indicator “{indicator}” defined on {on}: “{title}” ({unit}), {direction}. Baseline: {baseline} "
        "on {baseline_on}{tolerance:. Tolerance: @}{orientations:. Orientations: @}{themes:. Themes: @}"
        "{source:. Source: “@”}.",
    ),
    "BaselineSet": Message(
        fr="Départ de l'indicateur « {indicator} » pour {organization}, fixé le {on} : {value} au {baseline_on}"
        "{source:. Source : « @ »}.",
        en="Baseline of indicator “{indicator}” for {organization}, set on {on}: {value} on {baseline_on}"
        "{source:. Source: “@”}.",
    ),
    "TargetSet": Message(
        fr="Cible de l'indicateur « {indicator} » fixée le {on} pour {organization:@|tout le territoire} : {value} au "
        "{by}.",
        en="Target of indicator “{indicator}” set on {on} for {organization:@|the whole territory}: {value} by {by}.",
    ),
    "IndicatorMeasured": Message(
        fr="Mesure de l'indicateur « {indicator} » publiée le {on} pour {organization:@|tout le territoire} : {value} "
        "au {measured_on}{source:. Source : « @ »}.",
        en="Measure of indicator “{indicator}” published on {on} for {organization:@|the whole territory}: {value} on "
        "{measured_on}{source:. Source: “@”}.",
    ),
    "IndicatorDropped": Message(
        fr="L'indicateur « {indicator} » n'est plus suivi à compter du {on}{reason:. « @ »}.",
        en="Indicator “{indicator}” is followed no more from {on}{reason:. “@”}.",
    ),
    "InvolvementRecorded": Message(
        fr="Participation d'élus « {involvement} » le {on} ({phase}, {kind}) : « {title} »{body:. Instance : @}. "
        "Participants : {officials}{themes:. Thèmes : @}{orientations:. Orientations : @}{note:. « @ »}.",
        en="Involvement of officials “{involvement}” on {on} ({phase}, {kind}): “{title}”{body:. Body: @}. Officials: "
        "{officials}{themes:. Themes: @}{orientations:. Orientations: @}{note:. “@”}.",
    ),
}

PHRASES: Final[Mapping[str, Message]] = {
    "InvolvedOfficial": Message(
        fr="{person} ({capacity}{organization:, @})",
        en="{person} ({capacity}{organization:, @})",
    ),
}

LABELS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "StrategyPart": {
        "PAS": ("PAS (projet d'aménagement stratégique)", "PAS (strategic plan)"),
        "DOO": ("DOO (document d'orientation et d'objectifs)", "DOO (orientations and objectives)"),
        "DAACL": ("DAACL (artisanat, commerce et logistique)", "DAACL (crafts, retail and logistics)"),
    },
    "ProgrammeActionState": {
        "PLANNED": ("planifiée", "planned"),
        "STARTED": ("engagée", "started"),
        "COMPLETED": ("achevée", "completed"),
        "SUSPENDED": ("suspendue", "suspended"),
        "ABANDONED": ("abandonnée", "abandoned"),
    },
    "TrajectoryDirection": {
        "DECREASE": ("à réduire", "to decrease"),
        "INCREASE": ("à augmenter", "to increase"),
        "KEEP": ("à maintenir", "to keep"),
    },
    "TrajectoryStatus": {
        "ON_TRACK": ("sur la trajectoire", "on track"),
        "BEHIND": ("en retard", "behind"),
        "NO_MEASURE": ("pas encore de mesure", "no measure yet"),
        "NO_TARGET": ("pas de cible", "no target"),
    },
    "InvolvementPhase": {
        "ELABORATION": ("élaboration", "elaboration"),
        "IMPLEMENTATION": ("mise en œuvre", "implementation"),
    },
    "InvolvementKind": {
        "WORKSHOP": ("atelier", "workshop"),
        "COMMITTEE": ("comité", "committee"),
        "READING_GROUP": ("groupe de lecture", "reading group"),
        "FIELD_VISIT": ("visite de terrain", "field visit"),
    },
    "InvolvementCapacity": {
        "MAYOR": ("maire", "mayor"),
        "EPCI_PRESIDENT": ("présidence d'EPCI", "EPCI president"),
        "VICE_PRESIDENT": ("vice-présidence", "vice-president"),
        "DEPUTY_MAYOR": ("adjoint au maire", "deputy mayor"),
        "LOCAL_OFFICIAL": ("élu local", "local official"),
    },
}
