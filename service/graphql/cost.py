"""What a query costs: its fields, each level multiplied by the size of the page (``first``, ``last``) it stands in,
and each search among the names of people, which opens them all.

Every fragment is measured once, so the work is linear in the document however its fragments multiply one another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    InlineFragmentNode,
    IntValueNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

PAGE_ARGUMENTS: Final = ("first", "last")
ASSUMED_PAGE: Final = 50
"""Size of a page that neither the query, its variables nor the schema says."""
SEARCH: Final = 500
"""Of one search among names: opening those of 1,000 people takes some 30 ms of the processor, so 19 are the most that
one query may ask for."""
SEARCHES: Final = {"people": "text", "auditTrail": "filter"}
"""Root fields that search names, and the argument by which they do so."""
CEILING: Final = 10**12
"""Costs stop growing here: past it the number says nothing more and would fill the answer."""

_COMPOSITE: Final = (GraphQLObjectType, GraphQLInterfaceType, GraphQLUnionType)


class Extent(NamedTuple):
    """How much a selection asks for, and how deep."""

    cost: int
    depth: int


class Measure:
    """Measures the operations of one document, given the page sizes that its variables bring."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, pages: Mapping[str, int]) -> None:
        self._schema = schema
        self._pages = pages
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._measured: dict[str, Extent] = {}

    def operation(self, operation: OperationDefinitionNode) -> Extent:
        """The extent of one operation; raises RecursionError for one nested past Python's stack."""
        return self._selections(operation.selection_set, self._schema.get_root_type(operation.operation))

    def _selections(self, selections: SelectionSetNode, parent: GraphQLNamedType | None) -> Extent:
        cost = depth = 0
        for node in selections.selections:
            match node:
                case FieldNode():
                    extent = self._field(node, parent)
                case FragmentSpreadNode():
                    extent = self._fragment(node.name.value)
                case InlineFragmentNode(type_condition=None):
                    extent = self._selections(node.selection_set, parent)
                case InlineFragmentNode():
                    named = node.type_condition.name.value if node.type_condition else ""
                    extent = self._selections(node.selection_set, self._schema.get_type(named))
                case _:
                    continue
            cost += extent.cost
            depth = max(depth, extent.depth)
        return Extent(min(cost, CEILING), depth)

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> Extent:
        if node.selection_set is None:
            return Extent(1, 1)
        field = self._schema.get_field(parent, node.name.value) if isinstance(parent, _COMPOSITE) else None
        inner = self._selections(node.selection_set, get_named_type(field.type) if field else None)
        cost = 1 + inner.cost * self._page(node, field) + (SEARCH if _searches(node) else 0)
        return Extent(min(cost, CEILING), 1 + inner.depth)

    def _fragment(self, name: str) -> Extent:
        if name not in self._measured:
            # A fragment that spreads itself counts nothing there: validation refuses the cycle.
            self._measured[name] = Extent(0, 0)
            if fragment := self._fragments.get(name):
                parent = self._schema.get_type(fragment.type_condition.name.value)
                self._measured[name] = self._selections(fragment.selection_set, parent)
        return self._measured[name]

    def _page(self, node: FieldNode, field: GraphQLField | None) -> int:
        """The largest page that the field can answer with; 1 when it has no pages."""
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        sizes = []
        for name in PAGE_ARGUMENTS:
            match given.get(name):
                case IntValueNode(value=digits):
                    sizes.append(_integer(digits))
                case VariableNode(name=variable):
                    sizes.append(self._pages.get(variable.value, ASSUMED_PAGE))
        if not sizes and field:
            sizes = list(_default_pages(field))
        return max([1, *sizes])


def _searches(node: FieldNode) -> bool:
    """Whether a field searches names: a variable may always bring a text."""
    name = SEARCHES.get(node.name.value)
    given = next((each.value for each in node.arguments or () if each.name.value == name), None)
    if isinstance(given, ObjectValueNode):
        return any(each.name.value == "text" for each in given.fields)
    return given is not None and not isinstance(given, NullValueNode)


def page_variables(document: DocumentNode) -> frozenset[str]:
    """Names of the variables on which a cost depends."""
    return frozenset(
        argument.value.name.value
        for node in _fields(document)
        for argument in node.arguments or ()
        if argument.name.value in PAGE_ARGUMENTS and isinstance(argument.value, VariableNode)
    )


def most_repeated(document: DocumentNode) -> int:
    """How often the most frequent answer key stands in the document; merging compares its fields pair by pair."""
    names = Counter((node.alias or node.name).value for node in _fields(document))
    return max(names.values(), default=0)


def page_sizes(
    operation: OperationDefinitionNode, names: Iterable[str], variables: Mapping[str, object]
) -> dict[str, int]:
    """The page sizes that variables, or their defaults in the document, give."""
    definitions = {node.variable.name.value: node.default_value for node in operation.variable_definitions or ()}
    sizes = {}
    for name in names:
        given, default = variables.get(name), definitions.get(name)
        if isinstance(given, int):
            sizes[name] = min(max(given, 0), CEILING)
        elif name not in variables and isinstance(default, IntValueNode):
            sizes[name] = _integer(default.value)
    return sizes


def _fields(document: DocumentNode) -> Iterator[FieldNode]:
    """Every field as written, without following fragments or Python's stack."""
    pending = [
        node.selection_set
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    while pending:
        for node in pending.pop().selections:
            if isinstance(node, FieldNode):
                yield node
            if isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
                pending.append(node.selection_set)


def _default_pages(field: GraphQLField) -> Iterator[int]:
    """The page that a field gives when the query does not say: the schema's default, else the one assumed."""
    paged = [field.args[name] for name in PAGE_ARGUMENTS if name in field.args]
    defaults = [argument.default_value for argument in paged if isinstance(argument.default_value, int)]
    if defaults:
        yield from defaults
    elif paged:
        yield ASSUMED_PAGE


def _integer(digits: str) -> int:
    """A literal's value, without spelling out a number of a million digits."""
    return CEILING if len(digits) > 12 else int(digits)
