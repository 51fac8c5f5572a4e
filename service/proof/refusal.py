"""Why a bundle is not verified."""


class Refused(Exception):
    """The first thing that is wrong: a code of ``words.REFUSALS`` with the values of its sentence.

    ``ledger`` and ``position`` name the entry, where it is one.
    """

    def __init__(self, code: str, *, ledger: str = "", position: int = 0, **values: object) -> None:
        super().__init__(code)
        self.code, self.ledger, self.position, self.values = code, ledger, position, values
