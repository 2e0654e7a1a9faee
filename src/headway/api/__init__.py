"""The API: mounts each room's routes. No business code."""
