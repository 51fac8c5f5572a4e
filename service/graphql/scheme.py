"""What the API gives of scheme."""
