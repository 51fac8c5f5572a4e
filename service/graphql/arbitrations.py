"""What the API gives of arbitrations."""
