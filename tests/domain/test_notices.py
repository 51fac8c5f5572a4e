"""Every refusal and caution that the governance slices may pronounce is pronounced in a test."""

import ast
import inspect
from pathlib import Path
from types import ModuleType

import pytest

from domain import (
    annulments,
    bodies,
    composition,
    contradictions,
    departures,
    leaving,
    organizations,
    people,
    rectification,
    registry,
    seats,
)
from domain.core import refusals
from domain.core.notices import Caution, Notice, Refusal
from domain.register import COMMANDS
from domain.territory import REFERENCE_COMMANDS

MODULES = (
    annulments,
    bodies,
    composition,
    contradictions,
    departures,
    leaving,
    organizations,
    people,
    rectification,
    refusals,
    registry,
    seats,
)
TESTS = Path(__file__).parent
HERE = Path(__file__).name


def _notices(module: ModuleType) -> list[type[Notice]]:
    found = (value for value in vars(module).values() if inspect.isclass(value) and value.__module__ == module.__name__)
    return [value for value in found if issubclass(value, Refusal | Caution)]


def _called() -> set[str]:
    """The names that the tests of this folder call: a notice is made to be asserted."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in TESTS.glob("test_*.py") if path.name != HERE)
    calls = (node.func for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {func.id for func in calls if isinstance(func, ast.Name)}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_notice_of_a_slice_is_asserted_by_a_test(module: ModuleType) -> None:
    assert {notice.__name__ for notice in _notices(module)} - _called() == set()


def test_every_command_of_governance_is_given_by_a_test() -> None:
    commands = {c.__name__ for c in COMMANDS.values() if c not in REFERENCE_COMMANDS}
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in TESTS.glob("*.py")]
    used = {
        node.id if isinstance(node, ast.Name) else node.attr
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
    }
    assert commands - used == set()
