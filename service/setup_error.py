"""The one error for "the service cannot be set up like this": the command line prints it and stops."""


class SetupError(Exception):
    """Something outside the register (environment, machine, database) must be changed by its operator.

    `what` failed, `why` it did, and the `remedy`: three sentences without a final dot, in English. None of them
    may hold a password; URLs are passed through `service.database.urls.redacted` first.
    """

    def __init__(self, what: str, why: str, remedy: str) -> None:
        super().__init__(what, why, remedy)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}: {self.why}. {self.remedy}."
