"""What the API gives of partners."""
