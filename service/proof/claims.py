"""What the dossiers of a bundle claim of entries, held against their bodies as these go by."""

from itertools import repeat
from typing import Any, Final

import msgspec
from msgspec import structs

from service.proof.bundle import LARGEST_DOSSIER, Bundle, Claim, dossier_names
from service.proof.canonical import canonical
from service.proof.refusal import Refused
from service.proof.strict import NotStrict, at_pointer, strict_object

MOST_CLAIMS: Final = 200_000
"""Statements of all dossiers of a bundle, which are remembered until their entries come."""


def erased_in(body: Any) -> set[int]:
    """The entry whose body was erased, if this body says so."""
    match body:
        case {"type": "BodyErased", "fact": {"entry": int(entry)}}:
            return {entry}
    return set()


class Claims:
    """What the dossiers say of entries, until each is found."""

    def __init__(self) -> None:
        self._of: dict[tuple[str, int], list[Claim]] = {}
        self.checked = self._count = 0

    def read(self, bundle: Bundle, number: int) -> None:
        """The claims of a dossier, each of which it makes somewhere; the page is read for its SHA-256 alone."""
        page, name = dossier_names(number)
        for _ in bundle.blocks(page):
            pass
        try:
            dossier = strict_object(bundle.content(name, LARGEST_DOSSIER))
            claims = msgspec.convert(dossier.get("claims"), list[Claim])
            statements = msgspec.convert(dossier.get("statements"), list[str])
        except (NotStrict, msgspec.ValidationError) as error:
            raise Refused("NOT_STRICT", member=name, reason=str(error)) from None
        self._count += len(claims)
        if self._count > MOST_CLAIMS:
            raise Refused("TOO_MANY_CLAIMS", most=MOST_CLAIMS)
        if len(statements) != len(claims) or not all(map(_says, repeat(dossier), statements, claims)):
            raise Refused("STATEMENTS", member=name)
        for claim in claims:
            self._of.setdefault((claim.ledger, claim.position), []).append(claim)

    def check(self, ledger: str, position: int, body: Any) -> None:
        """Raises Refused: a claim about this body is false."""
        for claim in self._of.pop((ledger, position), ()):
            if not _stands(body, claim.pointer, claim.value):
                raise Refused("CLAIM_FALSE", ledger=ledger, position=position, pointer=claim.pointer[:80])
            self.checked += 1

    def refuse(self, ledger: str, position: int) -> None:
        """Raises Refused: a dossier speaks of a body that is sealed."""
        if claims := self._of.get((ledger, position)):
            raise Refused("CLAIM_SEALED", ledger=ledger, position=position, pointer=claims[0].pointer[:80])

    def move(self, ledger: str, position: int, by: int) -> None:
        """The body is erased: what is claimed of it must stand in what remains, which the entry that says so holds."""
        for claim in self._of.pop((ledger, position), ()):
            remains = structs.replace(claim, position=by, pointer=f"/fact/remains{claim.pointer}")
            named = Claim(ledger=ledger, position=by, pointer="/fact/entry", value=position)
            self._of.setdefault((ledger, by), []).extend((remains, named))
            self.checked -= 1  # two are checked for one

    def check_all_seen(self) -> None:
        """Raises Refused: a dossier speaks of an entry that is not in the bundle."""
        for ledger, position in sorted(self._of):
            raise Refused("CLAIM_WITHOUT_ENTRY", ledger=ledger, position=position)


def _says(dossier: dict[str, Any], statement: str, claim: Claim) -> bool:
    """Whether a dossier says what it claims, elsewhere than among its claims."""
    return not statement.startswith("/claims") and _stands(dossier, statement, claim.value)


def _stands(document: Any, pointer: str, value: Any) -> bool:
    """Whether a value, to the byte, is at a pointer. As bytes, for Python takes 1 and true for the same."""
    try:
        return canonical(at_pointer(document, pointer)) == canonical(value)
    except LookupError:
        return False
