"""What was decided: sessions, decisions, arbitrations, exchanges, pacts, and what is due."""

from typing import Final

from service.web.opendata.listing import Listing, columns
from service.web.opendata.lists.parts import ACT, ACT_COLUMNS, ORG, WHO, page_of

DECISION: Final = f"""
decision kind number title matter matterName body author {WHO} signedAs session item themes territory {ORG} adoptedOn
entersIntoForceOn state stateSince inForce rejected individual delegation document budgetYear budgetName
votes {{ inOffice present represented votesFor votesAgainst abstentions blank voting cast secret majority }}
transmissions {{ on reference prefecture }} publications {{ on manner url }} notifications {{ on }}
relations {{ kind on since byDecision court reason }} act {ACT} entries"""
"""The deliberations of SCDL are made from it too."""

ACTS: Final[tuple[Listing, ...]] = (
    page_of(
        "seances",
        "sessions",
        f"""session body state sentOn heldOn startsAt endedAt places urgent initiative secondOf noteSent openedOn
        chair {WHO} secretary {WHO} excused {{ id }} attendance {{ person {{ id }} }}
        agenda {{ item title nature themes underDelegation }} stoppedBefore reason resumesOn listPublishedOn
        minutesApprovedOn minutesPublishedOn convocation {{ clearDaysGiven clearDaysNeeded regular }} convocationDue
        deliberationListDue minutesPublicationDue act {ACT} entries""",
        columns(
            "session body state sentOn heldOn startsAt endedAt places urgent agenda:agenda.title chairId:chair.id",
            "chair:chair.name secretary:secretary.name present:attendance.person.id excused:excused.id",
            "clearDaysGiven:convocation.clearDaysGiven clearDaysNeeded:convocation.clearDaysNeeded",
            "regular:convocation.regular listPublishedOn minutesApprovedOn minutesPublishedOn resumesOn reason entries",
        ),
    ),
    page_of(
        "decisions",
        "decisions",
        DECISION,
        columns(
            "decision kind number title matter matterName body authorId:author.id author:author.name signedAs session",
            "themes territoryId:territory.id territory:territory.name adoptedOn entersIntoForceOn state stateSince",
            "inForce rejected inOffice:votes.inOffice present:votes.present represented:votes.represented",
            "votesFor:votes.votesFor votesAgainst:votes.votesAgainst abstentions:votes.abstentions blank:votes.blank",
            "transmittedOn:transmissions.on publishedOn:publications.on url:publications.url",
            "changedBy:relations.byDecision budgetYear budgetName entries",
        ),
    ),
    page_of(
        "arbitrages",
        "arbitrations",
        f"""arbitration subject question state openedOn parties {ORG} themes territory {ORG}
        options {{ option label description withdrawnOn }} supersededBy reviewDue
        outcome {{ on reasons agreement option compromise reviewOn decisions }} act {ACT} entries""",
        columns(
            "arbitration subject question state openedOn partiesId:parties.id parties:parties.name themes",
            "territoryId:territory.id territory:territory.name options:options.label settledOn:outcome.on",
            "option:outcome.option compromise:outcome.compromise agreement:outcome.agreement reasons:outcome.reasons",
            "reviewOn:outcome.reviewOn reviewDue decisions:outcome.decisions supersededBy",
            ACT_COLUMNS,
            "entries",
        ),
    ),
    page_of(
        "positions",
        "arbitrations",
        f"arbitration subject positionHistory {{ on person {WHO} onBehalfOf {ORG} option stance words entry }}",
        columns(
            "arbitration:arbitration.arbitration subject:arbitration.subject day:on personId:person.id",
            "person:person.name onBehalfOfId:onBehalfOf.id onBehalfOf:onBehalfOf.name option stance words entry",
        ),
        spread=("arbitration", "positionHistory"),
    ),
    page_of(
        "suites",
        "followUps",
        f"followUp arbitration title dueOn addedOn person {WHO} organization {ORG} state closedOn outcome note entries",
        columns(
            "followUp arbitration title dueOn addedOn personId:person.id person:person.name",
            "organizationId:organization.id organization:organization.name state closedOn outcome note entries",
        ),
        page=200,
    ),
    page_of(
        "echanges",
        "exchanges",
        f"""exchange heldOn place note participants {{ person {WHO} onBehalfOf {ORG} presence }}
        subjects {{ title themes arbitration }} missingPresidents {{ member {ORG} }} act {ACT} entries""",
        columns(
            "exchange heldOn place participantsId:participants.person.id participants:participants.person.name",
            "subjects:subjects.title arbitrations:subjects.arbitration",
            "missingPresidents:missingPresidents.member.name note",
            ACT_COLUMNS,
            "entries",
        ),
    ),
    page_of(
        "pactes",
        "pacts",
        f"""pact basis organization {ORG} trigger triggerOn secondRoundOn state adoptedOn decision endedOn endedBy
        clauses {{ clause inForce {{ number title kind since }} }} adoptedBy {ACT} entries""",
        columns(
            "pact basis organizationId:organization.id organization:organization.name trigger triggerOn secondRoundOn",
            "state adoptedOn decision clauses:clauses.inForce.title endedOn endedBy actKind:adoptedBy.kind",
            "actDate:adoptedBy.date actNumber:adoptedBy.number entries",
        ),
    ),
    page_of(
        "clauses",
        "pacts",
        "pact adoptedOn clauses { clause inForce { number title text kind since until entry } }",
        columns(
            "pact:pact.pact clause number:inForce.number title:inForce.title kind:inForce.kind text:inForce.text",
            "since:inForce.since until:inForce.until entry:inForce.entry",
        ),
        spread=("pact", "clauses"),
    ),
    page_of(
        "echeances",
        "deadlines",
        f"due kind title subject rule organization {ORG} person {WHO} passes daysLate daysLeft entry",
        columns(
            "due kind title subject rule organizationId:organization.id organization:organization.name",
            "personId:person.id person:person.name daysLate daysLeft entry",
        ),
        page=200,
    ),
)
