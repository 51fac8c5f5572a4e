"""Making a bundle: one snapshot of the database, page by page, under checkpoints that are signed already.

A viewer's level decides which bodies are in it. Whatever else is there would be the same if the hidden bodies said
something else, so a bundle betrays nothing of them but that they are.
"""

from collections.abc import Callable, Sequence
from typing import IO, Final

from msgspec import Struct, structs

from domain.core.entry import Visibility
from domain.core.identifiers import REFERENCE_LEDGER
from service.access import Viewer
from service.database import Pool, Session
from service.dossier.page import page
from service.dossier.shape import Dossier
from service.export.asked import MOST_DOSSIERS, MOST_SELECTED, Asked, ExportRefused
from service.graphql.dossiers import read_dossier
from service.graphql.moment import AtInput, resolve_for
from service.ledger import Reader, checkpoints, extract, tree
from service.ledger.checkpoints import StoredCheckpoint
from service.proof.bundle import Clock, Consistency, Level, Line
from service.proof.keys import origin_of
from service.proof.note import ED25519, Note, VerifierKey
from service.proof.writer import BundleWriter, Keys
from service.vault import Vault

Told = Callable[[int, int], None]
"""Told how many entries are written, and how many there will be."""


class _Part(Struct):
    """A ledger of the bundle, as it will be."""

    ledger: str
    clock: Clock
    level: int
    signed: StoredCheckpoint
    positions: set[int] | None
    """None: all of them."""

    @property
    def entries(self) -> int:
        """How many lines it has."""
        return self.signed.size if self.positions is None else len(self.positions)


async def write_bundle(
    pool: Pool, stream: IO[bytes], viewer: Viewer, asked: Asked, *, vault: Vault, told: Told = lambda *_: None
) -> int:
    """Write what is asked for as this viewer may see it; how many entries there are.

    Raises:
        ExportRefused: it cannot be made; what was written by then is to be thrown away.
    """
    async with (
        pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        try:
            return await _Making(connection, vault, viewer, asked, told).write(stream)
        except extract.BodyAltered as error:
            raise ExportRefused("ALTERED", ledger=error.ledger, position=error.position) from error


class _Making:
    """One bundle."""

    def __init__(self, connection: Session, vault: Vault, viewer: Viewer, asked: Asked, told: Told) -> None:
        self._connection, self._vault, self._viewer = connection, vault, viewer
        self._asked, self._told = asked, told
        self._done = self._total = 0

    async def write(self, stream: IO[bytes]) -> int:
        """The members, in the order of the format."""
        asked = self._asked
        main = await self._part(asked.ledger, None if asked.whole else set(asked.positions))
        _check(main)
        dossiers = [await self._dossier(main, number) for number in range(_bounded(len(asked.dossiers)))]
        parts = [main]
        if asked.ledger != REFERENCE_LEDGER and (asked.reference or _cited(dossiers, REFERENCE_LEDGER)):
            parts.append(await self._part(REFERENCE_LEDGER, None if asked.reference else set()))
        for part in parts:
            await self._complete(part, dossiers)
        writer = BundleWriter(stream, await self._keys(parts))
        for dossier in dossiers:
            # Without the names of people: a bundle is a copy that nobody can erase.
            writer.dossier(dossier, page(dossier, None, asked.language).encode())
        consistency = await self._consistency(main)
        self._total = sum(part.entries for part in parts)
        for part in sorted(parts, key=lambda one: one.ledger):
            await self._write_part(writer, part, consistency if part is main else None)
        writer.close()
        return self._total

    async def _part(self, ledger: str, positions: set[int] | None) -> _Part:
        signed = await checkpoints.latest(self._connection, ledger)
        if signed is None:
            raise ExportRefused("NOT_SIGNED", ledger=ledger)
        head = (await Reader(self._connection).heads_of([ledger]))[ledger]
        clock: Clock = "SIMULATED" if head.clock == "SIMULATED" else "REAL"
        return _Part(ledger, clock, self._viewer.level(ledger), signed, positions)

    async def _dossier(self, main: _Part, number: int) -> Dossier:
        """A dossier as it was known at the checkpoint, so that all of it is proved."""
        kind, name = self._asked.dossiers[number]
        at = AtInput(on=self._asked.on, at_position=main.signed.size)
        moment = await resolve_for(self._viewer, self._vault, self._connection, main.ledger, at)
        dossier = await read_dossier(self._connection, moment, kind, name)
        if dossier is None:
            raise ExportRefused("NO_SUCH_DOSSIER", kind=kind.word, name=name[:40])
        return dossier

    async def _complete(self, part: _Part, dossiers: Sequence[Dossier]) -> None:
        """The entries that dossiers rest on, and those that say that a body was erased."""
        if part.positions is None:
            return
        part.positions |= _cited(dossiers, part.ledger)
        _check(part)
        lines = await extract.some(self._connection, part.ledger, sorted(part.positions), part.level)
        erasing = {line.erased_by for line in lines if line.erased_by is not None}
        part.positions |= {position for position in erasing if position <= part.signed.size}

    async def _keys(self, parts: Sequence[_Part]) -> Keys:
        """The deployment's keys that lead to the one of today, and those of the witnesses."""
        name = _name(parts[0])
        chain: list[checkpoints.PublicKey] = []
        for key in await checkpoints.published_keys(self._connection):
            if key.name == name:
                chain = [*chain, key] if key.succession is not None else [key]
        witnesses = {one.vkey: None for part in parts for one in await self._cosignatures(part)}
        return Keys(
            tuple(VerifierKey(key.name, ED25519, key.public) for key in chain),
            tuple(key.succession for key in chain[1:] if key.succession is not None),
            tuple(map(VerifierKey.parse, witnesses)),
        )

    async def _cosignatures(self, part: _Part) -> list[checkpoints.StoredCosignature]:
        return await checkpoints.cosignatures(self._connection, part.signed)

    async def _consistency(self, main: _Part) -> Consistency | None:
        """That the tree goes on from the auditor's checkpoint; a whole ledger shows it by itself."""
        since, first, size = self._asked.since, self._asked.since_size, main.signed.size
        if since is not None:
            first = since.size
            if since.origin != main.signed.origin:
                raise ExportRefused("OTHER_CHECKPOINT", origin=since.origin[:200], own=main.signed.origin)
        if first > size:
            raise ExportRefused("NEWER_CHECKPOINT", since=first, size=size)
        if since is not None and await tree.root(self._connection, main.ledger, first) != since.root:
            raise ExportRefused("FORKED", since=first)
        if main.positions is None or first in (0, size):
            return None
        proof = await tree.consistency_proof(self._connection, main.ledger, first, size)
        return Consistency(proof=tuple(proof), size=first)

    async def _write_part(self, writer: BundleWriter, part: _Part, consistency: Consistency | None) -> None:
        with writer.ledger(
            part.ledger,
            clock=part.clock,
            kind="WHOLE" if part.positions is None else "SELECTION",
            made_for=_level(part.level),
            note=Note.parse(part.signed.whole),
            consistency=consistency,
        ) as lines:
            if part.positions is None:
                async for page in extract.whole(self._connection, part.ledger, part.signed.size, part.level):
                    self._add(lines.add, page)
                return
            for line in await extract.some(self._connection, part.ledger, sorted(part.positions), part.level):
                path = await tree.inclusion_proof(self._connection, part.ledger, line.position, part.signed.size)
                self._add(lines.add, [structs.replace(line, proof=tuple(path))])

    def _add(self, add: Callable[[Line], None], page: Sequence[Line]) -> None:
        for line in page:
            add(line)
        self._done += len(page)
        self._told(self._done, self._total)


_LEVELS: Final[tuple[Level, ...]] = ("PUBLIC", "MEMBERS", "BUREAU", "RESTRICTED")


def _level(level: int) -> Level:
    assert tuple(Visibility) == _LEVELS
    return _LEVELS[level]


def _bounded(count: int) -> int:
    if count > MOST_DOSSIERS:
        raise ExportRefused("TOO_MANY_DOSSIERS", most=MOST_DOSSIERS, found=count)
    return count


def _cited(dossiers: Sequence[Dossier], ledger: str) -> set[int]:
    """The entries of a ledger that dossiers rest on."""
    return {entry.position for dossier in dossiers for entry in dossier.entries if entry.ledger == ledger}


def _check(part: _Part) -> None:
    """Raises ExportRefused: there are too many entries, or one is not signed."""
    positions = part.positions or ()
    if len(positions) > MOST_SELECTED:
        raise ExportRefused("TOO_MANY", most=MOST_SELECTED, found=len(positions))
    for position in positions:
        if not 1 <= position <= part.signed.size:
            raise ExportRefused("NOT_SIGNED_YET", ledger=part.ledger, position=position, size=part.signed.size)


def _name(part: _Part) -> str:
    """The deployment's name, of the origin of one of its ledgers."""
    return part.signed.origin.removesuffix(origin_of("", part.ledger))
