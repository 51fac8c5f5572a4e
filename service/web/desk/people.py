"""Who is meant by a name: somebody of the register, or somebody new, whose names go to the vault alone."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct
from strawberry.schema.base import BaseSchema

from projections.words import name_key
from service.graphql.asking import Asking
from service.graphql.context import Context
from service.graphql.requests import ask
from service.web.desk.filled import Filled, Planned, Problem
from service.web.desk.form import Form, Kind

_NAMED: Final = """
query DeskPeopleNamed($authority: ID, $text: String) {
  people(authority: $authority, text: $text, first: 20) {
    nodes { id name erased tenures { body seat until } holdings { mandate office organization { name } until } }
  }
}
"""


class Candidate(Struct, frozen=True):
    """Somebody of the register who may be meant."""

    id: str
    name: str
    holds: tuple[str, ...]
    """What tells people of one name apart: seats and mandates, in the API's words."""


class Meant(Struct, frozen=True):
    """Who the person fields of a form mean: ids and aliases by field, those to choose from, who is new."""

    people: Mapping[str, str]
    candidates: Mapping[str, tuple[Candidate, ...]]
    new: Mapping[str, tuple[str, str]]
    """By alias: given and family name."""
    problems: tuple[Problem, ...]

    def registered(self, filled: Filled) -> list[Planned]:
        """The commands that register who is new."""
        return [
            Planned(
                "registerPerson",
                {"person": alias, "givenName": given, "familyName": family, "on": filled.day("on")},
                field_of_alias(alias),
            )
            for alias, (given, family) in self.new.items()
        ]


class Registry:
    """Looks people up by name, with the rights of who is signed in."""

    def __init__(self, schema: BaseSchema, asking: Asking) -> None:
        self._schema = schema
        self._asking = asking

    async def meant(self, context: Context, ledger: str, form: Form, filled: Filled) -> Meant:
        """Who each person field means."""
        people: dict[str, str] = {}
        candidates: dict[str, tuple[Candidate, ...]] = {}
        new: dict[str, tuple[str, str]] = {}
        problems: list[Problem] = []
        known: dict[str, tuple[Candidate, ...]] = {}
        ids = await _by_name(context, ledger)
        for name, text, pick, given, family in _asked(form, filled):
            if given or family:
                if not (given and family):
                    problems.append(Problem.of(name, "both_names"))
                elif text:
                    problems.append(Problem.of(name, "known_or_new"))
                else:
                    people[name] = alias_of(name)
                    new[people[name]] = (given, family)
                continue
            if not text:
                continue
            if len(bearers := ids.get(name_key(text), [])) == 1 and not pick:
                people[name] = bearers[0]
                continue
            if text not in known:
                known[text] = await self._named(context, ledger, text)
            found = known[text]
            exact = [each for each in found if name_key(each.name) == name_key(text)]
            chosen = [each for each in found if each.id == pick] or (exact if len(exact) == 1 else [])
            if not chosen and len(found) == 1:
                chosen = list(found)
            if chosen:
                people[name] = chosen[0].id
            candidates[name] = tuple(exact if len(exact) > 1 else found) if len(found) > 1 else ()
            if not chosen:
                problems.append(Problem.of(name, "several_people" if found else "nobody"))
        return Meant(people, candidates, new, tuple(problems))

    async def _named(self, context: Context, ledger: str, text: str) -> tuple[Candidate, ...]:
        asked = ask(self._schema, _NAMED, {"authority": ledger, "text": text[:200]})
        answer = await self._asking.answer(asked, context)
        nodes = msgspec.json.decode(answer.body)["data"]["people"]["nodes"]
        return tuple(Candidate(node["id"], node["name"], _holds(node)) for node in nodes if not node["erased"])


async def _by_name(context: Context, ledger: str) -> Mapping[str, list[str]]:
    """Everybody's ids by name, in one read of the vault: most names are those of one person."""
    found: dict[str, list[str]] = {}
    for who, values in (await context.vault.personal(context.pool, ledger, None)).items():
        found.setdefault(name_key(values.name), []).append(who)
    return found


def alias_of(field: str) -> str:
    """The alias of somebody new at a field: the same each time, so that a form sent twice registers once.

    No name of a person field has an underscore."""
    return "$" + field.replace(".", "_")


def field_of_alias(alias: str) -> str:
    """The field of an alias."""
    return alias.removeprefix("$").replace("_", ".")


def _asked(form: Form, filled: Filled) -> Iterator[tuple[str, str, str, str, str]]:
    """Each person field: its name, what it says, who was picked, the names of somebody new."""
    for group in form.groups:
        rows = filled.rows(group.name) if group.rows or group.prepare else [filled]
        for row in rows:
            for field in group.fields:
                if field.kind is Kind.PERSON:
                    said = [row.said(f"{field.name}{part}") for part in ("", ".pick", ".given", ".family")]
                    yield (row.name(field.name), said[0], said[1], said[2], said[3])


def _holds(node: Mapping[str, Any]) -> tuple[str, ...]:
    seats = [f"{each['body']} {each['seat']}" for each in node["tenures"] if each["until"] is None]
    elsewhere = [
        f"{each['mandate'] or each['office']} {each['organization']['name'] or ''}".strip()
        for each in node["holdings"]
        if each["until"] is None
    ]
    return (*seats, *elsewhere)[:4]
