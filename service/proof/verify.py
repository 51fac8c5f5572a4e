"""The verifier of a bundle: no database, no network, none of the service's code. Read it in one sitting.

Every entry is checked against a checkpoint that the log signed: its header is the leaf of a tree, its body is the one
whose hash is in the header. Memory does not grow with the number of entries. The first thing that is wrong ends it with
``Refused``; what cannot be checked is counted in the report, never passed over.
"""

from collections.abc import Callable
from typing import IO, Final

from msgspec import Struct, field

from service.proof.archive import Archive
from service.proof.bundle import (
    CONSISTENCY,
    HEADER,
    LARGEST_NOTE,
    LARGEST_PROOF,
    LINE,
    Bundle,
    Consistency,
    Header,
    LedgerPart,
    Line,
)
from service.proof.canonical import body_sha256, leaf_hash
from service.proof.claims import Claims, erased_in
from service.proof.frontier import Frontier
from service.proof.merkle import EMPTY_ROOT, ProofError, verify_consistency, verify_inclusion
from service.proof.refusal import Refused
from service.proof.strict import NotStrict, strict_object, strict_struct
from service.proof.trust import Signed, Signers, Trust

MOST_ERASED: Final = 100_000
"""Bodies of one ledger: each is remembered until the entry that says so comes."""
_EVERY: Final = 1000

Told = Callable[[int, int], None]
"""Told how many entries are done, and how many there are."""


class LedgerReport(Struct, kw_only=True):
    """What was checked of one ledger, and what was not."""

    ledger: str
    kind: str
    clock: str
    made_for: str
    """The level that the bundle says it was made for."""
    signed: Signed
    entries: int = 0
    """Headers checked: form, order, leaf, and root or proof."""
    bodies: int = 0
    """Of these, bodies that are the ones whose hash is in the header."""
    sealed: int = 0
    erased: int = 0
    """Bodies erased, as an entry of the bundle says."""
    erased_unproved: int = 0
    """Bodies said to be erased, without an entry in the bundle that can be read and says so."""
    own_size: int | None = None
    """Size of the auditor's own checkpoint, from which the tree was proved to go on."""
    own_unproved: int = 0
    """Older ones of the auditor's, from which a selection proves nothing: it brings one proof."""
    unused_proof: int | None = None
    """Size from which the bundle proves that the tree goes on, when the auditor gave no checkpoint to begin with."""
    newer: int = 0
    """Entries of the bundle beyond it."""
    last_recorded_at: str = ""


class Report(Struct, kw_only=True):
    """What was checked of a bundle, and what was not."""

    ledgers: list[LedgerReport] = field(default_factory=list)
    dossiers: int = 0
    claims: int = 0
    """Statements of dossiers that stand in the bodies they name, or in what remains of these."""

    @property
    def trusted(self) -> bool:
        """Whether every checkpoint is signed by a key that the auditor gave."""
        return all(one.signed.trusted for one in self.ledgers)


def verify(stream: IO[bytes], trust: Trust, told: Told = lambda *_: None) -> Report:
    """Check a whole bundle.

    Raises:
        Refused: the first thing that is wrong, and the entry where it is.
    """
    bundle = Bundle(Archive(stream))
    manifest = bundle.manifest
    claims = Claims()
    for number in range(1, manifest.dossiers + 1):
        claims.read(bundle, number)
    report = Report(dossiers=manifest.dossiers)
    signers = Signers(manifest, trust)
    for part in manifest.ledgers:
        report.ledgers.append(_LedgerCheck(bundle, part, signers, claims).run(told))
    report.claims = claims.checked
    claims.check_all_seen()
    return report


class _LedgerCheck:
    """One pass over the entries of a ledger."""

    def __init__(self, bundle: Bundle, part: LedgerPart, signers: Signers, claims: Claims) -> None:
        self._bundle, self._part, self._claims = bundle, part, claims
        self._signed = signers.check(bundle.content(part.checkpoint, LARGEST_NOTE), part)
        owned = signers.check_own(part)
        self._own = owned[-1] if owned else None
        self._older = {own.size: own.root for own in owned[:-1]}
        self._tree = Frontier()
        self._before: Header | None = None
        self._erased: dict[int, set[int]] = {}
        self._report = LedgerReport(
            ledger=part.ledger, kind=part.kind, clock=part.clock, made_for=part.made_for, signed=self._signed
        )

    def run(self, told: Told) -> LedgerReport:
        """Every entry, then what holds of all."""
        part, report = self._part, self._report
        if part.kind == "SELECTION":
            self._check_consistency()
        for data in self._bundle.lines(part.lines):
            self._check_line(data)
            report.entries += 1
            if report.entries % _EVERY == 0 or report.entries == part.entries:
                told(report.entries, part.entries)
        if report.entries != part.entries or (part.kind == "WHOLE" and part.entries != part.size):
            raise Refused("ENTRIES_MISSING", ledger=part.ledger, said=part.entries, found=report.entries)
        if part.kind == "WHOLE":
            self._check_root()
        for unproved in self._erased.values():
            report.erased_unproved += len(unproved)
        report.erased -= report.erased_unproved
        report.last_recorded_at = self._before.recorded_at if self._before else ""
        return report

    def _check_line(self, data: bytes) -> None:
        ledger, expected = self._part.ledger, self._before.position + 1 if self._before else 1
        try:
            line = strict_struct(data, LINE)
        except NotStrict as error:
            raise Refused("LINE_NOT_STRICT", ledger=ledger, line=self._report.entries + 1, reason=str(error)) from None
        at = line.position
        try:
            header = strict_struct(line.header.encode(), HEADER)
        except NotStrict as error:
            raise Refused("HEADER_NOT_STRICT", ledger=ledger, position=at, reason=str(error)) from None
        if (header.position, header.ledger) != (at, ledger) or header.clock != self._part.clock:
            raise Refused("HEADER_OF_ANOTHER", ledger=ledger, position=at)
        if at > self._signed.size or (at != expected if self._part.kind == "WHOLE" else at < expected):
            raise Refused("OUT_OF_ORDER", ledger=ledger, position=at, expected=expected)
        self._check_time(header)
        self._check_leaf(line)
        self._check_body(line, header)
        self._before = header
        if self._own is not None and at > self._own.size:
            self._report.newer += 1

    def _check_time(self, header: Header) -> None:
        """The clock never goes back, and a list of commands is one step of it."""
        before, at = self._before, header.position
        if not at <= header.step_end <= self._signed.size:
            raise Refused("STEP", ledger=header.ledger, position=at)
        if before is None:
            return
        if header.recorded_at < before.recorded_at:
            raise Refused("CLOCK_BACK", ledger=header.ledger, position=at, before=before.recorded_at)
        if at <= before.step_end and (header.step_end, header.recorded_at) != (before.step_end, before.recorded_at):
            raise Refused("STEP", ledger=header.ledger, position=at)

    def _check_leaf(self, line: Line) -> None:
        leaf, signed = leaf_hash(line.header.encode()), self._signed
        if self._part.kind == "WHOLE":
            if line.proof is not None:
                raise Refused("PROOF", ledger=self._part.ledger, position=line.position, reason="not expected")
            self._tree.add(leaf)
            self._check_owned(self._tree.size)
            return
        try:
            verify_inclusion(leaf, line.position - 1, signed.size, line.proof or (), signed.root)
        except ProofError as error:
            raise Refused("PROOF", ledger=self._part.ledger, position=line.position, reason=str(error)) from None

    def _check_owned(self, size: int) -> None:
        """That the first so many entries are those of the auditor's checkpoint of that size, where there is one."""
        root = self._own.root if self._own is not None and self._own.size == size else self._older.get(size)
        if root is not None and root != self._tree.root():
            raise Refused("OWN_DIFFERS", ledger=self._part.ledger, size=size)

    def _check_body(self, line: Line, header: Header) -> None:
        ledger, at, report = self._part.ledger, line.position, self._report
        if (line.body is None) != (line.why is not None) or (line.erased_by is None) != (line.why != "ERASED"):
            raise Refused("BODY_OR_REASON", ledger=ledger, position=at)
        if line.body is None:
            self._check_absence(line)
            return
        data = line.body.encode()
        if body_sha256(data) != header.body_sha256:
            raise Refused("BODY_DIFFERS", ledger=ledger, position=at)
        try:
            body = strict_object(data)
        except NotStrict as error:
            raise Refused("BODY_NOT_STRICT", ledger=ledger, position=at, reason=str(error)) from None
        report.bodies += 1
        self._claims.check(ledger, at, body)
        if waiting := self._erased.get(at):
            waiting -= erased_in(body)

    def _check_absence(self, line: Line) -> None:
        ledger, at, report = self._part.ledger, line.position, self._report
        if line.why == "SEALED":
            if self._part.made_for == "RESTRICTED":
                raise Refused("SEALED_FOR_NOBODY", ledger=ledger, position=at)
            report.sealed += 1
            self._claims.refuse(ledger, at)
            return
        by = line.erased_by or 0
        if by <= at or report.erased >= MOST_ERASED:
            raise Refused("ERASED_BY", ledger=ledger, position=at, by=by)
        self._erased.setdefault(by, set()).add(at)
        report.erased += 1
        self._claims.move(ledger, at, by)

    def _check_root(self) -> None:
        own, report = self._own, self._report
        if self._tree.root() != self._signed.root:
            raise Refused("ROOT_DIFFERS", ledger=self._part.ledger, size=self._signed.size)
        self._check_empty()
        if own is not None:
            report.own_size = own.size

    def _check_empty(self) -> None:
        """That the auditor's checkpoint of nothing, where there is one, is of nothing."""
        root = self._own.root if self._own is not None and self._own.size == 0 else self._older.get(0)
        if root not in (None, EMPTY_ROOT):
            raise Refused("OWN_DIFFERS", ledger=self._part.ledger, size=0)

    def _check_consistency(self) -> None:
        """That a selection's tree begins with the auditor's own."""
        part, own, signed = self._part, self._own, self._signed
        given = _consistency(self._bundle, part) if part.since is not None else None
        if given is not None and (own is None or given.size != own.size):
            self._report.unused_proof, given = part.since, None
        if own is None:
            return
        if given is None and own.size not in (0, signed.size):
            raise Refused("CONSISTENCY_MISSING", ledger=part.ledger, own=own.size)
        try:
            verify_consistency(own.size, signed.size, given.proof if given else (), own.root, signed.root)
        except ProofError as error:
            raise Refused("CONSISTENCY", ledger=part.ledger, own=own.size, reason=str(error)) from None
        self._report.own_size = own.size
        self._report.own_unproved = len(self._older)


def _consistency(bundle: Bundle, part: LedgerPart) -> Consistency:
    try:
        found = strict_struct(bundle.content(part.consistency, LARGEST_PROOF), CONSISTENCY)
    except NotStrict as error:
        raise Refused("NOT_STRICT", member=part.consistency, reason=str(error)) from None
    if found.size != part.since:
        raise Refused("CONSISTENCY_SIZE", ledger=part.ledger, size=found.size)
    return found
