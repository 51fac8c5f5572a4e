"""Entries that were edited, removed, added, moved; proofs of something else."""

import json
from collections.abc import Callable, Iterator

from msgspec import structs

from service.proof.bundle import Line
from service.proof.canonical import body_sha256, canonical
from service.proof.checkpoint import Checkpoint
from service.proof.keys import origin_of
from tests.service.proof.bundles import (
    ERASED,
    KEY,
    LEDGER,
    NAME,
    SEALED,
    SIZE,
    Register,
    body,
    selection,
    signed,
    usual_bodies,
    whole,
)
from tests.service.proof.hostile.forging import (
    ENTRIES,
    PROOF,
    Case,
    header,
    line,
    lines,
    listed,
    opened,
    with_member,
    with_part,
)


def in_lines() -> Iterator[tuple[str, Case]]:
    """Lines, headers, their order and their times."""
    forms: dict[str, Callable[[bytes], bytes]] = {
        "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
        "a blank line": lambda data: b"\n" + data,
        "a space": lambda data: data.replace(b'{"body"', b'{ "body"', 1),
        "an unknown key": lambda data: data.replace(b',"position":1', b',"note":"","position":1', 1),
        "a key twice": lambda data: data.replace(b',"position":1', b',"position":1,"position":1', 1),
        "an unknown reason": lambda data: data.replace(b'"SEALED"', b'"BURIED"'),
        "a mark of byte order": lambda data: b"\xef\xbb\xbf" + data,
        "a NUL": lambda data: data.replace(b"bureau", b"bur\0au", 1),
        "a lone surrogate": lambda data: data.replace(b"bureau", rb"bur\udfffau", 1),
        "no UTF-8": lambda data: data.replace(b"bureau", b"bur\xe9au", 1),
        "a position of 1.0": lambda data: data.replace(b'"position":1}', b'"position":1.0}', 1),
        "brackets": lambda data: b"[" * 50_000 + b"\n" + data,
    }
    for name, change in forms.items():
        yield f"line: {name}", Case(with_member(ENTRIES, change), "LINE_NOT_STRICT")
    yield "line: the last has no end", Case(with_member(ENTRIES, lambda data: data[:-1]), "LINE_NOT_ENDED")
    yield "line: a huge one", Case(with_member(ENTRIES, lambda data: data + b"x" * (9 << 20)), "LINE_TOO_LONG")
    yield "no line", Case(with_member(ENTRIES, lambda _: b""), "ENTRIES_MISSING")
    yield "the first removed", Case(lines(lambda found: found.pop(0)), "OUT_OF_ORDER", 2)
    yield "one removed", Case(lines(lambda found: found.pop(4)), "OUT_OF_ORDER", 6)
    yield "the last removed", Case(lines(lambda found: found.pop()), "ENTRIES_MISSING")
    yield "the last removed, and the number said", Case(with_part(entries=SIZE - 1), "ENTRIES_MISSING")
    yield "one twice", Case(lines(lambda found: found.insert(3, found[2])), "OUT_OF_ORDER", 3)
    yield "all reversed", Case(lines(list[Line].reverse), "OUT_OF_ORDER", SIZE)
    yield "one more", Case(lines(lambda found: found.append(_next())), "OUT_OF_ORDER", SIZE + 1)
    yield "another position", Case(line(3, position=4), "HEADER_OF_ANOTHER", 4)
    yield "the header of another ledger", Case(line(3, header=header(3, ledger="FR")), "HEADER_OF_ANOTHER", 3)
    yield "the header of another clock", Case(line(3, header=header(3, clock="SIMULATED")), "HEADER_OF_ANOTHER", 3)
    yield "a step that ended", Case(line(3, header=header(3, step_end=2)), "STEP", 3)
    yield "a step beyond all entries", Case(line(3, header=header(3, step_end=99)), "STEP", 3)
    yield "a step that the next entry does not know", Case(line(3, header=header(3, step_end=4)), "STEP", 4)
    yield (
        "a date of recording changed",
        Case(line(3, header=header(3, recorded_at="2026-05-21T08:30:03.000001Z")), "ROOT_DIFFERS"),
    )
    yield (
        "a date of recording before",
        Case(line(3, header=header(3, recorded_at="2026-05-21T08:30:01.999999Z")), "CLOCK_BACK", 3),
    )
    backwards = Register(seconds=lambda position: 100 if position == 7 else position)
    yield "a clock that goes back, signed", Case(whole(backwards), "CLOCK_BACK", 8)
    for name, changed in {
        "an unknown key": header(3, note="x"),
        "a key left out": header(3).replace('"v":1', '"w":1'),
        "another version": header(3, v=2),
        "a position as a text": header(3, position="3"),
        "a date that is none": header(3, recorded_at="yesterday"),
        "another date form": header(3, recorded_at="2026-05-21T08:30:03Z"),
        "a digest in capitals": header(3, body_sha256="A" * 64),
        "a space": header(3).replace(",", ", "),
        "a key twice": header(3).replace('"v":1', '"v":1,"v":1'),
        "nothing": "",
    }.items():
        yield f"header: {name}", Case(line(3, header=changed), "HEADER_NOT_STRICT", 3)


def _next() -> Line:
    longer = Register([*usual_bodies(), body(SIZE + 1)])
    return longer.line(SIZE + 1)


def in_bodies() -> Iterator[tuple[str, Case]]:
    """Bodies, and why they are not there."""
    other = canonical(body(3, recorded_by="t-bbbbbbbb")).decode()
    yield "a body edited", Case(line(3, body=other), "BODY_DIFFERS", 3)
    yield "a space in a body", Case(line(3, body=canonical(body(3)).decode() + " "), "BODY_DIFFERS", 3)
    recomputed = header(3, body_sha256=body_sha256(other.encode()))
    yield "a body and its header edited", Case(line(3, body=other, header=recomputed), "ROOT_DIFFERS")
    yield "a body left out", Case(line(3, body=None), "BODY_OR_REASON", 3)
    yield "a body and a reason", Case(line(3, why="SEALED"), "BODY_OR_REASON", 3)
    yield "sealed by another entry", Case(line(SEALED, erased_by=9), "BODY_OR_REASON", SEALED)
    yield "erased by nothing", Case(line(ERASED, erased_by=None), "BODY_OR_REASON", ERASED)
    yield "erased before it was recorded", Case(line(ERASED, erased_by=2), "ERASED_BY", ERASED)
    yield "erased by itself", Case(line(ERASED, erased_by=ERASED), "ERASED_BY", ERASED)
    yield "sealed for those who read all", Case(whole(made_for="RESTRICTED"), "SEALED_FOR_NOBODY", SEALED)
    yield "a proof where none belongs", Case(line(3, proof=(bytes(32),)), "PROOF", 3)
    for name, text in {
        "a space": b'{"a": 1}',
        "a key twice": b'{"a":1,"a":1}',
        "keys out of order": b'{"b":1,"a":1}',
        "a fraction": b'{"a":1.5}',
        "an exponent": b'{"a":1e3}',
        "a number beyond 2**53": b'{"a":9007199254740992}',
        "a huge number": b'{"a":' + b"7" * 6000 + b"}",
        "NaN": b'{"a":NaN}',
        "another escape": rb'{"a":"\u00e9"}',
        "keys as UTF-8 has them, not UTF-16": '{"\uff5e":1,"\U0001f600":1}'.encode(),
        "an array": b"[1]",
        "brackets": b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}",
        "a mark of byte order": b"\xef\xbb\xbf{}",
    }.items():
        yield f"body: {name}", Case(_signed_body(text), "BODY_NOT_STRICT", 1)


def _signed_body(text: bytes) -> bytes:
    """A ledger of one entry whose body is these bytes, hashed and signed as such."""
    from service.proof import merkle
    from service.proof.canonical import leaf_hash

    made = canonical({**json.loads(Register().header(1)), "body_sha256": body_sha256(text)})
    root = merkle.root_of([leaf_hash(made)])
    note = signed(Checkpoint(origin_of(NAME, LEDGER), 1, root), KEY, LEDGER)
    return whole(note=note, lines=[Line(header=made.decode(), position=1, body=text.decode())])


def in_selections() -> Iterator[tuple[str, Case]]:
    """Proofs of entries, and of the tree's growth."""
    register = Register()
    proved = register.proved([2, 5, 8])
    first, middle, _ = proved

    def some(*found: Line) -> bytes:
        return selection([], lines=found)

    path = first.proof or ()
    yield "no proof", Case(some(structs.replace(first, proof=None)), "PROOF", 2)
    yield "an empty proof", Case(some(structs.replace(first, proof=())), "PROOF", 2)
    yield "the proof of another entry", Case(some(structs.replace(first, proof=middle.proof)), "PROOF", 2)
    yield "a proof that is too short", Case(some(structs.replace(first, proof=path[:-1])), "PROOF", 2)
    yield "a proof that is too long", Case(some(structs.replace(first, proof=(*path, bytes(32)))), "PROOF", 2)
    yield "a proof with a short hash", Case(some(structs.replace(first, proof=(path[0][:31], *path[1:]))), "PROOF", 2)
    yield "a proof of a thousand hashes", Case(some(structs.replace(first, proof=path * 300)), "PROOF", 2)
    smaller = Register(usual_bodies()[:7]).proved([2])
    yield "a proof for another size", Case(some(*smaller), "PROOF", 2)
    edited = structs.replace(first, header=header(2, recorded_at="2026-05-21T08:30:02.500000Z"))
    yield "a header edited", Case(some(edited), "PROOF", 2)
    other = canonical(body(2, recorded_by="t-b")).decode()
    recomputed = structs.replace(first, body=other, header=header(2, body_sha256=body_sha256(other.encode())))
    yield "a body edited and its header recomputed", Case(some(recomputed), "PROOF", 2)
    yield "out of order", Case(some(middle, first), "OUT_OF_ORDER", 2)
    yield "the same twice", Case(some(first, first), "OUT_OF_ORDER", 2)
    none = selection([])
    yield "no entry at all", Case(none, "NOT_STRICT")
    rest = selection([2, 5], register)
    for name, text in {"a key too many": b'{"proof":[],"size":3,"x":1}', "no array": b'{"proof":1,"size":3}'}.items():
        members = opened(selection([2, 5], register, since=3))
        yield f"a consistency proof with {name}", Case(listed({**members, PROOF: text}), "NOT_STRICT")
    yield "a consistency proof that is not said", Case(listed({**opened(rest), PROOF: b"{}"}), "MEMBERS_DIFFER")
    members = opened(selection([2, 5], register, since=3))
    resized = canonical({**json.loads(members[PROOF]), "size": 4})
    yield "a consistency proof of another size", Case(listed({**members, PROOF: resized}), "CONSISTENCY_SIZE")
