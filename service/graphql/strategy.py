"""What the API gives of strategy."""

QUERIES: tuple[type, ...] = ()
