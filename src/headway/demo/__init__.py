"""The demo organisation: Tarnvale Utilities Group, invented from head to foot, the same for a seed and a date."""
