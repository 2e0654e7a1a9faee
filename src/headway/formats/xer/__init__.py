"""Primavera P6's exchange format (XER): tables as text, separated by tabs."""

from headway.formats.xer.format import XER
from headway.formats.xer.reader import read_xer
from headway.formats.xer.writer import write_xer

__all__ = ["XER", "read_xer", "write_xer"]
