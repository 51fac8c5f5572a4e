"""What an operation rests on, as far as its text and variables say: which ledgers it reads, and whether it can change.

Both are answered on the safe side: "every ledger" and "it can change" are always true enough.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_interface_type,
    is_object_type,
    value_from_ast_untyped,
)

from domain.core.identifiers import REFERENCE_LEDGER

AUTHORITY: Final = "authority"
AT: Final = "at"
BESIDE_THE_HEADS: Final = frozenset({"checkpoint", "importQueue"})
"""Root fields whose answer can change while no head moves: a ledger is signed, and cosigned, after it was written;
what waits in the queue of imports is in no ledger."""
_NO_READER: Final = ("__typename", "__schema", "__type")
_NO_TEXT: Final = frozenset({"ID", "Int", "Boolean", "Date", "DateTime"})
"""Scalars in which no name of the vault and no free text can stand: whatever is erased later, they stay."""


_OF_ERASURE: Final = frozenset({"erased", "intact", "claims", "disputed"})
"""Fields without a text that tell of what is erased, today, at whatever position they are asked."""


class Asked(NamedTuple):
    """One field that an operation selects, and the type it stands in."""

    node: FieldNode
    field: GraphQLField | None
    root: bool


class Reads:
    """What one operation rests on, worked out once."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        asked = list(_Walk(schema, document).of(operation))
        self._defaults = {node.variable.name.value: node.default_value for node in operation.variable_definitions or ()}
        self._authorities = [
            _argument(each.node, AUTHORITY) for each in asked if each.root and each.node.name.value not in _NO_READER
        ]
        self._moments = [_argument(each.node, AT) for each in asked if _needs_a_moment(each)]
        self.kept = not any(each.root and each.node.name.value in BESIDE_THE_HEADS for each in asked)
        """Whether its answer is one of the heads, and so one to keep."""
        self._lasting = all(_cannot_be_erased(each) for each in asked)

    def ledgers(self, variables: Mapping[str, Any]) -> tuple[str, ...] | None:
        """The ledgers that it reads; None for every one: when a root field names none, or in no way that is sure."""
        named = [self._named(authority, variables) for authority in self._authorities]
        return None if None in named else tuple(sorted({REFERENCE_LEDGER, *filter(None, named)}))

    def immutable(self, variables: Mapping[str, Any]) -> bool:
        """Whether the public's answer can never change: a day and a position everywhere, and nothing erasable."""
        return self._lasting and all(self._is_settled(moment, variables) for moment in self._moments)

    def _named(self, value: ValueNode | None, variables: Mapping[str, Any]) -> str | None:
        if isinstance(value, VariableNode):
            name = value.name.value
            if name in variables:
                given = variables[name]
                return str(given) if isinstance(given, str | int) and not isinstance(given, bool) else None
            value = self._defaults.get(name)
        return value.value if isinstance(value, StringValueNode | IntValueNode) else None

    def _is_settled(self, value: ValueNode | None, variables: Mapping[str, Any]) -> bool:
        if isinstance(value, VariableNode) and value.name.value not in variables:
            value = self._defaults.get(value.name.value)
        if isinstance(value, ObjectValueNode | VariableNode):
            given = value_from_ast_untyped(value, {**self._default_values(), **variables})
        else:
            return False
        return isinstance(given, dict) and all(isinstance(given.get(key), kind) for key, kind in _SETTLED.items())

    def _default_values(self) -> dict[str, Any]:
        return {name: value_from_ast_untyped(node) for name, node in self._defaults.items() if node is not None}


_SETTLED: Final = {"on": str, "atPosition": int}


class _Walk:
    """Every field of an operation, each fragment once."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._seen: set[tuple[str, bool]] = set()

    def of(self, operation: OperationDefinitionNode) -> Iterator[Asked]:
        yield from self._in(operation.selection_set, self._schema.get_root_type(operation.operation), True)

    def _in(self, selections: SelectionSetNode, parent: GraphQLNamedType | None, root: bool) -> Iterator[Asked]:
        for node in selections.selections:
            match node:
                case FieldNode():
                    field = (
                        self._schema.get_field(parent, node.name.value)
                        if is_object_type(parent) or is_interface_type(parent)
                        else None
                    )
                    yield Asked(node, field, root)
                    if node.selection_set:
                        yield from self._in(node.selection_set, get_named_type(field.type) if field else None, False)
                case InlineFragmentNode(type_condition=None):
                    yield from self._in(node.selection_set, parent, root)
                case InlineFragmentNode():
                    named = node.type_condition.name.value if node.type_condition else ""
                    yield from self._in(node.selection_set, self._schema.get_type(named), root)
                case FragmentSpreadNode():
                    yield from self._fragment(node.name.value, root)

    def _fragment(self, name: str, root: bool) -> Iterator[Asked]:
        fragment = self._fragments.get(name)
        if fragment is not None and (name, root) not in self._seen:
            self._seen.add((name, root))
            parent = self._schema.get_type(fragment.type_condition.name.value)
            yield from self._in(fragment.selection_set, parent, root)


def _argument(node: FieldNode, name: str) -> ValueNode | None:
    return next((each.value for each in node.arguments or () if each.name.value == name), None)


def _needs_a_moment(asked: Asked) -> bool:
    """Every root must say its moment; below, a field that says none has its parent's."""
    return asked.root or _argument(asked.node, AT) is not None


def _cannot_be_erased(asked: Asked) -> bool:
    """Whether neither what it shows nor what it searches holds words, nor tells that words are gone."""
    if asked.node.name.value == "__typename":
        return True
    if asked.node.name.value in _OF_ERASURE:
        return False
    if asked.field is None or any(_searches(asked, each.name.value) for each in asked.node.arguments or ()):
        return False
    shown = get_named_type(asked.field.type)
    return is_composite_type(shown) or isinstance(shown, GraphQLEnumType) or shown.name in _NO_TEXT


def _searches(asked: Asked, argument: str) -> bool:
    accepted = asked.field.args.get(argument) if asked.field else None
    return accepted is None or get_named_type(accepted.type).name == "String"
