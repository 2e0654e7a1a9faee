"""Plans as the API and the plan element read them."""
