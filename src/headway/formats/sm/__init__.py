"""Instances of the project scheduling library PSPLIB: a project without dates under limited resources."""

from headway.formats.sm.reader import Instance, read_sm

__all__ = ["Instance", "read_sm"]
