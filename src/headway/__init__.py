"""Headway: project managers run projects, the project management office governs and assists."""

__version__ = "0.1.0"
