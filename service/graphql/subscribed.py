"""What a subscription asks, read once however many ask it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

import msgspec
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLField,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableNode,
    visit,
)
from graphql.language import Visitor

from service.graphql.live_document import HOLDING, LiveDocument, root_fields

CURSOR: Final = "after"
"""The argument that says where a source begins; what it tells of an entry does not depend on it."""


class Subscribed:
    """A valid subscription."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        self._schema = schema
        self.document, self.operation = document, operation
        self.field: FieldNode = next(root_fields(operation.selection_set, document))
        """Its only field (in GraphQL a subscription has one)."""
        definition = self._definition
        self.is_live_query = definition is not None and HOLDING in definition.args
        self._cursor = None if self.is_live_query else self._cursor_variable()

    @cached_property
    def live(self) -> LiveDocument:
        """Of a live query."""
        return LiveDocument.of(self._schema, self.document, self.operation)

    def question(self, variables: Mapping[str, Any]) -> bytes:
        """The variables but for the cursor, so that equal ones are equal bytes."""
        asked = {name: value for name, value in variables.items() if name != self._cursor}
        return msgspec.json.encode(asked, order="deterministic")

    @property
    def _definition(self) -> GraphQLField | None:
        root = self._schema.subscription_type
        return root.fields.get(self.field.name.value) if root else None

    def _cursor_variable(self) -> str | None:
        """The variable that is the cursor and nothing else."""
        given = (each.value for each in self.field.arguments or () if each.name.value == CURSOR)
        match next(given, None):
            case VariableNode() as variable if _uses(self.document, variable.name.value) == 1:
                return variable.name.value
        return None


def _uses(document: DocumentNode, name: str) -> int:
    found = 0

    class Used(Visitor):
        def enter_variable_definition(self, *_: Any) -> Any:
            return self.SKIP

        def enter_variable(self, node: VariableNode, *_: Any) -> None:
            nonlocal found
            found += node.name.value == name

    visit(document, Used())
    return found
