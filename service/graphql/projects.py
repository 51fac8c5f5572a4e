"""What the API gives of projects."""
