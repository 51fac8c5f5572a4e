"""Rules of the house that no linter knows."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PURE = {"domain", "msgspec", "stdnum"} | sys.stdlib_module_names
SQL_MAY_BE_IN = (
    "projections/",
    "service/ledger/",
    "service/feed/",
    "service/database/",
    "service/vault.py",
    "service/vault_queue.py",
    "service/vault_drafts.py",
    "service/access.py",
)
SQL = re.compile(r"\s*(SELECT\s|INSERT INTO\s|UPDATE \w+ SET\s|DELETE FROM\s|(CREATE|ALTER|DROP) TABLE\s|WITH \w+ AS)")


def _modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_the_domain_imports_the_standard_library_and_msgspec_only() -> None:
    modules = list(_modules("domain"))
    assert modules
    foreign = {f"{path} imports {name}" for path, module in modules for name in _imports(module) if name not in PURE}
    assert foreign == set()


def test_what_answers_a_query_reads_one_clock() -> None:
    """An answer is kept for a day in Paris: no resolver and no SQL may ask another clock (ADR 23)."""
    clock = re.compile(r"\b(now|today|utcnow|clock_timestamp|current_date|current_timestamp)\b", re.IGNORECASE)
    may = {
        "service/graphql/context.py:now",  # the clock itself: the day in Paris
    }
    found = {
        f"{path}:{name}"
        for path, module in _modules("projections", "service/graphql")
        for node in ast.walk(module)
        for name in _clocks(node, clock)
    }
    assert found == may


def _clocks(node: ast.AST, clock: re.Pattern[str]) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and clock.fullmatch(node.func.attr):
        if ast.unparse(node.func) not in ("info.context.today", "self.today"):
            yield node.func.attr
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
        yield from clock.findall(node.value)


def test_a_query_knows_of_its_viewer_the_levels_alone() -> None:
    """Viewers of the same levels are given the same answer (ADR 23): no query may ask who they are."""
    found = {
        f"{path}: {ast.unparse(node)}"
        for path, module in _modules("projections", "service/graphql")
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and ast.unparse(node.value).rpartition(".")[2] == "viewer"
        and node.attr != "level"
    }
    assert found == {
        "service/graphql/answers.py: viewer.ledgers",
        "service/graphql/answers.py: viewer.visibility",
    }


def test_sql_is_written_only_where_the_plan_says() -> None:
    found = {
        f"{path}:{node.lineno}"
        for path, module in _modules("domain", "projections", "service")
        if not path.startswith(SQL_MAY_BE_IN)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    }
    assert found == set()
