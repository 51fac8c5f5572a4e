"""Every kind of fact, by its wire name. A class name here is the storage format: it is added to, never renamed."""

from domain.core.entry import Fact, Rectified
from domain.facts import bodies, organizations, people, registry, territory


def _facts(*modules: object) -> dict[str, type[Fact]]:
    concrete = {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Fact) and value.__module__ == module.__name__  # type: ignore[attr-defined]
    }
    return {name: value for name, value in concrete.items() if name not in {"BodyFact", "TermFact", "SeatFact"}}


FACT_TYPES: dict[str, type[Fact]] = {
    **_facts(registry, territory, organizations, people, bodies),
    Rectified.__name__: Rectified,
}
