"""The passes by the rules of Microsoft Project."""
