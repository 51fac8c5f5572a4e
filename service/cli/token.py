"""`greffe token`: who may read beyond the public, and who may record."""

import datetime as dt
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import click

from domain.core.entry import Visibility
from domain.core.identifiers import REFERENCE_LEDGER, is_siren
from service import access
from service.access import EVERY_LEDGER, RIGHTS, Role, Token
from service.cli.local import open_ledgers, opened_database
from service.cli.output import Command, Output, current, instant
from service.cli.running import run
from service.database import Pool, check_service, connected, open_pool

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


class Duration(click.ParamType[dt.timedelta]):
    """90d, 12h, 4w."""

    name = "duration"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.timedelta:
        """From text."""
        found = re.fullmatch(r"([1-9]\d{0,4})([hdw])", str(value), re.ASCII)
        if found is None:
            self.fail(current().line("BAD_DURATION", value=value), param, ctx)
        return dt.timedelta(**{_UNITS[found[2]]: int(found[1])})


@click.group()
def token() -> None:
    """Make, list and revoke access tokens.

    Reading what is public needs none. A token is shown once, when it is made; the register keeps its SHA-256 alone.
    """


@token.command(
    "create",
    cls=Command,
    epilog="Examples: greffe token create --role clerk --ledger 200071181 --label 'Secrétariat' --expires 90d · "
    "greffe token create --role auditor --ledger '*' --json",
)
@click.option(
    "--role",
    required=True,
    type=click.Choice([role.value.lower() for role in Role if role is not Role.PUBLIC], case_sensitive=False),
    help="clerk records and reads everything; auditor reads everything; member, partner read up to their level.",
)
@click.option(
    "--ledger", "ledgers", required=True, multiple=True, help="A SIREN, FR, or '*' for every one; may be repeated."
)
@click.option(
    "--level",
    type=click.Choice([level.value.lower() for level in Visibility], case_sensitive=False),
    help="What it may read; the role's usual one by default.",
)
@click.option("--label", default="", help="Whose it is; shown by `greffe token list`.")
@click.option("--expires", type=Duration(), help="For how long it is good, such as 90d; for ever by default.")
def create(role: str, ledgers: tuple[str, ...], level: str | None, label: str, expires: dt.timedelta | None) -> None:
    """Make a token and show it, this once."""
    for ledger in ledgers:
        if ledger not in (EVERY_LEDGER, REFERENCE_LEDGER) and not is_siren(ledger):
            raise click.BadParameter(current().line("BAD_LEDGER", ledger=ledger), param_hint="--ledger")
    if "\0" in label or len(label) > 200:
        raise click.BadParameter(current().line("BAD_LABEL"), param_hint="--label")
    as_role, visibility = Role(role.upper()), Visibility(level.upper()) if level else None
    if visibility and visibility not in RIGHTS[as_role].levels:
        allowed = ", ".join(each.value.lower() for each in RIGHTS[as_role].levels)
        said = current().line("BAD_LEVEL", role=role, allowed=allowed)
        raise click.BadParameter(said, param_hint="--level")
    run(_create(as_role, ledgers, visibility, label, expires, current()))


@token.command("list", cls=Command, epilog="Examples: greffe token list · greffe token list --json | jq .")
def list_() -> None:
    """Show every token: whose it is and how far it reaches, never itself."""
    run(_list(current()))


@token.command(
    "revoke", cls=Command, epilog="Examples: greffe token revoke t-4mhu3kxa · greffe token revoke t-4mhu3kxa --json"
)
@click.argument("token_id")
def revoke(token_id: str) -> None:
    """Revoke a token by its id, from now on."""
    run(_revoke(token_id, current()))


@asynccontextmanager
async def _pool() -> AsyncIterator[Pool]:
    async with opened_database() as database:
        async with connected(database.app_url, application="greffe check") as connection:
            await check_service(connection)
        pool = await open_pool(database.app_url)
        try:
            yield pool
        finally:
            await pool.close()


async def _create(  # noqa: PLR0917
    role: Role,
    ledgers: tuple[str, ...],
    visibility: Visibility | None,
    label: str,
    expires: dt.timedelta | None,
    output: Output,
) -> None:
    expires_at = dt.datetime.now(dt.UTC) + expires if expires else None
    async with _pool() as pool:
        token_id, made = await access.create_token(
            pool, role=role, ledgers=ledgers, label=label, visibility=visibility, expires_at=expires_at
        )
        unopened = [each for each in ledgers if each != EVERY_LEDGER and each not in await open_ledgers(pool)]
    output.give({"id": token_id, "token": made, "expiresAt": expires_at})
    output.say(made)
    if not output.json:
        click.echo(output.line("TOKEN_ONCE", token=token_id), err=True)
        for ledger in unopened:
            click.echo(output.line("TOKEN_OF_UNOPENED", ledger=ledger), err=True)


async def _list(output: Output) -> None:
    async with _pool() as pool:
        tokens = await access.list_tokens(pool)
    now = dt.datetime.now(dt.UTC)
    output.give([_as_json(each, now) for each in tokens])
    if tokens:
        output.say(output.line("TOKENS_HEAD"))
    for each in tokens:
        until = output.line("UNTIL", instant=instant(each.expires_at)) if each.expires_at else ""
        reach = f"{each.role.lower():8} {each.visibility.lower():10} {','.join(each.ledgers)}"
        output.say(f"{each.id}  {output.line(_state(each, now)):8} {reach}  {each.label} {until}".rstrip())
    if not tokens:
        output.say(output.line("NO_TOKEN"))


async def _revoke(token_id: str, output: Output) -> None:
    async with _pool() as pool:
        if not await access.revoke_token(pool, token_id.replace("\0", "")):
            raise output.failure("TOKEN_NOT_REVOKED", token=token_id[:40])
    output.give({"revoked": token_id})
    output.say(output.line("TOKEN_REVOKED", token=token_id))


def _state(token: Token, now: dt.datetime) -> str:
    if token.revoked_at is not None:
        return "revoked"
    return "expired" if token.expires_at is not None and token.expires_at <= now else "valid"


def _as_json(token: Token, now: dt.datetime) -> dict[str, object]:
    return {
        "id": token.id,
        "label": token.label,
        "role": token.role,
        "level": token.visibility,
        "ledgers": token.ledgers,
        "state": _state(token, now),
        "createdAt": token.created_at,
        "expiresAt": token.expires_at,
        "revokedAt": token.revoked_at,
    }
