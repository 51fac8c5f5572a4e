"""What the API gives of pact."""

QUERIES: tuple[type, ...] = ()
