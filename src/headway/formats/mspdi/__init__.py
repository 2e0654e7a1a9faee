"""Microsoft Project's XML format (MSPDI): `read_mspdi` and what its elements mean."""

from headway.formats.mspdi.format import MSPDI
from headway.formats.mspdi.reader import read_mspdi

__all__ = ["MSPDI", "read_mspdi"]
