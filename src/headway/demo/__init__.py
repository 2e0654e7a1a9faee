"""The demo organisation: Tarnvale Utilities Group, invented, and the same for a seed and a date."""
