"""What is done: projects and reviews, conditions, councils briefed, documents, contracts, the strategy."""

from typing import Final

from service.web.opendata.listing import Listing, columns
from service.web.opendata.lists.parts import ACT, ACT_COLUMNS, ORG, WHO, page_of, whole_of

_ORGANIZATION: Final = "organizationId:organization.id organization:organization.name"
_TERRITORY: Final = "territoryId:territory.id territory:territory.name"

PROJECTS: Final[tuple[Listing, ...]] = (
    page_of(
        "projets",
        "projects",
        f"""project title kind owner {ORG} communes {ORG} epcis {ORG} registeredOn description themes
        location {{ longitude latitude }} parcel documents contracts actions area cost state latestOutcome latestReview
        openConditions {{ review condition dueOn overdue }} act {ACT} entries""",
        columns(
            "project title kind ownerId:owner.id owner:owner.name communesId:communes.id communes:communes.name",
            "epcis:epcis.name registeredOn description themes longitude:location.longitude latitude:location.latitude",
            "parcel surface:area cost state latestOutcome latestReview openConditions:openConditions.condition",
            "documents contracts actions entries",
        ),
    ),
    page_of(
        "revues",
        "reviews",
        f"""review project heldOn follows outcome concludedOn body session people {WHO} organizations {ORG} themes
        opinion reasons orientations {{ orientation }} conditions {{ condition text dueOn state }} pact clauses decision
        act {ACT} entries""",
        columns(
            "review project heldOn follows outcome concludedOn body session peopleId:people.id people:people.name",
            "organizations:organizations.name themes orientations:orientations.orientation",
            "conditions:conditions.text opinion reasons pact clauses decision entries",
        ),
    ),
    page_of(
        "conditions",
        "reviews",
        f"review project conditions {{ condition text owner {ORG} dueOn setOn state extendedOn closedOn note entry }}",
        columns(
            "review:review.review project:review.project condition text ownerId:owner.id owner:owner.name setOn dueOn",
            "extendedOn state closedOn note entry",
        ),
        spread=("review", "conditions"),
    ),
    page_of(
        "informations",
        "briefings",
        f"""briefing communes {ORG} by {WHO} state plannedFor heldOn cancelledOn reason orientations themes materials
        attendees questions {{ question text }} act {ACT} entries""",
        columns(
            "briefing communesId:communes.id communes:communes.name byId:by.id by:by.name state plannedFor heldOn",
            "cancelledOn reason orientations themes materials attendees questions:questions.text entries",
        ),
    ),
    whole_of(
        "conseils-informes",
        "briefingCoverage",
        "communes",
        f"commune {ORG} epci {ORG} briefed lastOn by {WHO} briefing dueOn reminder daysLate entry",
        columns(
            "communeId:commune.id commune:commune.name epciId:epci.id epci:epci.name briefed lastOn byId:by.id",
            "by:by.name briefing dueOn reminder daysLate entry",
        ),
    ),
    page_of(
        "documents",
        "documents",
        f"""document kind title owner {ORG} place relation competence themes territory {ORG} followedOn state stateSince
        version approvedOn lastCheck {{ on outcome }} due {{ on article overdue }} note act {ACT} entries""",
        columns(
            "document kind title ownerId:owner.id owner:owner.name hierarchy:place relation themes",
            _TERRITORY,
            "followedOn state stateSince version approvedOn checkedOn:lastCheck.on outcome:lastCheck.outcome",
            "dueOn:due.on article:due.article overdue:due.overdue note entries",
        ),
    ),
    page_of(
        "contrats",
        "contracts",
        f"""contract kind title parties {ORG} signedOn runsUntil amount themes documents orientations projects running
        nextReviewOn endedOn endedBy note act {ACT} entries""",
        columns(
            "contract kind title partiesId:parties.id parties:parties.name signedOn runsUntil amount themes documents",
            "orientations projects running nextReviewOn endedOn endedBy note entries",
        ),
    ),
    page_of(
        "schemas",
        "schemes",
        f"""scheme title state prescribedOn approvedOn enforceableOn nextAnalysisDueOn perimeter {ORG} endedOn endedBy
        act {ACT} entries""",
        columns(
            "scheme title state prescribedOn approvedOn enforceableOn nextAnalysisDueOn perimeterId:perimeter.id",
            "perimeter:perimeter.name endedOn endedBy",
            ACT_COLUMNS,
            "entries",
        ),
    ),
    page_of(
        "orientations",
        "orientations",
        "orientation part number title text themes within scheme setOn horizonOn withdrawnOn withdrawalReason entries",
        columns(
            "orientation part number title text themes within scheme setOn horizonOn withdrawnOn withdrawalReason",
            "entries",
        ),
        page=300,
    ),
    page_of(
        "programmes",
        "programmes",
        f"programme title text scheme decision adoptedOn closedOn closingReason act {ACT} entries",
        columns("programme title text scheme decision adoptedOn closedOn closingReason", ACT_COLUMNS, "entries"),
        page=200,
    ),
    page_of(
        "actions",
        "actions",
        f"""action title text programme state organization {ORG} person {WHO} orientations contract document themes
        territory {ORG} budget plannedOn beginsOn endsOn overdue act {ACT} entries""",
        columns(
            "action title text programme state",
            _ORGANIZATION,
            "personId:person.id person:person.name orientations contract document themes",
            _TERRITORY,
            "budget plannedOn beginsOn endsOn overdue entries",
        ),
    ),
    page_of(
        "indicateurs",
        "indicators",
        f"""indicator title unit direction baseline baselineOn tolerance orientations themes dataSource definedOn
        targets {{ by value organization {ORG} }} measures {{ measuredOn value organization {ORG} }}
        droppedOn dropReason act {ACT} entries""",
        columns(
            "indicator title unit direction baseline baselineOn tolerance orientations themes dataSource definedOn",
            "targetsOn:targets.by targets:targets.value measuresOn:measures.measuredOn measures:measures.value",
            "droppedOn dropReason entries",
        ),
    ),
    page_of(
        "trajectoire",
        "trajectory",
        f"""indicator title unit direction
        territories {{ organization {ORG} status value measuredOn expected gap expectedToday entries }}""",
        columns(
            "indicator:indicator.indicator title:indicator.title unit:indicator.unit",
            _ORGANIZATION,
            "status value measuredOn expected gap expectedToday entries",
        ),
        spread=("indicator", "territories"),
    ),
    page_of(
        "implication",
        "involvements",
        f"involvement on title phase kind body officials {{ person {WHO} }} themes orientations note act {ACT} entries",
        columns(
            "involvement day:on title phase kind body officialsId:officials.person.id",
            "officials:officials.person.name themes orientations note entries",
        ),
    ),
)
