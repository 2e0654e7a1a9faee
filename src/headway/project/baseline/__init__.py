"""Baselines: what the sponsor approved of the plan, kept as it was for ever."""
