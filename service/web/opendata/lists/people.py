"""Who sits where: bodies, seats, people, their mandates, delegations, the team, ambassadors and partners."""

from typing import Final

from service.web.opendata.listing import Each, Listing, columns
from service.web.opendata.lists.parts import ACT, ACT_COLUMNS, FOUNDING_COLUMNS, ORG, WHO, page_of, whole_of

_SEAT: Final = f"""
body term seat kind rank label {{ fr en }} onBehalfOf {ORG} state holder {WHO} acting {WHO} prevented since until manner
cause foundingAct {ACT} endingAct {ACT} entry endingEntry"""
_SEAT_COLUMNS: Final = columns(
    "body term seat label:label.* kind rank state holderId:holder.id holder:holder.name acting:acting.name prevented",
    "onBehalfOfId:onBehalfOf.id onBehalfOf:onBehalfOf.name since until manner cause",
    FOUNDING_COLUMNS,
    "entry endingEntry",
)
_BODIES: Final = """
query ($ledger: ID, $at: AtInput) { authority(authority: $ledger, at: $at) { bodies { id kind } } }"""
_DELEGATION: Final = f"""
__typename
... on PowerDelegation {{ delegation kind state holder person {WHO} under signatureExcluded scope {{ ...Scope }}
  grantedOn grantedUntil ending {{ ...Ending }} withdrawnOn withdrawnFor decision act {ACT} entries }}
... on FunctionDelegation {{ delegation kind state person {WHO} organization {ORG} scope {{ ...Scope }}
  grantedOn grantedUntil ending {{ ...Ending }} withdrawnOn withdrawnFor decision act {ACT} entries }}
... on SignatureDelegation {{ delegation kind state person {WHO} function scope {{ ...Scope }}
  grantedOn grantedUntil ending {{ ...Ending }} withdrawnOn withdrawnFor decision act {ACT} entries }}
... on Appointment {{ delegation kind state person {WHO} organization {ORG} role organ scope {{ ...Scope }}
  grantedOn grantedUntil ending {{ ...Ending }} withdrawnOn withdrawnFor decision act {ACT} entries }}"""
_SCOPE: Final = "{ themes powers limit text }"
_ENDING: Final = "{ on state lapse }"

PEOPLE: Final[tuple[Listing, ...]] = (
    whole_of("bureau", "bureau", "seats", _SEAT, _SEAT_COLUMNS, absent=frozenset({"NO_BUREAU"})),
    Listing(
        "compositions",
        f"""query ($ledger: ID, $at: AtInput, $body: ID!) {{
  composition(authority: $ledger, at: $at, body: $body) {{ seats {{ {" ".join(_SEAT.split())} }} }}
}}""",
        ("composition", "seats"),
        _SEAT_COLUMNS,
        each=Each(_BODIES, ("authority", "bodies"), "body"),
    ),
    whole_of("organes", "authority", "bodies", "id kind name parent entry", columns("id name kind parent entry")),
    page_of(
        "personnes",
        "people",
        "id name givenName familyName erased diedOn legalBasis registeredBy forgottenBy",
        columns("id name givenName familyName erased diedOn entry:registeredBy"),
        page=500,
    ),
    page_of(
        "mandats",
        "people",
        f"id name erased holdings {{ organization {ORG} mandate office rank since until endedBy foundingAct {ACT} "
        "entry endingEntry }",
        columns(
            "personId:person.id person:person.name organizationId:organization.id organization:organization.name",
            "siren:organization.siren mandate office rank since until endedBy",
            FOUNDING_COLUMNS,
            "entry endingEntry",
        ),
        spread=("person", "holdings"),
    ),
    page_of(
        "sieges-tenus",
        "people",
        f"id name erased tenures {{ body term seat kind rank onBehalfOf {ORG} manner since until endedBy "
        f"foundingAct {ACT} endingAct {ACT} entry endingEntry }}",
        columns(
            "personId:person.id person:person.name body term seat kind rank onBehalfOfId:onBehalfOf.id",
            "onBehalfOf:onBehalfOf.name manner since until endedBy",
            FOUNDING_COLUMNS,
            "entry endingEntry",
        ),
        spread=("person", "tenures"),
    ),
    page_of(
        "delegations",
        "delegations",
        _DELEGATION.replace("{ ...Scope }", _SCOPE).replace("{ ...Ending }", _ENDING),
        columns(
            "delegation kind state holder:holder personId:person.id person:person.name function role organ",
            "organizationId:organization.id organization:organization.name themes:scope.themes powers:scope.powers",
            "limit:scope.limit text:scope.text grantedOn grantedUntil endsOn:ending.on withdrawnOn",
            "withdrawnFor decision",
            ACT_COLUMNS,
            "entries",
        ),
        page=70,
    ),
    whole_of(
        "votes-de-maintien",
        "retentionVotes",
        "",
        f"person {WHO} openedOn withdrawn open votedOn kept votesFor votesAgainst blank decision act {ACT} entries",
        columns(
            "personId:person.id person:person.name openedOn withdrawn open votedOn kept votesFor votesAgainst blank",
            "decision",
            ACT_COLUMNS,
            "entries",
        ),
        arguments=", open: null",
    ),
    page_of(
        "equipe",
        "technicians",
        f"""technician person {WHO} employer {ORG} function workingTime freeShare joinedOn leftOn leftBy
        competences {{ competence name level since themes }}
        secondments {{ secondment to {ORG} share since until purpose }} entries""",
        columns(
            "technician personId:person.id person:person.name employerId:employer.id employer:employer.name function",
            "workingTime freeShare competences:competences.name secondedTo:secondments.to.name joinedOn leftOn leftBy",
            "entries",
        ),
    ),
    whole_of(
        "temps-partage",
        "sharedTime",
        "",
        f"organization {ORG} technicians ownShare lentShare borrowedShare",
        columns(
            "organizationId:organization.id organization:organization.name technicians ownShare lentShare borrowedShare"
        ),
    ),
    page_of(
        "ambassadeurs",
        "ambassadors",
        f"""ambassador person {WHO} area {ORG} themes appointedOn endedOn endedBy act {ACT} entries""",
        columns(
            "ambassador personId:person.id person:person.name areaId:area.id area:area.name themes appointedOn endedOn",
            "endedBy",
            ACT_COLUMNS,
            "entries",
        ),
    ),
    page_of(
        "partenaires",
        "partners",
        f"""partner organization {ORG} category themes area {ORG} listedOn withdrawnOn reason agreementsRunning
        agreements {{ agreement title since until themes }} engagements {{ engagement on kind subject session project }}
        entries""",
        columns(
            "partner organizationId:organization.id organization:organization.name siren:organization.siren category",
            "themes areaId:area.id area:area.name agreementsRunning agreements:agreements.title",
            "engagements:engagements.subject listedOn withdrawnOn reason entries",
        ),
    ),
    whole_of(
        "couverture-acteurs",
        "actorCoverage",
        "",
        f"category missing agreements engaged actors {{ partner organization {ORG} }}",
        columns("category missing agreements engaged partners:actors.organization.name"),
    ),
)
