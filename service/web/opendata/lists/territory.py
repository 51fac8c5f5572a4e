"""Where, and by what right: members, communes, themes, governance checks, the journal."""

from typing import Final

from service.web.opendata.listing import Each, Listing, columns
from service.web.opendata.lists.parts import ACT, FOUNDING_COLUMNS, ORG, WHO, whole_of

_MEMBERS: Final = """
query ($ledger: ID, $at: AtInput) {
  authority(authority: $ledger, at: $at) { members { organization { id kind name siren } } } }"""
_JOURNAL: Final = f"""
query ($ledger: ID, $first: Int!, $after: Cursor) {{
  entries(authority: $ledger, first: $first, after: $after) {{
    items {{
      __typename
      ... on SealedEntry {{ position recordedAt header {{ leaf bodySha256 }} }}
      ... on Entry {{ position recordedAt effectiveOn type summary {{ fr en }} fact act {ACT} visibility rectifies
        erased {{ by basis }} header {{ leaf bodySha256 }} }}
    }}
    cursor hasMore
  }}
}}"""

TERRITORY: Final[tuple[Listing, ...]] = (
    whole_of(
        "membres",
        "authority",
        "members",
        f"organization {{ id kind name siren }} since until endedBy succeeds {ORG} foundingAct {ACT} entry",
        columns(
            "organizationId:organization.id kind:organization.kind organization:organization.name",
            "siren:organization.siren since until endedBy succeeds:succeeds.name",
            FOUNDING_COLUMNS,
            "entry",
        ),
    ),
    Listing(
        "communes",
        f"""query ($ledger: ID, $at: AtInput, $member: ID!, $first: Int!, $after: Cursor) {{
  organization(authority: $ledger, at: $at, id: $member) {{
    members(first: $first, after: $after) {{
      nodes {{ organization {ORG} since observedSince }} pageInfo {{ hasNextPage endCursor }}
    }}
  }}
}}""",
        ("organization", "members", "nodes"),
        columns(
            "communeId:organization.id commune:organization.name siren:organization.siren epciId:epci.organization.id",
            "epci:epci.organization.name since observedSince",
        ),
        paged=True,
        page=300,
        each=Each(
            _MEMBERS,
            ("authority", "members"),
            "member",
            id_path=("organization", "id"),
            of="epci",
        ),
    ),
    whole_of("themes", "themes", "", "id name { fr en } common entries", columns("id name:name.* common entries")),
    whole_of(
        "matrice-des-delegations",
        "delegationMatrix",
        "themes",
        f"theme {{ id name {{ fr en }} }} gap holders {{ person {WHO} }}",
        columns("id:theme.id theme:theme.name.* gap peopleId:holders.person.id people:holders.person.name"),
    ),
    whole_of(
        "couverture-ambassadeurs",
        "ambassadorCoverage",
        "",
        f"member {ORG} ambassadors {{ ambassador person {WHO} }}",
        columns(
            "organizationId:member.id organization:member.name peopleId:ambassadors.person.id",
            "people:ambassadors.person.name",
        ),
    ),
    whole_of(
        "controles",
        "governanceChecks",
        "",
        f"""code recommendation {{ fr en }} status finding {{ code message {{ fr en }} rule }} evidence
        gaps {{ organization {ORG} person {WHO} theme thing name due }}""",
        columns(
            "code recommendation:recommendation.* status finding:finding.message.* rule:finding.rule",
            "missingOrganizations:gaps.organization.name missingPeople:gaps.person.name missingThemes:gaps.theme",
            "missingThings:gaps.thing evidence",
        ),
    ),
    Listing(
        "journal",
        _JOURNAL,
        ("entries", "items"),
        columns(
            "position recordedAt effectiveOn type summary:summary.* visibility actKind:act.kind actDate:act.date",
            "actNumber:act.number rectifies erasedBy:erased.by fact leaf:header.leaf bodySha256:header.bodySha256",
        ),
        journal=True,
        page=200,
    ),
)
