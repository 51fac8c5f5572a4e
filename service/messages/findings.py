"""What a governance check found, with its figures, and what to do about it; in the order of the seed."""

from typing import Final

from service.messages.message import Message

TEXTS: Final[dict[str, Message]] = {
    "SchemeInForce": Message(
        fr="Le SCoT, document de stratégie : {state}{due_on:, jusqu'au @ faute de vote du comité}"
        "{days_left: (jours restants : @)}.",
        en="The SCoT as a strategy document: {state}{due_on:, until @ unless the assembly votes}"
        "{days_left: (days left: @)}.",
        remedy_fr="Publiez l'analyse des résultats (publishSchemeAnalysis), puis faites voter le maintien ou la "
        "révision dans les six ans.",
        remedy_en="Publish the analysis of results (publishSchemeAnalysis), then have the assembly vote to maintain or "
        "to revise within six years.",
    ),
    "SceneInstalled": Message(
        fr="Comité et bureau : {held} sièges pourvus sur {seats} ; sièges vacants : {vacant}.",
        en="Assembly and bureau: {held} of {seats} seats held; vacant seats: {vacant}.",
        remedy_fr="Enregistrez l'installation (installAssembly), l'élection ou la désignation (fillSeat).",
        remedy_en="Record the installation (installAssembly), the election or the designation (fillSeat).",
    ),
    "TrajectoryOnTrack": Message(
        fr="{on_track} indicateurs sur {indicators} sont sur leur trajectoire ; {measured} ont une mesure de moins de "
        "{months} mois.",
        en="{on_track} of {indicators} indicators are on track; {measured} have a measure less than {months} months "
        "old.",
        remedy_fr="Enregistrez les mesures qui manquent (recordMeasure) et mettez les écarts à l'ordre du jour.",
        remedy_en="Record the missing measures (recordMeasure) and put what lags behind on the agenda.",
    ),
    "CommunesInTheChain": Message(
        fr="{linked} communes sur {communes} ont leur maire à la conférence des maires.",
        en="{linked} of {communes} communes have their mayor in the mayors' conference.",
        remedy_fr="Enregistrez le maire (startOffice) et son siège à la conférence (fillSeat).",
        remedy_en="Record the mayor (startOffice) and the seat in the conference (fillSeat).",
    ),
    "StrategyToContracts": Message(
        fr="Orientations de premier rang qui ont une action : {carried} sur {orientations} ; actions en cours qui ont "
        "un contrat : {contracted} sur {actions}.",
        en="{carried} of {orientations} top-level orientations have an action; {contracted} of {actions} live actions "
        "have a contract.",
        remedy_fr="Inscrivez une action (planAction) et rattachez-la à un contrat (attachAction).",
        remedy_en="Plan an action (planAction) and attach it to a contract (attachAction).",
    ),
    "PresidentOfAnEpci": Message(
        fr="{president:La présidence du SCoT est pourvue|La présidence du SCoT est vacante}"
        "{presides: par qui préside @|, sans présidence d'un EPCI membre}.",
        en="{president:The presidency of the SCoT is held|The presidency of the SCoT is vacant}"
        "{presides: by who presides over @|, with no presidency of a member EPCI}.",
        remedy_fr="C'est un usage recommandé, non une règle : il se réalise par l'élection (CGCT L2122-7).",
        remedy_en="It is a recommended practice, not a rule: an election brings it about (CGCT L2122-7).",
    ),
    "PresidentsOnTheBureau": Message(
        fr="{seated} EPCI membres sur {members} ont leur président au bureau ({presidents} présidents connus).",
        en="{seated} of {members} member EPCIs have their president on the bureau ({presidents} presidents known).",
        remedy_fr="Aucun siège n'est de droit : proposez leur élection au bureau (fillSeat).",
        remedy_en="No seat is theirs by right: propose their election to the bureau (fillSeat).",
    ),
    "ExchangesHeld": Message(
        fr="Temps d'échanges entre présidents en {months} mois : {sessions} ; présidents venus en personne : {came} "
        "sur {presidents}.",
        en="Exchange sessions between presidents in {months} months: {sessions}; presidents who came in person: {came} "
        "of {presidents}.",
        remedy_fr="Réunissez les présidents sur les sujets sensibles (holdExchange).",
        remedy_en="Have the presidents meet on the sensitive subjects (holdExchange).",
    ),
    "ArbitrationsFollowed": Message(
        fr="Arbitrages rendus et suivis sans retard : {followed} sur {settlements} ; actions en retard : "
        "{actions_overdue}, conditions en attente à la revue : {conditions_overdue}, revues à tenir : {reviews_due}.",
        en="{followed} of {settlements} settlements are followed in time; actions overdue: {actions_overdue}, "
        "conditions pending at the review: {conditions_overdue}, reviews due: {reviews_due}.",
        remedy_fr="Soldez les actions (closeFollowUp), statuez sur les conditions (resolveSettlementCondition), "
        "revoyez l'arbitrage (reviewArbitration).",
        remedy_en="Close the actions (closeFollowUp), resolve the conditions (resolveSettlementCondition), review the "
        "settlement (reviewArbitration).",
    ),
    "MayorsConferenceMobilised": Message(
        fr="{last_on:La conférence des maires s'est réunie pour la dernière fois le @|La conférence des maires ne "
        "s'est pas encore réunie} ; maires qui y siègent : {mayors} ; réunion attendue tous les {months} mois.",
        en="{last_on:The mayors' conference last met on @|The mayors' conference has not met yet}; mayors who sit in "
        "it: {mayors}; a meeting is expected every {months} months.",
        remedy_fr="Créez-la au besoin (createBody), convoquez-la (conveneSession), enregistrez ce à quoi elle "
        "travaille (recordInvolvement).",
        remedy_en="Create it if need be (createBody), convene it (conveneSession) and record what it works at "
        "(recordInvolvement).",
    ),
    "DelegatedOfficialsInvolved": Message(
        fr="{involved} élus délégués sur {officials} ont pris part aux travaux{since: depuis le @}.",
        en="{involved} of {officials} officials who hold delegations took part in the work{since: since @}.",
        remedy_fr="Associez les autres : atelier (recordInvolvement), comité de pilotage, présentation à un conseil "
        "(recordBriefing).",
        remedy_en="Bring in the others: a workshop (recordInvolvement), the steering committee, a briefing of a "
        "council (recordBriefing).",
    ),
    "LocalOfficialsInvolved": Message(
        fr="Élus qui ont pris part à l'élaboration : {elaboration} (élus locaux sans délégation : "
        "{elaboration_local}) ; à la mise en œuvre : {implementation} (élus locaux : {implementation_local}).",
        en="Officials who took part in making the strategy: {elaboration} (local ones without delegation: "
        "{elaboration_local}); in carrying it out: {implementation} (local ones: {implementation_local}).",
        remedy_fr="Invitez les élus locaux aux ateliers et aux visites, et enregistrez-les (recordInvolvement).",
        remedy_en="Invite local officials to workshops and visits, and record them (recordInvolvement).",
    ),
    "CouncilsBriefed": Message(
        fr="{briefed} conseils municipaux sur {councils} ont entendu la stratégie{since: depuis le @} ; "
        "présentations en retard : {overdue}.",
        en="{briefed} of {councils} municipal councils briefed{since: since @}; briefings overdue: {overdue}.",
        remedy_fr="Planifiez les présentations qui manquent (planBriefing).",
        remedy_en="Plan the missing briefings (planBriefing).",
    ),
    "PactsAdopted": Message(
        fr="Pactes de gouvernance adoptés : {adopted} sur {expected} (hors délai : {adopted_late}) ; refusés : "
        "{declined} ; en retard : {late} (jours, au plus : {days_late}).",
        en="{adopted} of {expected} governance pacts adopted (late: {adopted_late}); declined: {declined}; "
        "overdue: {late} (days, at most: {days_late}).",
        remedy_fr="Débattez du pacte (recordPactDebate), envoyez le projet aux conseils (sendPactDraft), adoptez-le "
        "(adoptPact).",
        remedy_en="Debate the pact (recordPactDebate), send the draft to the councils (sendPactDraft), adopt it "
        "(adoptPact).",
    ),
    "AmbassadorsCoverMembers": Message(
        fr="{ambassadors} ambassadeurs en mission, dans {covered} EPCI membres sur {members}.",
        en="{ambassadors} active ambassadors, in {covered} of {members} member EPCIs.",
        remedy_fr="Désignez un ambassadeur parmi les élus des EPCI qui n'en ont pas (appointAmbassador).",
        remedy_en="Appoint an ambassador among the elected of the EPCIs that have none (appointAmbassador).",
    ),
    "SteeringCoversThemes": Message(
        fr="{covered} thèmes sur {themes} au comité de pilotage{missing_themes: (il manque : @)} ; élus qui y "
        "siègent : {members}.",
        en="{covered} of {themes} themes on the steering committee{missing_themes: (missing: @)}; members: {members}.",
        remedy_fr="Faites entrer au comité un élu qui en a la délégation (fillSeat), ou enregistrez-la "
        "(delegateFunctions).",
        remedy_en="Seat an official who holds the delegation (fillSeat), or record it (delegateFunctions).",
    ),
    "DocumentsCoordinated": Message(
        fr="{coordinated} documents suivis sur {documents} sont coordonnés ; sans référent : {without_referent}, "
        "compatibilité en retard : {overdue}, incompatibles : {incompatible}{missing_kinds: ; non suivis : @}.",
        en="{coordinated} of {documents} followed documents are coordinated; without a referent: {without_referent}, "
        "compatibility overdue: {overdue}, incompatible: {incompatible}{missing_kinds:; not followed: @}.",
        remedy_fr="Nommez un référent (nameReferent), examinez la compatibilité (checkCompatibility), suivez ce qui "
        "manque (followDocument, followCompetence).",
        remedy_en="Name a referent (nameReferent), check compatibility (checkCompatibility), follow what is missing "
        "(followDocument, followCompetence).",
    ),
    "ContractsCoordinated": Message(
        fr="Contrats en cours : {contracts} ; EPCI membres signataires : {bound} sur {members} ; revues en retard : "
        "{reviews_due}.",
        en="Running contracts: {contracts}; {bound} of {members} member EPCIs are party to one; reviews overdue: "
        "{reviews_due}.",
        remedy_fr="Enregistrez le contrat (signContract), ou faites-y entrer l'EPCI (amendContract).",
        remedy_en="Record the contract (signContract), or let the EPCI join one (amendContract).",
    ),
    "ProjectsReviewed": Message(
        fr="{reviewed} projets en cours sur {projects} ont été revus ; conditions ouvertes : {conditions_open}, en "
        "retard : {conditions_overdue}.",
        en="{reviewed} of {projects} live projects were reviewed; open conditions: {conditions_open}, overdue: "
        "{conditions_overdue}.",
        remedy_fr="Tenez la revue des autres (holdReview) et levez les conditions (liftCondition).",
        remedy_en="Hold the review of the others (holdReview) and lift the conditions (liftCondition).",
    ),
    "ProjectsDeliverStrategy": Message(
        fr="Projets en cours, à leur dernière revue : favorables, {supports} ; sous conditions, {with_conditions} ; "
        "à reprendre, {to_rework} ; contraires, {contrary}. Orientations de premier rang servies : {served} sur "
        "{orientations}.",
        en="Live projects at their latest review: supporting, {supports}; with conditions, {with_conditions}; to "
        "be reworked, {to_rework}; contrary, {contrary}. Top-level orientations served: {served} of {orientations}.",
        remedy_fr="Reprenez les projets qui s'écartent de la stratégie, et suscitez-en là où il n'y en a pas "
        "(registerProject).",
        remedy_en="Rework the projects that stray from the strategy, and bring some about where there are none "
        "(registerProject).",
    ),
    "TeamSharesItsTime": Message(
        fr="{technicians} techniciens de {employers} employeurs ; {sharing} organismes partagent du temps.",
        en="{technicians} technicians of {employers} employers; {sharing} bodies share time.",
        remedy_fr="Inscrivez les techniciens (enrolTechnician) et les mises à disposition (agreeSecondment).",
        remedy_en="Enrol the technicians (enrolTechnician) and record the secondments (agreeSecondment).",
    ),
    "PrivateActorsMobilised": Message(
        fr="{engaged} acteurs privés sur {actors} ont participé à quelque chose depuis un an.",
        en="{engaged} of {actors} private actors took part in something over the last year.",
        remedy_fr="Associez-les à une séance, un projet ou un groupe de travail (recordEngagement).",
        remedy_en="Have them take part in a sitting, a project or a working group (recordEngagement).",
    ),
    "ActorCategoriesMobilised": Message(
        fr="{present} catégories d'acteurs sur {categories} travaillent avec le syndicat.",
        en="{present} of {categories} categories of actors work with the authority.",
        remedy_fr="Approchez les catégories qui manquent et inscrivez-les (listActor).",
        remedy_en="Approach the categories that are missing and list them (listActor).",
    ),
    "EveryoneHasAPart": Message(
        fr="{complete} EPCI membres sur {members} ont chacune des parts attendues ; parts prises : {parts} sur "
        "{possible}.",
        en="{complete} of {members} member EPCIs have every part; parts taken: {parts} of {possible}.",
        remedy_fr="Cherchez avec chaque EPCI la part qui lui manque : siège, maire, technicien, relais, projet.",
        remedy_en="Look with each EPCI for the part that it lacks: seat, mayor, technician, relay, project.",
    ),
}
