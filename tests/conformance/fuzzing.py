"""Schemathesis' hooks: values for the schema's own scalars, and what counts as wrong in an answer.

Loaded by `st` (schemathesis.toml), in its own environment.
"""

from typing import Any, Final

import graphql
import schemathesis
from graphql.language import ast
from hypothesis import strategies as st
from schemathesis.graphql import nodes

DATES: Final = st.sampled_from(["2026-11-20", "2026-10-10", "2025-10-01"])
DAYS: Final = DATES | DATES | st.dates().map(str) | st.sampled_from(["2026-02-30", "0000-00-00", "", "NaN"])
INSTANTS: Final = DATES.map(lambda day: f"{day}T12:00:00+01:00") | DAYS | st.datetimes().map(lambda at: f"{at}Z")
NO_CURSOR: Final = "no cursor"
CURSORS: Final = [
    NO_CURSOR,
    NO_CURSOR,
    NO_CURSOR,
    NO_CURSOR,
    "MToyNTAwMDAwMDc6MQ",
    "MToyNTAwMDAwMDc6OTk5OTk5OTk",
    "MTpGUjox",
    "none",
    "",
]
DIGESTS: Final = ["0" * 64, "f" * 64, "F" * 64, "0", ""]

for name, strategy in {
    "Date": DAYS,
    "DateTime": INSTANTS,
    "Cursor": st.sampled_from(CURSORS),
    "Sha256": st.sampled_from(DIGESTS) | st.text(max_size=70),
}.items():
    schemathesis.graphql.scalar(name, strategy.map(nodes.String))


class _Askable(graphql.Visitor):
    """Takes away what would have nearly every document refused at the door."""

    def enter_object_value(self, node: ast.ObjectValueNode, *_: object) -> ast.ObjectValueNode | None:
        """`at` takes a position or an instant: where both were generated, the position stays."""
        if not {"atPosition", "knownAt"} <= {field.name.value for field in node.fields}:
            return None
        return ast.ObjectValueNode(fields=tuple(field for field in node.fields if field.name.value != "knownAt"))

    def enter_argument(self, node: ast.ArgumentNode, *_: object) -> Any:
        """The cursor NO_CURSOR is none at all: every list has cursors of its own, which nothing generates."""
        value = node.value.value if isinstance(node.value, ast.StringValueNode) else None
        return graphql.REMOVE if node.name.value == "after" and value == NO_CURSOR else None


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Before a document is sent."""
    if isinstance(case.body, str):
        case.body = graphql.print_ast(graphql.visit(graphql.parse(case.body), _Askable()))


@schemathesis.check
def answers_as_documented(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case
) -> None:
    """No 5xx; JSON with data or errors; each refusal has its code, and none is an error of the service's own.

    Schemathesis' own check (ST113) calls every error that has a path the server's fault; here a refusal, with its
    code and remedy, is an answer.
    """
    assert response.status_code < 500, f"status {response.status_code}"
    told = response.json()
    assert isinstance(told, dict)
    assert "data" in told or told.get("errors"), "neither data nor errors"
    for error in told.get("errors", ()):
        code = error.get("extensions", {}).get("code")
        assert code != "INTERNAL", f"an error of the service's own: {error}"
        assert code or "path" not in error, f"an error while executing has no code: {error}"
