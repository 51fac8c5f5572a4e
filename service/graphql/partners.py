"""What the API gives of partners."""

QUERIES: tuple[type, ...] = ()
