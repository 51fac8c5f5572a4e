"""Ids of people: made here, so that none can hold a name, and the same again when a request is retried."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

from msgspec import structs

from domain.core.command import Command
from domain.core.notices import Refused
from domain.people import ChangePersonDetails, RegisterPerson
from domain.rectification import Rectify
from domain.register import Instruction, RefusedAt
from domain.registry import OpenLedger
from service.clerk.refusals import AliasUsedTwice, NotAReplacement, PersonIdIsMadeHere, UnknownAlias
from service.people_in import with_people


def person_id(secret: bytes, ledger: str, command_id: str, alias: str) -> str:
    """The id of the person that a request registers under an alias."""
    told = f"person\x1f{ledger}\x1f{command_id}\x1f{alias}".encode()
    digest = hmac.new(secret, told, hashlib.sha256).digest()
    return "p-" + base64.b32encode(digest[:10]).decode().lower()


def resolve(
    instructions: Sequence[Instruction], secret: bytes, ledger: str, command_id: str
) -> tuple[list[Instruction], dict[str, str]]:
    """The list with ids in place of aliases, and which alias became which id.

    Raises:
        RefusedAt: an alias is unknown or used twice, or a caller made an id up.
    """
    people: dict[str, str] = {}
    resolved: list[Instruction] = []
    for index, instruction in enumerate(instructions):
        try:
            if isinstance(instruction, RegisterPerson):
                people[_new(instruction, people)] = person_id(secret, ledger, command_id, instruction.person)
            resolved.append(_resolved(instruction, people))
        except Refused as refused:
            raise RefusedAt(index, refused.refusals) from None
    return resolved, people


def _new(command: RegisterPerson, people: dict[str, str]) -> str:
    if not command.person.startswith("$"):
        raise Refused(PersonIdIsMadeHere(person=command.person))
    if command.person in people:
        raise Refused(AliasUsedTwice(alias=command.person))
    return command.person


def _resolved(instruction: Any, people: dict[str, str]) -> Any:
    if isinstance(instruction, Rectify):
        for command in instruction.replacement:
            if isinstance(command, OpenLedger | RegisterPerson | ChangePersonDetails):
                raise Refused(NotAReplacement(command=type(command).__name__))
        replacement = tuple(_resolved(command, people) for command in instruction.replacement)
        return structs.replace(instruction, replacement=replacement)
    assert isinstance(instruction, Command)
    return with_people(instruction, lambda who: _known(who, people))


def _known(who: str, people: dict[str, str]) -> str:
    if who.startswith("$") and who not in people:
        raise Refused(UnknownAlias(alias=who))
    return people.get(who, who)
