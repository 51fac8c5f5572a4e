"""What the API gives of sessions."""
