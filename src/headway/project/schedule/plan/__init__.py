"""A plan in memory: its facts, the draft of a change, what follows from the outline. Pure."""
