"""What the API gives of decisions."""

QUERIES: tuple[type, ...] = ()
