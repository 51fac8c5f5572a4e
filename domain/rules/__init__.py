"""Legal parameters with the date from which they apply and the article that they come from."""
