"""What `greffe serve` prints once it listens: where to click, and the demonstration's token."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from domain.core.identifiers import REFERENCE_LEDGER
from service.access import EVERY_LEDGER, InvalidToken, Permission, Role, create_token, revoke_token, viewer_of
from service.cli.output import Output
from service.database import Pool
from service.ledger import Head

TOKEN_FILE = "demo-token"


class Welcome(Struct, frozen=True):
    """What there is to say."""

    url: str
    database: str
    ledgers: tuple[str, ...]
    token: str | None = None
    token_file: str = ""
    program: str = "greffe"
    """How it was called: the shell may not find it by its bare name."""
    vkey: str = ""
    """The public key that signs checkpoints; empty where none does."""
    key_made: str = ""
    """The file of a key that was made just now."""

    def tell(self, output: Output) -> None:
        """Say it."""
        output.give(
            {
                "url": self.url,
                "graphql": f"{self.url}/graphql",
                "site": f"{self.url}/",
                "graphiql": f"{self.url}/graphiql",
                "ledgers": self.ledgers,
                "demoToken": self.token,
                "vkey": self.vkey or None,
            }
        )
        for line in self._lines(output):
            output.say(line)

    def _lines(self, output: Output) -> list[str]:
        say = output.words
        lines = [
            "",
            f"Greffe · {self.url}",
            "",
            f"  Site       {self.url}/   " + say("(click here first)", "(commencez par là)"),
            f"  GraphiQL   {self.url}/graphiql",
            f"  GraphQL    {self.url}/graphql   "
            + say("queries, subscriptions (WebSocket, SSE)", "requêtes, abonnements (WebSocket, SSE)"),
            say("  Database   ", "  Base       ") + self.database,
            *self._checkpoints(output),
            "",
        ]
        if self.token:
            lines += [
                say("  To record, the demo clerk's token:", "  Pour enregistrer, le jeton du secrétaire de la démo :"),
                f"  {self.token}",
                say(
                    f"  (kept in {self.token_file}; in GraphiQL, paste it into the pane Headers:",
                    f"  (conservé dans {self.token_file} ; dans GraphiQL, collez-le dans le volet Headers :",
                ),
                f'   {{"Authorization": "Bearer {self.token}"}})',
                "",
                say("  Try: ", "  Essayez : ")
                + say(
                    "the tabs of GraphiQL, from left to right; in another terminal",
                    "les onglets de GraphiQL, de gauche à droite ; dans un autre terminal",
                ),
                f"       {self.program} bureau     {self.program} log --follow",
                "",
            ]
        elif not self.ledgers:
            lines += [
                say(
                    f"  The register is empty: {self.program} demo loads a demonstration.",
                    f"  Le registre est vide : {self.program} demo charge une démonstration.",
                ),
                "",
            ]
        lines.append(say("Ctrl-C stops everything.", "Ctrl-C arrête tout."))
        return lines

    def _checkpoints(self, output: Output) -> list[str]:
        """Whether the ledgers are signed, and with what."""
        say = output.words
        if not self.vkey:
            made_by = f"{self.program} keys create"
            return [say(f"  Signed     no: {made_by} makes a key", f"  Signature  non : {made_by} crée une clé")]
        lines = [say("  Signed     ", "  Signature  ") + self.vkey]
        if self.key_made:
            lines += [
                say(
                    f"             with a new key, in {self.key_made}: back it up apart from the data",
                    f"             avec une nouvelle clé, dans {self.key_made} : à sauvegarder à part des données",
                )
            ]
        return lines


def program_called(argument: str) -> str:
    """``.venv/bin/greffe``, where that is how this was started."""
    path = Path(argument)
    if path.name != "greffe":
        return "greffe"
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else argument


def demo_ledgers(heads: Mapping[str, Head]) -> tuple[str, ...]:
    """Ledgers that keep a simulated time: demonstrations, whose token may be shown."""
    return tuple(ledger for ledger, head in heads.items() if head.clock == "SIMULATED" and ledger != REFERENCE_LEDGER)


async def demo_token(pool: Pool, folder: Path, ledger: str) -> str | None:
    """A clerk's token for the demonstration, kept in a file of the folder and made anew when it is no longer good.

    None where the file cannot be written: each start would leave another token behind.
    """
    path = folder / TOKEN_FILE
    try:
        kept = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        kept = ""
    if kept and await _is_good(pool, kept, ledger):
        return kept
    token_id, token = await create_token(pool, role=Role.CLERK, ledgers=[ledger], label="demo")
    try:
        _keep(path, token)
    except OSError:
        await revoke_token(pool, token_id)
        return None
    return token


async def _is_good(pool: Pool, token: str, ledger: str) -> bool:
    """Whether it still records in that ledger, and in no other."""
    try:
        viewer = await viewer_of(pool, f"Bearer {token}")
    except InvalidToken:
        return False
    return viewer.may(Permission.RECORD, ledger) and EVERY_LEDGER not in viewer.ledgers


def _keep(path: Path, token: str) -> None:
    """Write it whole or not at all, for this user alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(token + "\n")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
