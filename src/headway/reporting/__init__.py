"""What is read across rooms: for now, the search behind the command palette."""
