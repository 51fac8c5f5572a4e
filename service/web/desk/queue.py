"""What imports could not settle by themselves: a clerk says who it is, that it is somebody new, or sets it aside.

The page asks the API's own ``importQueue`` and ``resolveImport``. Names of the queue are sealed until then (ADR 29).
"""

from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from strawberry.types.graphql import OperationType

from service.graphql.answers import Failed
from service.graphql.context import Context
from service.messages.words import Language
from service.web.desk.asked import SLUG, Asked, Desk, scene_of
from service.web.desk.typed import read_form
from service.web.session import comes_from_here, session_of
from service.web.site.say import Say

ADDRESS: Final = "imports"
OUTCOMES: Final = ("PERSON", "NEW", "DISMISSED")
_QUEUE: Final = """
query Queue($authority: ID, $after: Cursor) {
  importQueue(authority: $authority, first: 30, after: $after) {
    nodes {
      id kind code file line givenName familyName queuedAt
      message { fr en } remedy { fr en }
      holdings { held { fr en } rank since organization { id kind name } }
      candidates { id name erased }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""
_SETTLE: Final = """
mutation Settle($authority: ID, $id: ID!, $outcome: ImportOutcome!, $person: ID) {
  resolveImport(authority: $authority, id: $id, outcome: $outcome, person: $person) {
    __typename
    ... on ImportItemSettled { positions }
    ... on RefusedResult { message { fr en } remedy { fr en } }
  }
}
"""


def queue_route(desk: Desk, language: Language) -> Route:
    """Its address, which stands before those of the forms."""
    handle = desk.sign_in.guarded(language, partial(_queue, desk, language))
    return Route(f"/{language}/{{ledger:str}}/{SLUG}/{ADDRESS}", handle, methods=["GET", "POST"])


async def _queue(desk: Desk, language: Language, request: Request) -> Response:
    session = await session_of(request)
    if not session.records_in(request.path_params["ledger"]):
        return desk.sign_in.required(request, language, session)
    asked = await scene_of(desk, language, request, session)
    if request.method != "POST":
        return await _shown(asked)
    typed = await read_form(request)
    if not comes_from_here(request) or not session.believes(typed.one("_word")):
        return await _shown(asked, asked.say.word("desk.queue.not_from_here"), 403)
    item, outcome, person = typed.one("item"), typed.one("outcome"), typed.one("person") or None
    if outcome not in OUTCOMES or (outcome == "PERSON") != (person is not None):
        return await _shown(asked, asked.say.word("desk.queue.choose"), 400)
    done = await _settled(desk, session.context, asked, {"id": item, "outcome": outcome, "person": person})
    if done["__typename"] == "RefusedResult":
        said = f"{asked.say.text(done['message'])} {asked.say.text(done['remedy'])}"
        return await _shown(asked, said.strip(), 409)
    return RedirectResponse(f"{asked.visit.path(SLUG)}/{ADDRESS}?settled={len(done['positions'])}", 303)


async def _settled(desk: Desk, context: Context, asked: Asked, variables: dict[str, Any]) -> dict[str, Any]:
    result = await desk.site.schema.execute(
        _SETTLE,
        variable_values={"authority": asked.visit.ledger, **variables},
        context_value=context,
        allowed_operation_types=(OperationType.MUTATION,),
    )
    if result.errors or result.data is None:
        raise Failed(result)
    done: dict[str, Any] = result.data["resolveImport"]
    return done


def _named(say: Say, item: dict[str, Any], sentence: str) -> str:
    """The sentence with names in the place of ids."""
    names = {who["id"]: say.person(who) for who in item["candidates"]}
    names |= {held["organization"]["id"]: say.organization(held["organization"]) for held in item["holdings"]}
    for id_, name in names.items():
        sentence = sentence.replace(id_, name)
    return sentence


async def _shown(asked: Asked, wrong: str = "", status: int = 200) -> Response:
    """The items, by file and line, a page at a time."""
    query = asked.request.query_params
    variables = {"authority": asked.visit.ledger, "after": query.get("after")}
    found = (await asked.desk.site.ask(_QUEUE, variables, asked.session.context))["importQueue"]
    settled = query.get("settled", "")
    return asked.page(
        "queue",
        status,
        items=found["nodes"],
        info=found["pageInfo"],
        wrong=wrong,
        named=partial(_named, asked.say),
        settled=int(settled) if settled.isascii() and settled.isdecimal() and len(settled) < 5 else None,
        address=f"{asked.visit.path(SLUG)}/{ADDRESS}",
    )
