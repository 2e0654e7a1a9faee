"""The journal in words: what was done in projects, by whom and when, on pages and for programs."""
