"""What the API gives of pact."""
