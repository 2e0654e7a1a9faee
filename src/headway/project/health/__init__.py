"""Health: how much of each tolerance is used and what colour that is, computed from the lower rooms."""
