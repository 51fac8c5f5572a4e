"""The decisions that were read, what they refer to, and who sits."""

from msgspec import Struct

from domain import composition
from domain.composition import Composition
from domain.decision_state import DecisionRecord
from domain.things import Things


class State(Struct, frozen=True):
    """The decisions that were read, what they refer to, and who sits."""

    things: Things[DecisionRecord] = Things()
    composition: Composition = composition.EMPTY

    def the(self, decision: str) -> DecisionRecord:
        """A decision that must be recorded.

        Raises:
            Refused: UnknownReference.
        """
        return self.things.the(f"decision:{decision}")
