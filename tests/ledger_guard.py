"""Holds every SQL statement of the service to the rule that lets ledgers be spread: each names the ledgers it reads.

`install` looks at each statement that the service's code runs anywhere in this process, the first time that it runs.
PostgreSQL's own parser reads it (pglast); each table with a `ledger_id` in it must have that column tied, by equality,
to a parameter, a constant, or a column of something that is itself looked at: another table, a subquery, an outer row.
What goes over all ledgers on purpose stands in `ON_PURPOSE`, with its reason.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any, Final

import asyncpg
from pglast import ast as typed
from pglast import enums, parse_sql

ast: Any = typed
"""Its types say of every field that it may be missing."""

OF_THE_DEPLOYMENT: Final[Mapping[str, str]] = {
    "migration": "which migrations were applied",
    "deployment_secret": "keys of the deployment: one value for all its ledgers, copied to each shard",
    "token": "who may do what, in any number of ledgers: asked before a ledger is known, so copied to each shard",
    "signing_key": "the keys that sign for the whole deployment",
    "vault_kek": "the keys that wrap every ledger's vault",
}
"""Tables without a ledger: small, and the same everywhere (a reference table of Citus)."""

ON_PURPOSE: Final = (
    (
        (
            r"SELECT (coalesce\(string_agg.*|[a-z_, *]+(, coalesce\(to_char.* AS recorded_at, projection_version)?)"
            r" FROM ledger_head"
            r"( WHERE (position > 0|pg_is_in_recovery\(\)))?( ORDER BY ledger_id)?"
        ),
        "where every ledger stands: one short row a ledger; shards are each asked for their own",
    ),
    (
        r"SELECT ARRAY\(SELECT asked FROM \(.*",
        "questions asked side by side (projections/together.py): each was looked at when its columns were asked for",
    ),
    (
        r"WITH RECURSIVE ledger \(id\) AS \( \(SELECT ledger_id FROM checkpoint ORDER BY ledger_id LIMIT 1\).*",
        "the last checkpoint of every ledger, one look-up for each: the signer's beginning, the doctor",
    ),
    (
        r"WITH RECURSIVE known \(ledger_id\) AS .* NOT IN \(SELECT ledger_id FROM ledger_head\)",
        "the self-check: whether a table has rows of a ledger that is not open",
    ),
    (
        r"SELECT h.ledger_id FROM ledger_head h WHERE h.position <> coalesce\(.*",
        "the doctor: heads that are not at the position of their last entry, one look-up for each",
    ),
    (
        r"SELECT (EXISTS \(SELECT FROM personal\)|\* FROM personal)",
        "the start: what a version before the vault left in clear",
    ),
    (r"SELECT \(SELECT count\(\*\) FROM vault_value\) AS sealed, .*", "the doctor counts what is sealed"),
    (r"SELECT \* FROM vault_key FOR UPDATE", "a rotation wraps every data key anew: there is one key for all"),
    (
        r"SELECT ledger_id, id, kek, wrapped FROM (import_queue|desk_draft) WHERE sealed IS NOT NULL FOR UPDATE",
        "a rotation wraps the keys of the queue and of drafts anew: there is one key for all",
    ),
    (
        r"DELETE FROM (import_queue|desk_draft) WHERE kek <> ALL \(\$1\)",
        "a rotation drops what waits under keys that are gone",
    ),
    (
        r"SELECT ledger_id, person, (kek, wrapped FROM vault_key ORDER BY ledger_id, person|sealed FROM vault_value)",
        "the backup of every data key, and what a restored one must open",
    ),
)
"""The statements that go over all ledgers, whole, white space aside; and why."""

ROOT: Final = Path(__file__).parents[1]
OURS: Final = tuple(str(ROOT / folder) + "/" for folder in ("service", "projections"))
_BOUND: Final = "(bound)"
_STATEMENTS: Final = (ast.SelectStmt, ast.InsertStmt, ast.UpdateStmt, ast.DeleteStmt, ast.MergeStmt)


class LedgerMissing(AssertionError):
    """A statement reads or writes a table without saying of which ledgers."""


def install() -> None:
    """From now on, statements of the service that miss their ledger fail whoever runs them."""
    seen: set[str] = set()
    connection: Any = asyncpg.connection.Connection
    prepare, execute = connection._get_statement, connection.execute

    def look(query: str) -> None:
        if query not in seen and _is_ours(sys._getframe(2)):
            seen.add(query)
            if problems := missing(query):
                raise LedgerMissing(f"{'; '.join(problems)} in: {query}")

    async def prepared(self: Any, query: str, *args: Any, **options: Any) -> Any:
        look(query)
        return await prepare(self, query, *args, **options)

    async def executed(self: Any, query: str, *args: Any, **options: Any) -> Any:
        look(query)
        return await execute(self, query, *args, **options)

    connection._get_statement = prepared
    connection.execute = executed


def missing(query: str) -> list[str]:
    """What is wrong with a statement; nothing for one of ``ON_PURPOSE``."""
    flat = " ".join(query.split())
    if any(re.fullmatch(pattern, flat) for pattern, _ in ON_PURPOSE):
        return []
    return [problem for raw in parse_sql(query) for problem in _problems(raw.stmt, frozenset())]


def _is_ours(frame: FrameType | None) -> bool:
    """Whether the nearest caller outside of asyncpg is the service's own code."""
    while frame is not None:
        name = frame.f_code.co_filename
        if "/asyncpg/" not in name and name != __file__:
            return name.startswith(OURS) and not name.endswith("/service/database/migrate.py")
        frame = frame.f_back
    return False


# -- one statement -----------------------------------------------------------------------------------------------------


def _problems(node: ast.Node, outer: frozenset[str]) -> Iterator[str]:
    """Of a statement and of all within it; ``outer`` are the names of WITH that it may read."""
    ctes = outer | _with(node)
    for inner in _inner(node):
        yield from _problems(inner, ctes)
    if isinstance(node, ast.InsertStmt):
        yield from _insertion(node)
    elif isinstance(node, ast.SelectStmt | ast.UpdateStmt | ast.DeleteStmt):
        scope = _Scope(node, ctes)
        yield from (f"{table} {alias}".strip() + " is read of every ledger" for alias, table in scope.unbound())
    elif isinstance(node, ast.MergeStmt):
        yield "MERGE is not understood here"


def _with(node: ast.Node) -> frozenset[str]:
    clause = getattr(node, "withClause", None)
    return frozenset(cte.ctename for cte in clause.ctes) if clause else frozenset()


def _parts(node: Any) -> Iterator[Any]:
    if isinstance(node, ast.Node):
        yield from (getattr(node, name) for name in node.__slots__)
    elif isinstance(node, tuple):
        yield from node


def _inner(node: Any) -> Iterator[ast.Node]:
    """The statements nearest within."""
    for part in _parts(node):
        if isinstance(part, _STATEMENTS):
            yield part
        else:
            yield from _inner(part)


def _insertion(node: Any) -> Iterator[str]:
    table = node.relation.relname
    if table in OF_THE_DEPLOYMENT:
        return
    if "ledger_id" not in {column.name for column in node.cols or ()}:
        yield f"a row of {table} names no ledger"
    conflict = node.onConflictClause
    sought = conflict.infer if conflict is not None else None
    if sought is not None and "ledger_id" not in {element.name for element in sought.indexElems or ()}:
        yield f"a conflict on {table} is sought in every ledger"


class _Scope:
    """The tables that one statement reads by itself, and what its conditions say of their ledgers."""

    def __init__(self, node: ast.Node, ctes: frozenset[str]) -> None:
        self._tables: dict[str, str] = {}
        self._others: set[str] = set()
        self._ctes = ctes
        self._tied: list[tuple[str, str]] = []
        if isinstance(node, ast.SelectStmt):
            if node.op != enums.SetOperation.SETOP_NONE:
                return  # both sides are looked at as statements within
            sources: tuple[Any, ...] = node.fromClause or ()
        elif isinstance(node, ast.UpdateStmt):
            sources = (node.relation, *(node.fromClause or ()))
        else:
            assert isinstance(node, ast.DeleteStmt)
            sources = (node.relation, *(node.usingClause or ()))
        conditions = [node.whereClause]
        for source in sources:
            self._source(source, conditions)
        for condition in conditions:
            self._tied += self._ties(condition)

    def unbound(self) -> list[tuple[str, str]]:
        """Tables whose ledger is tied to nothing."""
        reached = {_BOUND}
        while more := {b for a, b in self._both_ways() if a in reached} - reached:
            reached |= more
        return [
            (alias if alias != table else "", table) for alias, table in self._tables.items() if alias not in reached
        ]

    def _both_ways(self) -> list[tuple[str, str]]:
        return [*self._tied, *((b, a) for a, b in self._tied)]

    def _source(self, source: Any, conditions: list[Any]) -> list[str]:
        """Note what a FROM item brings; the names in it."""
        if isinstance(source, ast.JoinExpr):
            left, right = self._source(source.larg, conditions), self._source(source.rarg, conditions)
            conditions.append(source.quals)
            if "ledger_id" in {name.sval for name in source.usingClause or ()}:
                self._tied += [(self._name(a), self._name(b)) for a in left for b in right]
            return left + right
        if isinstance(source, ast.RangeVar):
            alias = source.alias.aliasname if source.alias else source.relname
            if source.relname in self._ctes or source.relname in OF_THE_DEPLOYMENT or source.relname.startswith("pg_"):
                self._others.add(alias)
            else:
                self._tables[alias] = source.relname
            return [alias]
        alias = source.alias.aliasname if source.alias else "?"
        self._others.add(alias)
        return [alias]

    def _name(self, alias: str) -> str:
        return alias if alias in self._tables else _BOUND

    def _ties(self, condition: Any) -> list[tuple[str, str]]:
        """Of a condition that must hold, which ledgers are the same, or given."""
        if isinstance(condition, ast.BoolExpr):
            each = [self._ties(part) for part in condition.args]
            if condition.boolop == enums.BoolExprType.AND_EXPR:
                return [tie for ties in each for tie in ties]
            if condition.boolop == enums.BoolExprType.OR_EXPR:
                return [tie for tie in each[0] if all(tie in ties for ties in each)]
            return []
        if isinstance(condition, ast.SubLink):
            if condition.subLinkType != enums.SubLinkType.ANY_SUBLINK or condition.operName:
                return []
            return [(name, _BOUND) for name in self._ledgers(condition.testexpr)]
        if not isinstance(condition, ast.A_Expr) or condition.name[-1].sval != "=":
            return []
        left, right = condition.lexpr, condition.rexpr
        if condition.kind in (enums.A_Expr_Kind.AEXPR_OP_ANY, enums.A_Expr_Kind.AEXPR_IN):
            return [(name, _BOUND) for name in self._ledgers(left)]
        if isinstance(left, ast.RowExpr) and isinstance(right, ast.RowExpr):
            pairs = list(zip(left.args, right.args, strict=True))
        else:
            pairs = [(left, right)]
        return [tie for one, other in pairs for tie in self._equal(one, other)]

    def _equal(self, one: Any, other: Any) -> list[tuple[str, str]]:
        left, right = self._ledgers(one) or [_BOUND], self._ledgers(other) or [_BOUND]
        return [(a, b) for a in left for b in right if (a, b) != (_BOUND, _BOUND)]

    def _ledgers(self, expression: Any) -> list[str]:
        """The tables of this statement whose ``ledger_id`` an expression is, or has among its columns."""
        if isinstance(expression, ast.TypeCast | ast.CollateClause):
            return self._ledgers(expression.arg)
        if isinstance(expression, ast.RowExpr):
            return [name for part in expression.args for name in self._ledgers(part)]
        if not isinstance(expression, ast.ColumnRef) or getattr(expression.fields[-1], "sval", "") != "ledger_id":
            return []
        if len(expression.fields) > 1:
            name = expression.fields[-2].sval
            return [name] if name in self._tables else []
        # By itself it is that of the only table, or one that USING made of several.
        return [] if self._others and not self._tables else list(self._tables)[:1]
