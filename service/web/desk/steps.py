"""What the buttons of a form do: another row, the rehearsal, the draft, the recording."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import structs
from starlette.responses import RedirectResponse, Response

from domain.register import COMMANDS, Instruction
from service.clerk import Recorded, Refusals
from service.commands import InvalidCommand, decode_commands
from service.ledger import OutcomeUnknown
from service.messages import remedy, sentence
from service.vault_drafts import MOST as MOST_DRAFTS
from service.web.desk import drafts
from service.web.desk.asked import SLUG, Asked
from service.web.desk.filled import Filled, Laid, Problem, laid_out, refused, unfilled, unreadable
from service.web.desk.form import Form
from service.web.desk.people import Meant
from service.web.desk.preview import Preview, rehearsed, request_of, with_names
from service.web.desk.show import sheet

_TRIES: Final = 3
"""Times that a recording is rehearsed again because others recorded something else meanwhile."""


def shown(
    asked: Asked, problems: Sequence[Problem] = (), status: int = 200, meant: Meant | None = None, more: str = ""
) -> Response:
    """The form, with what was typed and what is wrong with it."""
    assert asked.form is not None
    candidates = meant.candidates if meant else {}
    drawn = sheet(asked.form, asked.scene, asked.typed, asked.say, problems=problems, candidates=candidates, more=more)
    return asked.page("form", status, sheet=drawn, people=_names(asked))


def _names(asked: Asked) -> list[str]:
    nodes = asked.scene.data["people"]["nodes"]
    return sorted({each["name"] for each in nodes if not each["erased"]})


async def pressed(asked: Asked) -> Response:
    """What the button says."""
    do = asked.typed.one("_do")
    if do.startswith("more:"):
        return shown(asked, more=do.removeprefix("more:"))
    if do == "edit":
        return shown(asked)
    if do == "keep":
        return await _keep(asked)
    if do == "drop":
        await drafts.dropped(asked.session.context, asked.visit.ledger, asked.typed)
        return _away(asked.visit.path(SLUG))
    return await _rehearse(asked, record=do == "record")


async def _rehearse(asked: Asked, *, record: bool) -> Response:
    """The entries that the form would record, or what stands in the way; recorded when they are those seen before."""
    form = asked.form
    assert form is not None
    ledger, context = asked.visit.ledger, asked.session.context
    filled = Filled(form, asked.scene, asked.typed, people={}, command_id=asked.command_id)
    meant = await asked.desk.registry.meant(context, ledger, form, filled)
    problems = [*unfilled(form, filled), *meant.problems]
    problems += form.check(_filled(form, asked, meant))
    if problems:
        return shown(asked, problems, 422, meant)
    laid = laid_out([*meant.registered(_filled(form, asked, meant)), *form.commands(_filled(form, asked, meant))])
    try:
        instructions: list[Instruction] = decode_commands(laid.commands, COMMANDS)
    except InvalidCommand as error:
        return shown(asked, [unreadable(error, laid)], 422, meant)
    names = {alias: f"{given} {family}" for alias, (given, family) in meant.new.items()}
    for _ in range(_TRIES - 1):
        answer = await _once(asked, instructions, laid, meant, names=names, record=record)
        if answer is not None:
            return answer
    # Others record faster than this can be read over: shown as it would be now.
    return await _once(asked, instructions, laid, meant, names=names, record=False) or shown(asked)


async def _once(
    asked: Asked,
    instructions: Sequence[Instruction],
    laid: Laid,
    meant: Meant,
    *,
    names: Mapping[str, str],
    record: bool,
) -> Response | None:
    """The rehearsal, and the recording of what was seen; None when others recorded something in between."""
    ledger, context = asked.visit.ledger, asked.session.context
    found = await rehearsed(context, request_of(ledger, instructions, asked.command_id), names)
    if isinstance(found, Recorded):
        return await _recorded(asked, found)
    if isinstance(found, Refusals):
        problems = await with_names(context, ledger, refused(found.refusals, laid), list(names.values()))
        return shown(asked, problems, 422, meant)
    seen = asked.typed.one("_seen")
    if not record or found.digest != seen or not found.lines:
        return _previewed(asked, found, changed=bool(seen) and found.digest != seen)
    request = request_of(ledger, instructions, asked.command_id, found.head)
    try:
        answer = await context.clerk.record(context.viewer, request)
    except OutcomeUnknown:
        return _previewed(asked, found, unknown=True, status=503)
    if isinstance(answer, Recorded):
        return await _recorded(asked, answer)
    if any(each.refusal.code == "PositionMoved" for each in answer.refusals):
        return None
    return shown(asked, refused(answer.refusals, laid), 422, meant)


def _filled(form: Form, asked: Asked, meant: Meant) -> Filled:
    return Filled(form, asked.scene, asked.typed, people=meant.people, command_id=asked.command_id)


def _previewed(
    asked: Asked, preview: Preview, *, changed: bool = False, unknown: bool = False, status: int = 200
) -> Response:
    assert asked.form is not None
    drawn, language = sheet(asked.form, asked.scene, asked.typed, asked.say), asked.language
    cautions = [
        {"message": sentence(each, language), "rule": each.rule, "remedy": remedy(each, language)}
        for each in preview.cautions
    ]
    return asked.page(
        "preview", status, sheet=drawn, preview=preview, cautions=cautions, changed=changed, unknown=unknown
    )


async def _recorded(asked: Asked, answer: Recorded) -> Response:
    """Away from the form: what follows may be reloaded."""
    await drafts.dropped(asked.session.context, asked.visit.ledger, asked.typed)
    return _away(f"{asked.visit.path(SLUG)}?recorded={answer.first}-{answer.last}")


async def _keep(asked: Asked) -> Response:
    """As a draft; when a colleague saved it since, both versions side by side."""
    form, context, ledger = asked.form, asked.session.context, asked.visit.ledger
    assert form is not None
    try:
        found = await drafts.keep(context, ledger, form, asked.typed, asked.command_id)
    except drafts.TooManyDrafts:
        return shown(asked, [Problem.of(None, "too_many_drafts", limit=MOST_DRAFTS)], 409)
    match found:
        case drafts.Kept(id=id_):
            return _away(f"{asked.visit.path()}?draft={id_}&saved=1")
        case drafts.Gone():
            anew = structs.replace(asked, typed=drafts.anew(asked.typed))
            return shown(anew, [Problem.of(None, "draft_gone")], 409)
        case drafts.Clash(theirs=theirs):
            other = drafts.typed_in(theirs)
            rows = drafts.compared(form, asked.scene, asked.say, asked.typed, other)
            mine = structs.replace(asked, typed=drafts.upon(asked.typed, theirs))
            return mine.page("clash", 409, title=asked.say.word(f"desk.{form.name}.title"), theirs=theirs, rows=rows)


def _away(address: str) -> Response:
    return RedirectResponse(address, 303, headers={"cache-control": "private, no-store"})
