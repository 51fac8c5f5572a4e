"""What the API gives of strategy."""
