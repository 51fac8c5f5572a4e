"""What the API gives of scheme."""

QUERIES: tuple[type, ...] = ()
