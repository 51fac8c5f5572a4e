"""The vault's part of a request: names and contacts, which no entry holds."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from msgspec import structs

from domain.erasure import ForgetPerson
from domain.people import ChangePersonDetails, RegisterPerson
from domain.register import Instruction, Step
from service.database import Session
from service.vault import Personal, Vault


async def unchanged(connection: Session, vault: Vault, ledger: str, instructions: Iterable[Instruction]) -> set[int]:
    """The changes of details that would change nothing in the vault: already true."""
    asked = {i: c for i, c in enumerate(instructions) if isinstance(c, ChangePersonDetails)}
    if not asked:
        return set()
    kept = await vault.personal(connection, ledger, [c.person for c in asked.values()])
    return {
        i for i, c in asked.items() if c.person in kept and structs.replace(kept[c.person], marks=()) == _personal(c)
    }


def vault_writes(
    vault: Vault,
    ledger: str,
    instructions: Sequence[Instruction],
    steps: Sequence[Step],
    marks: Mapping[str, tuple[str, ...]],
) -> Callable[[Session], Awaitable[None]] | None:
    """What is written or destroyed beside the entries, in their transaction; None when it is nobody's.

    ``marks`` are those of people who are registered, by id; whose details change keeps those that there are.
    """
    people = [
        (command.person, _personal(command))
        for command, step in zip(instructions, steps, strict=True)
        if step.drafts and isinstance(command, RegisterPerson | ChangePersonDetails)
    ]
    forgotten = [
        command.person
        for command, step in zip(instructions, steps, strict=True)
        if step.drafts and isinstance(command, ForgetPerson)
    ]
    if not people and not forgotten:
        return None

    async def write(connection: Session) -> None:
        if people:
            known = await vault.personal(connection, ledger, [who for who, _ in people if who not in marks])
            kept = {who: values.marks for who, values in known.items()} | dict(marks)
            marked = [(who, structs.replace(values, marks=kept.get(who, ()))) for who, values in people]
            await vault.keep(connection, ledger, marked)
        if forgotten:
            await vault.forget(connection, ledger, forgotten)

    return write


def _personal(command: RegisterPerson | ChangePersonDetails) -> Personal:
    return Personal(
        given_name=command.given_name,
        family_name=command.family_name,
        birth_year=command.birth_year,
        public_email=command.public_email,
    )
