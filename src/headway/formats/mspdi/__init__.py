"""Microsoft Project's XML format (MSPDI): reading and writing it, and what its elements mean."""

from headway.formats.mspdi.format import MSPDI
from headway.formats.mspdi.reader import read_mspdi
from headway.formats.mspdi.writer import write_mspdi

__all__ = ["MSPDI", "read_mspdi", "write_mspdi"]
