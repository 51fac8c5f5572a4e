"""The SCoT itself: approval, analysis, maintenance, revision, lapse."""

from service.demo.sittings import Sitting


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return ()
