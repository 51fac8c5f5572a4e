"""The verdict on a bundle: verified, intact, or refused, with what was checked and what was not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from service.proof.refusal import Refused
from service.proof.trust import Trust, UselessTrust
from service.proof.verify import LedgerReport, Report, Told, verify
from service.proof.words import LINES, REFUSALS, VERDICTS, Language, say


class Verdict(Struct, frozen=True):
    """VERIFIED: all is proved against a key that the auditor gave. INTACT: against the bundle's own. REFUSED: not."""

    code: Literal["VERIFIED", "INTACT", "REFUSED"]
    report: Report | None = None
    refusal: Refused | None = None

    def lines(self, language: Language) -> list[str]:
        """For people: the verdict, then what was checked and what was not."""
        head = say(VERDICTS, self.code, language)
        if self.refusal is not None:
            return [f"{head} — {_sentence(self.refusal, language)}"]
        assert self.report is not None
        lines = [say(LINES, code, language, **values) for code, values in _told(self.report)]
        return [head, *lines]

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        if self.refusal is not None:
            refused = self.refusal
            at: dict[str, Any] = {"ledger": refused.ledger} if refused.ledger else {}
            at |= {"position": refused.position} if refused.position else {}
            said = {language: _sentence(refused, language) for language in ("en", "fr")}
            return {"verdict": self.code, "code": refused.code, **at, "message": said}
        return {"verdict": self.code, **msgspec.to_builtins(self.report)}


def judge(path: str, trust: Trust, told: Told = lambda *_: None) -> Verdict:
    """Verify the bundle at a path.

    Raises:
        UselessTrust: there is no file to read there.
    """
    try:
        with Path(path).open("rb") as stream:
            stream.seek(0)
            report = verify(stream, trust, told)
    except OSError as error:
        raise UselessTrust("FILE", file=path, reason=error.strerror or str(error)) from None
    except Refused as refused:
        return Verdict("REFUSED", refusal=refused)
    return Verdict("VERIFIED" if report.trusted else "INTACT", report)


def _sentence(refused: Refused, language: Language) -> str:
    sentence = say(REFUSALS, refused.code, language, **refused.values)
    if refused.position:
        return say(LINES, "AT", language, ledger=refused.ledger, position=refused.position, sentence=sentence)
    return say(LINES, "IN", language, ledger=refused.ledger, sentence=sentence) if refused.ledger else sentence


def _told(report: Report) -> Iterator[tuple[str, dict[str, object]]]:
    if not report.trusted:
        yield "UNTRUSTED", {}
    if any(one.clock == "SIMULATED" for one in report.ledgers):
        yield "SIMULATED", {}
    for one in report.ledgers:
        yield from _told_of(one)
    if report.dossiers:
        yield "DOSSIERS", {"dossiers": report.dossiers, "claims": report.claims}
        yield "PAGES", {}


def _told_of(one: LedgerReport) -> Iterator[tuple[str, dict[str, object]]]:
    signed = one.signed
    about = {"ledger": one.ledger, "entries": one.entries, "size": signed.size, "last": one.last_recorded_at}
    yield one.kind, about
    yield "MADE_FOR", {"level": one.made_for}
    yield "ENTRIES", {**about, "bodies": one.bodies}
    yield "ROOT", {"root": signed.root.hex()}
    yield "SIGNED", {"keys": ", ".join(signed.keys)}
    if signed.succeeded:
        yield "SUCCEEDED", {}
    if signed.witnesses:
        yield "COSIGNED", {"witnesses": ", ".join(signed.witnesses)}
    if one.own_size is not None:
        yield "OWN", {"size": one.own_size}
    counted = {
        "OWN_UNPROVED": one.own_unproved,
        "NEWER": one.newer,
        "OTHER_WITNESSES": signed.other_witnesses,
        "OUTSIDE": signed.size - one.entries,
        "SEALED": one.sealed,
        "ERASED": one.erased,
        "ERASED_UNPROVED": one.erased_unproved,
    }
    for code, count in counted.items():
        if count:
            yield code, {"count": count}
    if one.unused_proof is not None:
        yield "UNUSED_PROOF", {"size": one.unused_proof}
    elif one.own_size is None and not signed.witnesses:
        yield "NO_OWN", {}
