"""What the API gives of sessions."""

QUERIES: tuple[type, ...] = ()
