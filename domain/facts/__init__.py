"""Every kind of fact, by its wire name. A class name here is the storage format: it is added to, never renamed."""

from domain.core.entry import Disclosed, Fact, Rectified
from domain.facts import (
    ambassadors,
    arbitrations,
    bodies,
    briefings,
    decisions,
    delegations,
    documents,
    erasure,
    organizations,
    pact,
    partners,
    people,
    projects,
    registry,
    scheme,
    sessions,
    strategy,
    team,
    territory,
    themes,
)


def _facts(*modules: object) -> dict[str, type[Fact]]:
    concrete = {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Fact) and value.__module__ == module.__name__  # type: ignore[attr-defined]
    }
    return {name: value for name, value in concrete.items() if not name.endswith("Fact")}


FACT_TYPES: dict[str, type[Fact]] = {
    **_facts(registry, territory, organizations, people, bodies, themes, erasure),
    **_facts(delegations, sessions, decisions, arbitrations, pact, documents, scheme),
    **_facts(strategy, projects, ambassadors, briefings, team, partners),
    Rectified.__name__: Rectified,
    Disclosed.__name__: Disclosed,
}
