"""Toolkits of pages and API: declarations, refusals, error forms."""
