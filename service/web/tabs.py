"""What a newcomer finds open in GraphiQL."""

from typing import Final

from service.web.graphiql.page import Tab

TABS: Final = (
    Tab(
        """# Qui siège au bureau, aujourd'hui ?  ·  Who sits on the bureau today?
# Appuyez sur ▶ · Press ▶.  Change `at` to travel: on = the legal day, knownAt = what was known then.
query WhoSits {
  bureau {
    asOf { on position recordedAt simulated }
    term { id openedOn }
    actingPresident { name }
    seats {
      seat
      label { fr }
      state
      holder { id name }
      onBehalfOf { name }
      since
      until
      cause
      foundingAct { kind number date }
      entry
    }
    missing { message { fr en } rule }
  }
}
"""
    ),
    Tab(
        """# Deux horloges · Two clocks: the same day, as known at two moments.
query TwoClocks($on: Date!, $then: DateTime!) {
  then: bureau(at: { on: $on, knownAt: $then }) { seats { seat state holder { name } } }
  now: bureau(at: { on: $on }) { seats { seat state holder { name } } }
}
""",
        variables={"on": "2026-10-10", "then": "2026-10-12"},
    ),
    Tab(
        """# Qu'est-ce qui est suivi, que manque-t-il ?  ·  Which recommendations are followed, what is missing?
# Each check has a code, and a question of its own in docs/seed.md.
query Checks($on: Date!, $before: Date!) {
  governanceChecks(at: { on: $on }) {
    code
    status
    recommendation { fr en }
    finding { message { fr en } rule remedy { fr en } }
    gaps { organization { name } person { name } theme thing name due }
    evidence
  }
  governanceCheckChanges(from: $before, to: $on) { code before { status } after { status } }
}
""",
        variables={"on": "2026-11-20", "before": "2026-03-14"},
    ),
    Tab(
        """# Qui a l'eau, quels thèmes n'ont personne, quelle délégation s'éteint ?
# Who has water, which themes are nobody's, which delegation lapses?
query Delegations($theme: ID!, $epci: ID!, $on: Date!) {
  delegates(theme: $theme, organization: $epci, at: { on: $on }) {
    nodes { person { name } grantedOn act { kind number date } }
  }
  steeringCoverage(at: { on: $on }) {
    missingThemes { id name { fr en } }
    withoutDelegation { name }
    representation { member { name } people { name } }
  }
  delegationsLapsing(within: 60, at: { on: $on }) {
    nodes {
      endsOn
      ending { lapse seatEndedBy }
      delegation { ... on FunctionDelegation { person { name } scope { themes } } }
    }
  }
}
""",
        variables={"theme": "water", "epci": "epci:241500255", "on": "2026-11-20"},
    ),
    Tab(
        """# En vigueur, ou annulée depuis ?  ·  In force, or annulled since?
# Everybody took this decision to be in force; what a judge says later changes the past, not what was known.
query InForce($decision: ID!, $on: Date!, $then: DateTime!) {
  then: decision(id: $decision, at: { on: $on, knownAt: $then }) { title inForce stateLabel { fr en } }
  now: decision(id: $decision, at: { on: $on }) {
    inForce
    stateLabel { fr en }
    reasons { kind rule on }
    relations { kind on court }
  }
}
""",
        variables={"decision": "2025-03", "on": "2025-10-01", "then": "2025-10-01"},
    ),
    Tab(
        """# Les projets servent-ils la stratégie ? Qu'est-ce qui est dû ? Qui peut aider ?
# Do projects deliver the strategy? What is due? Who can help?
query Work($on: Date!) {
  delivery(by: EPCI, at: { on: $on }) {
    organization { name }
    projects
    outcomes { outcome projects }
    conditionsOpen
    conditionsOverdue
  }
  deadlines(within: 60, at: { on: $on }) { nodes { kind due daysLate daysLeft title organization { name } rule entry } }
  whoCanHelp(text: "drainage", from: "2026-12-01", to: "2026-12-31", at: { on: $on }) {
    technician { person { name } employer { name } function }
    level
    freeShare
  }
}
""",
        variables={"on": "2026-11-20"},
    ),
    Tab(
        """# Enregistrer une démission · Record a resignation.
# Needs a clerk's token: put it in the Headers pane below, as {"Authorization": "Bearer greffe_..."}
# `make run` prints one for the demo; otherwise: .venv/bin/greffe token create --role clerk --ledger <SIREN>
mutation Resignation($commandId: ID!) {
  record(
    commandId: $commandId
    commands: [
      {
        vacateSeat: {
          body: "bureau"
          seat: "M1"
          cause: RESIGNATION
          on: "2026-11-20"
          act: { kind: LETTER, date: "2026-11-18", title: "Lettre de démission" }
        }
      }
    ]
  ) {
    __typename
    ... on RecordedResult {
      positions
      alreadyTrue
      warnings { message { fr en } rule }
      entries { ... on Entry { position type summary { fr en } } }
    }
    ... on RefusedResult { code path message { fr en } rule remedy { fr en } }
  }
}
""",
        variables={"commandId": "ma-premiere-demission"},
    ),
    Tab(
        """# Suivre le bureau en direct · Follow the bureau live: leave it running, record in another tab.
subscription LiveBureau {
  bureau {
    asOf { position recordedAt }
    seats { seat state holder { name } since cause }
    missing { message { fr en } }
  }
}
"""
    ),
    Tab(
        """# Le fil de toutes les entrées · Every entry, in order: keep `cursor` and resume with `after`.
subscription Feed {
  entries {
    __typename
    ... on Entry { position recordedAt effectiveOn type summary { fr en } cursor }
    ... on SealedEntry { position cursor }
    ... on CaughtUp { position cursor }
    ... on Heartbeat { position cursor }
  }
}
"""
    ),
)
