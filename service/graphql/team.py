"""What the API gives of team."""
