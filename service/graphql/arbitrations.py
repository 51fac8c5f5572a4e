"""What the API gives of arbitrations."""

QUERIES: tuple[type, ...] = ()
