"""The one error for "the service cannot be set up like this": the command line prints it and stops."""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from service.messages.setup import Told


class SetupError(Exception):
    """Something outside the register (environment, machine, database) must be changed by its operator.

    ``code`` names its sentences in ``service.messages.setup``, which ``values`` fill: what failed, why, the remedy.
    None of them may hold a password; URLs are passed through `service.database.urls.redacted` first.
    """

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def told(self, language: Literal["fr", "en"] = "en") -> "Told":
        """What failed, why and what to do, each without a final dot."""
        from service.messages import setup  # most processes never need a word of it

        return setup.told(self.code, self.values, language)

    def __str__(self) -> str:
        what, why, remedy = self.told()
        return f"{what}: {why}. {remedy}."
