"""What the API gives of decisions."""
