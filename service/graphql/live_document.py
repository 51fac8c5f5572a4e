"""A live query's document: the query that it keeps answered, and where in the answer a mere position stands.

``subscription { bureau { ... } }`` asks what ``query { bureau { ... } }`` asks, again and again. So the one is made
from the other, and what is known of queries (limits, the ledgers they read, answers that are kept) holds here too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_interface_type,
    is_object_type,
    print_ast,
    separate_operations,
    visit,
)
from graphql.language import Visitor

HOLDING: Final = "holding"
"""The argument by which a client says which answer it has: no part of the question."""
_OF_POSITIONS: Final = frozenset({"position", "referencePosition", "recordedAt"})
"""Of AsOf: they move with every entry, whatever it is about."""

Places = Mapping[str, "Places | None"]
"""By response key, what to look into; None: what is left out."""


class LiveDocument(NamedTuple):
    """A subscription to a live query, read once."""

    text: str
    """Of the query."""
    variables: frozenset[str]
    """Those that the query has."""
    holding: ValueNode | None
    """The argument, as given."""
    moving: Places
    """Where positions stand in its answers."""

    @classmethod
    def of(cls, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> "LiveDocument":
        """From a valid subscription."""
        name = operation.name.value if operation.name else ""
        alone = separate_operations(document)[name]
        asked = tuple(_as_query(node, schema) for node in alone.definitions)
        used = _variables(asked)
        query = DocumentNode(definitions=tuple(_declaring(node, used) for node in asked))
        fields = list(root_fields(operation.selection_set, alone))
        given = (each.value for field in fields for each in field.arguments or () if each.name.value == HOLDING)
        return cls(print_ast(query), used, next(given, None), _Moving(schema, query).places())

    def held(self, variables: Mapping[str, Any]) -> str | None:
        """The cursor that the client gave."""
        match self.holding:
            case VariableNode():
                held = variables.get(self.holding.name.value)
                return held if isinstance(held, str) else None
            case StringValueNode():
                return self.holding.value
        return None

    def given(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The query's variables, of those of the subscription."""
        return {name: value for name, value in variables.items() if name in self.variables}


def without(places: Places, told: Any) -> Any:
    """An answer without what stands at some places."""
    if isinstance(told, list):
        return [without(places, each) for each in told]
    if not isinstance(told, dict) or not places:
        return told
    kept = {}
    for key, value in told.items():
        inner = places.get(key, _KEPT)
        if inner is not None:
            kept[key] = value if inner is _KEPT else without(inner, value)
    return kept


_KEPT: Final[Places] = {}


def _as_query(node: Any, schema: GraphQLSchema) -> Any:
    """A definition of the subscription's document, as one of the query's."""
    subscription, query = schema.subscription_type, schema.query_type
    assert subscription is not None and query is not None  # noqa: PT018
    match node:
        case OperationDefinitionNode():
            selections = _asked(node.selection_set, subscription.name, query.name)
            return replace(node, operation=OperationType.QUERY, selection_set=selections)
        case FragmentDefinitionNode() if node.type_condition.name.value == subscription.name:
            selections = _asked(node.selection_set, subscription.name, query.name)
            return replace(node, type_condition=_type(query.name), selection_set=selections)
    return node


def _asked(selections: SelectionSetNode, subscription: str, query: str) -> SelectionSetNode:
    def changed(node: SelectionNode) -> SelectionNode:
        match node:
            case FieldNode():
                arguments = tuple(each for each in node.arguments or () if each.name.value != HOLDING)
                return replace(node, arguments=arguments)
            case InlineFragmentNode(type_condition=None):
                return replace(node, selection_set=_asked(node.selection_set, subscription, query))
            case InlineFragmentNode():
                inner = _asked(node.selection_set, subscription, query)
                return replace(node, type_condition=_type(query), selection_set=inner)
        return node

    return replace(selections, selections=tuple(changed(node) for node in selections.selections))


def _type(name: str) -> NamedTypeNode:
    return NamedTypeNode(name=NameNode(value=name))


def _variables(definitions: tuple[Any, ...]) -> frozenset[str]:
    """The variables that selections and directives use."""
    found: set[str] = set()

    class Used(Visitor):
        def enter_variable_definition(self, *_: Any) -> Any:
            return self.SKIP

        def enter_variable(self, node: VariableNode, *_: Any) -> None:
            found.add(node.name.value)

    for node in definitions:
        visit(node, Used())
    return frozenset(found)


def _declaring(node: Any, used: frozenset[str]) -> Any:
    if not isinstance(node, OperationDefinitionNode):
        return node
    declared = tuple(each for each in node.variable_definitions or () if each.variable.name.value in used)
    return replace(node, variable_definitions=declared)


def root_fields(selections: SelectionSetNode, document: DocumentNode) -> Iterator[FieldNode]:
    """Those of the root, through its fragments."""
    named = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    for node in selections.selections:
        match node:
            case FieldNode():
                yield node
            case InlineFragmentNode():
                yield from root_fields(node.selection_set, document)
            case FragmentSpreadNode():
                yield from root_fields(named[node.name.value].selection_set, document)


class _Moving:
    """Finds where AsOf stands in a query's answers. No larger than what the query costs, which is limited."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self._schema = schema
        self._document = document
        self._named = {n.name.value: n for n in document.definitions if isinstance(n, FragmentDefinitionNode)}

    def places(self) -> Places:
        """The places of the one operation."""
        (operation,) = (node for node in self._document.definitions if isinstance(node, OperationDefinitionNode))
        return self._in(operation.selection_set, self._schema.query_type)

    def _in(self, selections: SelectionSetNode, parent: GraphQLNamedType | None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for node in selections.selections:
            match node:
                case FieldNode():
                    _add(found, self._field(node, parent))
                case InlineFragmentNode():
                    named = self._schema.get_type(node.type_condition.name.value) if node.type_condition else parent
                    _add(found, self._in(node.selection_set, named))
                case FragmentSpreadNode():
                    fragment = self._named[node.name.value]
                    named = self._schema.get_type(fragment.type_condition.name.value)
                    _add(found, self._in(fragment.selection_set, named))
        return found

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> dict[str, Any]:
        key = node.alias.value if node.alias else node.name.value
        if parent is not None and parent.name == "AsOf":
            return {key: None} if node.name.value in _OF_POSITIONS else {}
        if node.selection_set is None or not (is_object_type(parent) or is_interface_type(parent)):
            return {}
        field = self._schema.get_field(parent, node.name.value)
        inner = self._in(node.selection_set, get_named_type(field.type) if field else None)
        return {key: inner} if inner else {}


def _add(found: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Selections of one key are merged, as their answers are."""
    for key, inner in more.items():
        if isinstance(inner, dict) and isinstance(found.get(key), dict):
            _add(found[key], inner)
        else:
            found[key] = inner
