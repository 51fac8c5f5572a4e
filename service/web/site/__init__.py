"""The site: pages in plain French and English over the very answers of the API."""
