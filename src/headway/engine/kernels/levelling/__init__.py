"""Schedules under limited resources: generation by priorities, justification, and evolution."""
