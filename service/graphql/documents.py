"""What the API gives of documents."""
