"""Bundles of the demonstration: verified offline, for each level, and silent about what is hidden."""

import asyncio
import datetime as dt
import io
import itertools
import json
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import pytest
from msgspec import structs

from domain.core.entry import ActKind, Visibility
from domain.disclosure import Disclose
from domain.erasure import RedactEntry
from domain.facts.erasure import ErasureBasis
from domain.rectification import Rectify
from domain.themes import AddTheme
from service.access import PUBLIC, Role, Viewer
from service.clerk import Recorded, Request
from service.database import Connection
from service.demo import DEMO_LEDGER
from service.demo.loading import _CLERK
from service.demo.sittings import act, day
from service.dossier.kinds import DossierKind
from service.export import Asked, ExportRefused, NotAsked, dossier_named, positions_named, write_bundle
from service.graphql.context import Services
from service.ledger import Reader
from service.proof.checkpoint import Checkpoint
from service.proof.note import Note
from service.proof.refusal import Refused
from service.proof.trust import Trust
from service.proof.verdict import Verdict
from service.proof.verify import LedgerReport, verify
from service.web.bundles import UNREAD
from tests.service.export.conftest import Signed

ON: Final = dt.date(2026, 11, 20)
AUDITOR: Final = Viewer(Role.AUDITOR, frozenset({DEMO_LEDGER}), Visibility.RESTRICTED, "t-auditor")
BUREAU: Final = Viewer(Role.MEMBER, frozenset({DEMO_LEDGER}), Visibility.BUREAU, "t-bureau")
LETTER: Final = act(ActKind.LETTER, "2026-12-01", "2026-99", "Levée du secret")
WHOLE: Final = Asked(ledger=DEMO_LEDGER, on=ON)
_NUMBERS: Final = itertools.count(1)


async def made(signed: Signed, asked: Asked = WHOLE, viewer: Viewer = PUBLIC) -> bytes:
    """The bytes of a bundle."""
    stream = io.BytesIO()
    entries = await write_bundle(signed.pool, stream, viewer, asked, vault=signed.services.vault)
    assert entries == sum(one.entries for one in verified(stream.getvalue(), signed.trust))
    return stream.getvalue()


def verified(bundle: bytes, trust: Trust) -> list[LedgerReport]:
    """What was checked of its ledgers."""
    try:
        report = verify(io.BytesIO(bundle), trust)
    except Refused as refused:
        raise AssertionError(Verdict("REFUSED", refusal=refused).lines("en")) from None
    assert report.trusted
    return report.ledgers


def lines(bundle: bytes, ledger: str = DEMO_LEDGER) -> Iterator[dict[str, Any]]:
    """The entries of a ledger."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        yield from map(json.loads, opened.read(f"ledgers/{ledger}/entries.jsonl").splitlines())


async def hidden(signed: Signed, level: int) -> dict[int, dict[str, Any]]:
    """The bodies above a level, by position."""
    rows = await signed.pool.fetch("SELECT position FROM entry_body WHERE ledger_id = $1 AND level > 0", DEMO_LEDGER)
    async with signed.pool.acquire() as connection:
        found = await Reader(connection).at(DEMO_LEDGER, [row["position"] for row in rows])
    return {at: json.loads(one.body or b"") for at, one in found.items() if one.level > level}  # disclosed ones are not


def texts(value: Any) -> Iterator[str]:
    """Every text of a body that is its own: free texts and salts, not dates, kinds and ids."""
    match value:
        case dict():
            for inner in value.values():
                yield from texts(inner)
        case list():
            for inner in value:
                yield from texts(inner)
        case str() if len(value) > 30:
            yield value


async def test_the_public_bundle_is_verified_and_holds_no_word_of_what_is_hidden(signed: Signed) -> None:
    bundle, kept = await made(signed), await hidden(signed, 0)
    assert len(kept) > 5
    (one,) = verified(bundle, signed.trust)
    assert (one.kind, one.entries, one.sealed) == ("WHOLE", await signed.size(), len(kept))
    assert one.clock == "SIMULATED"
    told = {line["position"]: line for line in lines(bundle)}
    assert all(told[position].keys() == {"header", "position", "why"} for position in kept)
    public = "\n".join(line.get("body", "") for line in told.values())
    secrets = {text for body in kept.values() for text in texts(body)} - _long(public)
    assert len(secrets) >= len(kept)  # each has a salt at least
    assert [text for text in secrets if json.dumps(text, ensure_ascii=False)[1:-1].encode() in bundle] == []


def _long(public: str) -> set[str]:
    """Texts that public entries hold too, such as the title of an act."""
    return {text for line in public.splitlines() for text in texts(json.loads(line) if line else {})}


async def test_each_level_gets_the_bodies_that_it_may_read(signed: Signed) -> None:
    for viewer, level in ((PUBLIC, 0), (BUREAU, 2), (AUDITOR, 3)):
        (one,) = verified(await made(signed, viewer=viewer), signed.trust)
        assert one.sealed == len(await hidden(signed, level))
        assert one.made_for == list(Visibility)[level]


async def test_the_same_question_gives_the_same_bytes(signed: Signed) -> None:
    assert await made(signed) == await made(signed)
    some = structs.replace(WHOLE, positions=(3, 9), dossiers=((DossierKind.DECISION, "2026-11"),))
    assert await made(signed, some) == await made(signed, some)


async def test_what_is_disclosed_later_is_verified_against_the_same_header(signed: Signed) -> None:
    before = {line["position"]: line for line in lines(await made(signed))}
    (subject,) = await _confidential(signed)
    await _record(signed.services, Disclose(subject=subject, on=day("2026-12-01"), act=LETTER))
    await signed.size()
    after = {line["position"]: line for line in lines(await made(signed))}
    opened = [p for p, line in before.items() if "body" not in line and "body" in after[p]]
    assert opened
    assert all(before[position]["header"] == after[position]["header"] for position in opened)


async def _confidential(signed: Signed) -> list[str]:
    """An arbitration that few know of."""
    for body in (await hidden(signed, 0)).values():
        if body["type"] == "ArbitrationOpened":
            return [f"arbitration:{body['fact']['arbitration']}"]
    raise AssertionError("the demonstration has no confidential arbitration")


async def _record(services: Services, command: Any) -> None:
    request = Request(
        ledger=DEMO_LEDGER,
        instructions=(command,),
        command_id=f"test {next(_NUMBERS)}",
        recorded_at=dt.datetime(2026, 12, 1, tzinfo=dt.UTC),
    )
    answer = await services.clerk.record(_CLERK, request)
    assert isinstance(answer, Recorded), answer


async def test_a_selection_has_proofs_and_goes_on_from_the_auditor_s_checkpoint(signed: Signed) -> None:
    size = await signed.size()
    mine = await _checkpoint_of(signed, 10)
    asked = structs.replace(WHOLE, positions=(1, 10, 11, size), since=Checkpoint.parse(mine.text))
    bundle = await made(signed, asked)
    assert [line["position"] for line in lines(bundle)] == [1, 10, 11, size]
    own = Trust.of([signed.key], [], None, [str(mine).encode()])
    (one,) = verified(bundle, own)
    assert (one.own_size, one.newer) == (10, 2)
    by_size = structs.replace(asked, since=None, since_size=10)
    assert await made(signed, by_size) == bundle
    (all_,) = verified(await made(signed, structs.replace(WHOLE, since=Checkpoint.parse(mine.text))), own)
    assert all_.own_size == 10


async def _checkpoint_of(signed: Signed, size: int) -> Note:
    """What the log signed when it had this size, as an auditor would have kept it."""
    from service.ledger import tree
    from service.proof.keys import origin_of
    from tests.service.signing.deployments import NAME

    ring = signed.ring
    async with signed.pool.acquire() as connection:
        root = await tree.root(connection, DEMO_LEDGER, size)
    text = Checkpoint(origin_of(NAME, DEMO_LEDGER), size, root).text
    return Note(text, (ring.signing.named(origin_of(NAME, DEMO_LEDGER)).sign(text),))


async def test_a_dossier_is_in_it_with_its_entries_in_both_ledgers(signed: Signed) -> None:
    asked = structs.replace(WHOLE, dossiers=((DossierKind.DECISION, "2026-11"),))
    stream = io.BytesIO()
    await write_bundle(signed.pool, stream, PUBLIC, asked, vault=signed.services.vault)
    report = verify(stream, signed.trust)
    assert report.dossiers == 1
    assert report.claims > 20
    assert {one.ledger: one.kind for one in report.ledgers} == {DEMO_LEDGER: "SELECTION", "FR": "SELECTION"}
    with zipfile.ZipFile(stream) as opened:
        dossier = json.loads(opened.read("dossiers/0001.json"))
        page = opened.read("dossiers/0001.html").decode()
    assert dossier["as_of"]["position"] == await signed.size()
    assert "2026-11" in page
    assert "sans leur nom" in page
    assert "nom effacé ou inconnu" not in page, "nobody is erased here: the page is made without names"


async def test_dossiers_beside_the_whole_ledger_and_the_reference_ledger(signed: Signed) -> None:
    asked = structs.replace(WHOLE, dossiers=((DossierKind.DECISION, "2026-11"),), all_entries=True, reference=True)
    kinds = {one.ledger: (one.kind, one.entries) for one in verified(await made(signed, asked), signed.trust)}
    assert kinds == {DEMO_LEDGER: ("WHOLE", await signed.size()), "FR": ("WHOLE", await signed.size("FR"))}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ledger": "200000016"}, "NOT_SIGNED"),
        ({"positions": (10**9,)}, "NOT_SIGNED_YET"),
        ({"positions": tuple(range(1, 5_002))}, "TOO_MANY"),
        ({"dossiers": ((DossierKind.DECISION, "never-was"),)}, "NO_SUCH_DOSSIER"),
        ({"dossiers": ((DossierKind.DECISION, "x"),) * 51}, "TOO_MANY_DOSSIERS"),
        ({"since": Checkpoint("elsewhere/ledger/1", 1, bytes(32))}, "OTHER_CHECKPOINT"),
        ({"since": Checkpoint(f"greffe.test/ledger/{DEMO_LEDGER}", 10**9, bytes(32))}, "NEWER_CHECKPOINT"),
        ({"since": Checkpoint(f"greffe.test/ledger/{DEMO_LEDGER}", 5, bytes(32))}, "FORKED"),
        ({"since_size": 10**9}, "NEWER_CHECKPOINT"),
    ],
)
async def test_what_cannot_be_made_is_refused_in_both_languages(
    signed: Signed, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(ExportRefused) as raised:
        await write_bundle(
            signed.pool, io.BytesIO(), PUBLIC, structs.replace(WHOLE, **changes), vault=signed.services.vault
        )
    assert raised.value.code == code
    assert raised.value.messages["fr"] != raised.value.messages["en"]
    assert raised.value.remedies["fr"] != raised.value.remedies["en"]


async def test_a_hidden_dossier_is_refused_as_one_that_never_was(signed: Signed) -> None:
    (subject,) = await _confidential(signed)
    name = subject.removeprefix("arbitration:")
    asked = structs.replace(WHOLE, dossiers=((DossierKind.ARBITRATION, name),))
    with pytest.raises(ExportRefused) as raised:
        await made(signed, asked)
    assert raised.value.code == "NO_SUCH_DOSSIER"
    assert verified(await made(signed, asked, AUDITOR), signed.trust)


async def test_an_erased_text_is_gone_and_what_remains_is_proved(signed: Signed) -> None:
    at, text = await _public_text(signed)
    assert text.encode() in await made(signed)
    kept = {line["position"]: line for line in lines(await made(signed))}
    command = RedactEntry(on=day("2026-12-01"), entry=at, basis=ErasureBasis.UNLAWFUL_PROCESSING)
    await _record(signed.services, command)
    by = await signed.size()
    bundle = await made(signed)
    assert text.encode() not in bundle
    (line,) = (one for one in lines(bundle) if one["position"] == at)
    assert line == {"header": kept[at]["header"], "position": at, "why": "ERASED", "erased_by": by}
    (one,) = verified(bundle, signed.trust)
    assert (one.erased, one.erased_unproved) == (1, 0)
    (some,) = verified(await made(signed, structs.replace(WHOLE, positions=(at,))), signed.trust)
    assert (some.entries, some.erased) == (2, 1)  # the entry that says so comes with it


async def _public_text(signed: Signed) -> tuple[int, str]:
    """An entry that everyone reads, and its text, which is nowhere else."""
    row = await signed.pool.fetchrow(
        "SELECT position, convert_from(body, 'UTF8')::json #>> '{fact,answer}' AS text FROM entry_body "
        "WHERE ledger_id = $1 AND level = 0 AND convert_from(body, 'UTF8')::json #>> '{fact,answer}' IS NOT NULL",
        DEMO_LEDGER,
    )
    assert row is not None
    return row["position"], row["text"]


async def test_an_altered_body_is_told_to_nobody_and_an_erased_one_is_told_as_such(
    signed: Signed, admin_of_demo: Connection
) -> None:
    await admin_of_demo.execute("ALTER TABLE greffe.entry_body DISABLE TRIGGER USER")
    await admin_of_demo.execute(
        "UPDATE greffe.entry_body SET body = $2 WHERE ledger_id = $1 AND position = 3", DEMO_LEDGER, b'{"type":"X"}'
    )
    with pytest.raises(ExportRefused) as raised:
        await made(signed)
    assert (raised.value.code, "3" in raised.value.messages["en"]) == ("ALTERED", True)
    await admin_of_demo.execute(
        "INSERT INTO greffe.entry_tag (ledger_id, tag, position, type) VALUES ($1, 'entry:3', 9, 'BodyErased')",
        DEMO_LEDGER,
    )
    with pytest.raises(ExportRefused):
        await made(signed)  # entry 9 says nothing of the kind
    body = b'{"fact":{"entry":3},"type":"BodyErased"}'
    await admin_of_demo.execute(
        "UPDATE greffe.entry_body SET body = $2, type = 'BodyErased', level = 3 WHERE ledger_id = $1 AND position = 9",
        *(DEMO_LEDGER, body),
    )
    bundle = await made(signed)
    (third,) = (line for line in lines(bundle) if line["position"] == 3)
    assert (third["why"], third["erased_by"]) == ("ERASED", 9)
    (one,) = verified(bundle, signed.trust)
    assert (one.erased, one.erased_unproved) == (0, 1)  # entry 9 is not for the public
    some = await made(signed, structs.replace(WHOLE, positions=(3,)))
    assert [line["position"] for line in lines(some)] == [3, 9]


async def test_an_entry_whose_correction_was_erased_before_it_is_erased_by_its_own_erasure(signed: Signed) -> None:
    theme = AddTheme(on=day("2026-12-01"), act=LETTER, theme="lande", name_fr="Lande", name_en="Heath")
    await _record(signed.services, theme)
    struck = await signed.size()
    await _record(signed.services, Rectify(entry=struck, reason="Saisi deux fois", act=LETTER))
    for at in (struck + 1, struck):
        command = RedactEntry(on=day("2026-12-01"), entry=at, basis=ErasureBasis.OBJECTION)
        await _record(signed.services, command)
    last = await signed.size()
    bundle = await made(signed)
    told = {line["position"]: line for line in lines(bundle)}
    assert [told[at]["erased_by"] for at in (struck, struck + 1)] == [last, last - 1]
    (one,) = verified(bundle, signed.trust)
    assert (one.erased, one.erased_unproved) == (2, 0)


def test_positions_and_dossiers_are_read_as_users_write_them() -> None:
    assert positions_named("3, 40-42,3") == (3, 40, 41, 42)
    assert dossier_named("review:h1") == (DossierKind.REVIEW, "h1")
    for wrong in ("", "0", "x", "3-", "5-3", "1-99999", "1,,2", "٣", "1" * 30):
        with pytest.raises(NotAsked):
            positions_named(wrong)
    for wrong in ("", "decision", "decision:", "seat:x"):
        with pytest.raises(NotAsked):
            dossier_named(wrong)


# Over HTTP


async def test_everyone_may_have_the_public_bundle_and_a_token_opens_more(signed: Signed) -> None:
    got = await signed.client.get(f"/export/{DEMO_LEDGER}/bundle.zip")
    assert (got.status_code, got.headers["content-type"]) == (200, "application/zip")
    assert got.content == await made(signed)
    more = await signed.client.get(
        f"/export/{DEMO_LEDGER}/bundle.zip", headers={"authorization": f"Bearer {signed.token}"}
    )
    (one,) = verified(more.content, signed.trust)
    assert one.sealed == 0
    some = await signed.client.get(f"/export/{DEMO_LEDGER}/bundle.zip?entries=2,5-7&since=4")
    assert [line["position"] for line in lines(some.content)] == [2, 5, 6, 7]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/export/200000016/bundle.zip", 404),
        ("/export/nonsense/bundle.zip", 400),
        (f"/export/{DEMO_LEDGER}/bundle.zip?entries=x", 400),
        (f"/export/{DEMO_LEDGER}/bundle.zip?entries=999999", 404),
        (f"/export/{DEMO_LEDGER}/bundle.zip?dossier=decision:never-was", 404),
        (f"/export/{DEMO_LEDGER}/bundle.zip?dossier=x", 400),
        (f"/export/{DEMO_LEDGER}/bundle.zip?on=today", 400),
        (f"/export/{DEMO_LEDGER}/bundle.zip?since=-1", 400),
        (f"/export/{DEMO_LEDGER}/bundle.zip?token=x", 400),
    ],
)
async def test_what_cannot_be_had_over_http_is_said(signed: Signed, address: str, status: int) -> None:
    got = await signed.client.get(address)
    assert (got.status_code, set(got.json())) == (status, {"error"})
    said = got.json()["error"]
    assert said["messages"]["en"] == said["message"] != said["messages"]["fr"]
    assert said["remedies"]["en"] != said["remedies"]["fr"]
    denied = await signed.client.get(address, headers={"authorization": "Bearer greffe_nonsense"})
    assert denied.status_code in {401, 400}


async def test_readers_who_do_not_read_hold_a_few_files_and_no_more(signed: Signed) -> None:
    app, address = signed.client._transport.app, f"/export/{DEMO_LEDGER}/bundle.zip"  # type: ignore[attr-defined]
    scope = {"type": "http", "method": "GET", "path": address, "headers": [], "query_string": b"entries=2"}
    begun: asyncio.Queue[None] = asyncio.Queue()

    async def silent() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    async def stuck(message: Any) -> None:
        if message["type"] == "http.response.body":
            begun.put_nowait(None)
            await asyncio.Event().wait()

    async def ask() -> None:
        await app({**scope, "app": app}, silent, stuck)

    readers = []
    for _ in range(UNREAD):
        readers.append(asyncio.create_task(ask()))
        await asyncio.wait_for(begun.get(), 20)
    busy = await signed.client.get(f"{address}?entries=2")
    assert (busy.status_code, busy.json()["error"]["code"], busy.headers["retry-after"]) == (503, "BUSY", "10")
    for reader in readers:
        reader.cancel()
    await asyncio.gather(*readers, return_exceptions=True)
    assert (await signed.client.get(f"{address}?entries=2")).status_code == 200
