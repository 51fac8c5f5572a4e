"""What the API gives of documents."""

QUERIES: tuple[type, ...] = ()
