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
