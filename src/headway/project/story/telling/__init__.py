"""Entries of the journal in words: what happened to what, and what was there before and after."""
