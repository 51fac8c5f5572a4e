"""The site: pages, pictures, exports."""
