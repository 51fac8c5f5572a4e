"""What the API gives of briefings."""

QUERIES: tuple[type, ...] = ()
