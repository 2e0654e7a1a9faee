"""Primavera P6's XML format (PMXML): the tables of an XER file as elements."""

from headway.formats.pmxml.format import PMXML
from headway.formats.pmxml.reader import read_pmxml

__all__ = ["PMXML", "read_pmxml"]
