"""The strategy: orientations, action programme, trajectory indicators, involvement of the elected."""

from service.demo.sittings import Sitting


def sittings() -> tuple[Sitting, ...]:
    """This chapter, in order."""
    return ()
