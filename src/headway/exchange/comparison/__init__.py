"""What a newer file would change, in words that people read."""
