"""The vault's part of a request: names and contacts, which no entry holds."""

from collections.abc import Awaitable, Callable, Iterable, Sequence

from domain.people import ChangePersonDetails, RegisterPerson
from domain.register import Instruction, Step
from service import vault
from service.database import Session


async def unchanged(connection: Session, ledger: str, instructions: Iterable[Instruction]) -> set[int]:
    """The changes of details that would change nothing in the vault: already true."""
    asked = {i: c for i, c in enumerate(instructions) if isinstance(c, ChangePersonDetails)}
    if not asked:
        return set()
    kept = await vault.personal(connection, ledger, [c.person for c in asked.values()])
    return {i for i, c in asked.items() if kept.get(c.person) == _personal(c)}


def vault_writes(
    ledger: str, instructions: Sequence[Instruction], steps: Sequence[Step]
) -> Callable[[Session], Awaitable[None]] | None:
    """What is written beside the entries, in their transaction; None when the request names nobody."""
    people = [
        (command.person, _personal(command))
        for command, step in zip(instructions, steps, strict=True)
        if step.drafts and isinstance(command, RegisterPerson | ChangePersonDetails)
    ]
    return (lambda connection: vault.keep(connection, ledger, people)) if people else None


def _personal(command: RegisterPerson | ChangePersonDetails) -> vault.Personal:
    return vault.Personal(
        given_name=command.given_name,
        family_name=command.family_name,
        birth_year=command.birth_year,
        public_email=command.public_email,
    )
