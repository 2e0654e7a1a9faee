"""ProTrack's XML format (.p2x): reading plans and their tracking periods."""

from headway.formats.protrack.format import PROTRACK
from headway.formats.protrack.reader import read_protrack, read_tracked

__all__ = ["PROTRACK", "read_protrack", "read_tracked"]
