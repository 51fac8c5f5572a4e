"""What the API gives of projects."""

QUERIES: tuple[type, ...] = ()
