"""What the API gives of delegations."""

QUERIES: tuple[type, ...] = ()
