"""Dossiers that say what the entries do not."""

from collections.abc import Iterator

from msgspec import structs

from tests.service.proof.bundles import (
    ERASED,
    ERASING,
    SEALED,
    Register,
    body,
    claim,
    selection,
    whole,
)
from tests.service.proof.bundles import dossier as told
from tests.service.proof.hostile.forging import (
    Case,
    dossier,
    opened,
    packed,
)


def in_dossiers() -> Iterator[tuple[str, Case]]:
    """Claims and statements."""
    for name, pointer, value in (
        ("another value", "/fact/seat", "VP3"),
        ("a number for a text", "/fact/term", 2026),
        ("a place that is not there", "/fact/rank", "VP2"),
        ("null for what is not there", "/fact/rank", None),
        ("a pointer without its slash", "fact/seat", "VP2"),
        ("a pointer with a wrong escape", "/fact/~2", "VP2"),
        ("a pointer into a text", "/type/0", "S"),
        ("more of an object than there is", "/fact", {"seat": "VP2"}),
    ):
        yield f"dossier: {name}", Case(dossier(claim(2, pointer, value)), "CLAIM_FALSE", 2)
    yield (
        "dossier: of an erased body, what does not remain",
        Case(dossier(claim(ERASED, "/fact/seat", "VP6")), "CLAIM_FALSE", ERASING),
    )
    yield (
        "dossier: of an erased body, in the entry that erased another",
        Case(_erased_by_another(), "CLAIM_FALSE", ERASING),
    )
    yield (
        "dossier: of an erased body, without the entry that says so",
        Case(
            selection([ERASED], dossiers=[told(claim(ERASED, "/type", "SeatFilled"))]),
            "CLAIM_WITHOUT_ENTRY",
            ERASING,
        ),
    )
    ranked = Register([body(1, rank=1)])
    yield "dossier: true for 1", Case(whole(ranked, dossiers=[told(claim(1, "/rank", True))]), "CLAIM_FALSE", 1)
    yield "dossier: of a sealed body", Case(dossier(claim(SEALED, "/type", "SeatFilled")), "CLAIM_SEALED", SEALED)
    yield "dossier: of an entry to come", Case(dossier(claim(99, "/type", "X")), "CLAIM_WITHOUT_ENTRY", 99)
    yield "dossier: of another ledger", Case(dossier(claim(2, "/type", "X", "FR")), "CLAIM_WITHOUT_ENTRY", 2)
    yield (
        "dossier: of an entry outside the selection",
        Case(selection([2], dossiers=[told(claim(3, "/fact/seat", "VP3"))]), "CLAIM_WITHOUT_ENTRY", 3),
    )
    yield "dossier: claims that are no list", Case(whole(dossiers=[{"claims": {}}]), "NOT_STRICT")
    yield "dossier: no claims", Case(whole(dossiers=[{"title": "x"}]), "NOT_STRICT")
    yield "dossier: no statements", Case(whole(dossiers=[{"claims": []}]), "NOT_STRICT")
    other = told(claim(2, "/fact/seat", "VP2"), said=["VP3"])
    yield "dossier: says something else than it claims", Case(whole(dossiers=[other]), "STATEMENTS")
    silent = told(claim(2, "/fact/seat", "VP2"), statements=[])
    yield "dossier: does not say what it claims", Case(whole(dossiers=[silent]), "STATEMENTS")
    circular = told(claim(2, "/fact/seat", "VP2"), statements=["/claims/0/value"])
    yield "dossier: its claims are all that it says", Case(whole(dossiers=[circular]), "STATEMENTS")
    nowhere = told(claim(2, "/fact/seat", "VP2"), statements=["/nowhere"])
    yield "dossier: says it nowhere", Case(whole(dossiers=[nowhere]), "STATEMENTS")
    yield "dossier: an array", Case(whole(dossiers=[[]]), "NOT_STRICT")
    yield "dossier: an unknown key in a claim", Case(dossier({**claim(2, "/type", "x"), "sure": True}), "NOT_STRICT")
    yield "dossier: a position that is none", Case(dossier(claim(0, "/type", "x")), "NOT_STRICT")
    yield "dossier: true for a position", Case(dossier({**claim(2, "", ""), "position": True}), "NOT_STRICT")
    yield "dossier: a fraction", Case(dossier(claim(2, "/type", 0.5)), "NOT_STRICT")
    with_one = dossier(claim(2, "/fact/seat", "VP2"))
    page = packed({**opened(with_one), "dossiers/0001.html": b"<p>forged"})
    yield "dossier: another page", Case(page, "MEMBERS_DIFFER")
    same = opened(with_one)["dossiers/0001.html"].replace(b"Dossier", b"Forgery")
    yield (
        "dossier: a page of the same size",
        Case(packed({**opened(with_one), "dossiers/0001.html": same}), "MEMBER_DIFFERS"),
    )
    many = [claim(2, "/fact/seat", "VP2")] * 200_001
    yield "dossier: too many claims", Case(whole(dossiers=[told(*many[:100_000])] * 3), "TOO_MANY_CLAIMS")
    yield "dossier: huge", Case(whole(dossiers=[told(x="y" * (17 << 20))]), "MEMBER_TOO_LARGE")


def _erased_by_another() -> bytes:
    """An entry called erased, though the one that is said to tell it tells of another."""
    found = Register().lines()
    found[2] = structs.replace(found[2], body=None, why="ERASED", erased_by=ERASING)
    return whole(lines=found, dossiers=[told(claim(3, "/type", "SeatFilled"))])
