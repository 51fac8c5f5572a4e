"""Asking the API's own questions in this process, as a viewer; a refusal is said as a command says it.

It loads the GraphQL schema, two seconds and a half: a command imports it when it runs, not when its help is shown.
"""

from collections.abc import Mapping
from typing import Any

from service.cli.output import Failure, Output
from service.graphql.context import Context, context_of
from service.graphql.schema import schema

__all__ = ["ask", "context_of", "refused"]


async def ask(context: Context, query: str, variables: Mapping[str, Any], output: Output) -> dict[str, Any]:
    """The data of a query.

    Raises:
        Failure: it is refused.
    """
    result = await schema.execute(query, variable_values=dict(variables), context_value=context)
    if not result.errors and result.data is not None:
        return result.data
    raise refused(result.errors[0] if result.errors else None, output)


def refused(error: Any, output: Output) -> Failure:
    """An error of the API."""
    said = getattr(error, "extensions", None) or {}
    messages, remedies = said.get("messages") or {}, said.get("remedies") or {}
    return Failure(
        output.words("There is no answer", "Il n'y a pas de réponse"),
        str(messages.get(output.language) or getattr(error, "message", "")),
        remedies.get(output.language) or "",
        {"code": said.get("code")},
    )
