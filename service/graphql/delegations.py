"""What the API gives of delegations."""
