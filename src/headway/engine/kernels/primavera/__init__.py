"""The passes by the rules of Primavera P6."""
