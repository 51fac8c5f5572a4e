"""What others wrote, which the house is measured against."""
