"""What the API gives of briefings."""
