"""Drafts of forms: kept sealed beside the ledger, opened again, saved by two clerks at once without loss."""

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct, structs

from service.graphql.context import Context
from service.vault_drafts import DeskDraft, TooManyDrafts, add_draft, drop_draft, open_draft, save_draft
from service.web.desk.form import Form, Scene
from service.web.desk.show import plain, sheet
from service.web.desk.typed import Typed
from service.web.site.say import Say

_OWN: Final = ("_draft", "_version")
_ID: Final = re.compile(r"d-[0-9a-f]{16}")


class _Value(Struct, frozen=True):
    """What a draft seals."""

    values: dict[str, tuple[str, ...]]
    command: str


class Kept(Struct, frozen=True):
    """A draft was saved."""

    id: str
    version: int


class Clash(Struct, frozen=True):
    """Somebody saved the draft since it was opened: nothing was written."""

    theirs: DeskDraft


class Gone(Struct, frozen=True):
    """The draft was recorded or given up since it was opened."""


async def keep(context: Context, ledger: str, form: Form, typed: Typed, command: str) -> Kept | Clash | Gone:
    """Save what was typed: anew, or over the version that was open.

    Raises:
        TooManyDrafts: see ``service/vault_drafts``.
    """
    value = msgspec.json.encode(_Value(typed.own(), command))
    by = context.viewer.token_id or context.viewer.role.value
    id_, version = typed.one("_draft"), typed.one("_version")
    async with context.pool.acquire() as connection:
        if not id_:
            return Kept(*await add_draft(connection, context.vault, ledger, form=form.slug, value=value, by=by))
        told = int(version) if version.isascii() and version.isdecimal() and len(version) < 9 else 0
        saved = await save_draft(connection, context.vault, ledger, id_, version=told, value=value, by=by)
        if saved is not None:
            return Kept(id_, saved)
        theirs = await open_draft(connection, context.vault, ledger, id_)
    return Clash(theirs) if theirs is not None else Gone()


async def opened(context: Context, ledger: str, form: Form, id_: str) -> Typed | None:
    """What a draft of a form holds; None when there is none."""
    if not _ID.fullmatch(id_):
        return None
    draft = await open_draft(context.pool, context.vault, ledger, id_)
    return typed_in(draft) if draft is not None and draft.form == form.slug else None


def typed_in(draft: DeskDraft) -> Typed:
    """What was typed in a draft."""
    value = msgspec.json.decode(draft.value, type=_Value)
    own = {"_sent": ("1",), "_command": (value.command,), "_draft": (draft.id,), "_version": (str(draft.version),)}
    return Typed({**value.values, **own})


def anew(typed: Typed) -> Typed:
    """The same, of no draft."""
    return typed.without(*_OWN)


def upon(typed: Typed, theirs: DeskDraft) -> Typed:
    """The same, to be saved over another version."""
    return structs.replace(typed, values={**typed.values, "_version": (str(theirs.version),)})


async def dropped(context: Context, ledger: str, typed: Typed) -> None:
    """The draft of a form is recorded or given up."""
    if id_ := typed.one("_draft"):
        await drop_draft(context.pool, ledger, id_)


def compared(form: Form, scene: Scene, say: Say, mine: Typed, theirs: Typed) -> list[Mapping[str, Any]]:
    """What differs between two versions, field by field, in words."""
    here = {each["name"]: each for each in plain(sheet(form, scene, mine, say))}
    there = {each["name"]: each for each in plain(sheet(form, scene, theirs, say))}
    names = dict.fromkeys([*here, *there])
    rows = [
        {
            "label": (here.get(name) or there[name])["label"],
            "mine": here[name]["value"] if name in here else "",
            "theirs": there[name]["value"] if name in there else "",
        }
        for name in names
    ]
    return [row for row in rows if row["mine"] != row["theirs"]]


__all__ = [
    "Clash",
    "Gone",
    "Kept",
    "TooManyDrafts",
    "anew",
    "compared",
    "dropped",
    "keep",
    "opened",
    "typed_in",
    "upon",
]
