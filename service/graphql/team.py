"""What the API gives of team."""

QUERIES: tuple[type, ...] = ()
