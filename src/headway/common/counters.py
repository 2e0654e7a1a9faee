"""The cache for counters of rate limits: in files, for all processes; none is lost while it counts."""

from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache


class CounterCache(FileBasedCache):
    """Makes room by forgetting what was written longest ago.

    Django's own file cache forgets at random: whoever makes many new counters, with addresses that nobody
    has, would wash away the one that counts their guesses at a password.
    """

    def __init__(self, folder: str, options: dict[str, Any]) -> None:
        super().__init__(folder, options)
        self.folder = Path(folder)

    def _cull(self) -> None:
        files = list(self.folder.glob(f"*{self.cache_suffix}"))
        if len(files) < self._max_entries:
            return
        for file in sorted(files, key=_written)[: len(files) // 4]:
            file.unlink(missing_ok=True)


def _written(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # another process was faster
        return 0.0
