"""Uploaded bytes on disk: under a random name, whole or not at all."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.common.refusal import Refusal

FOLDER = "plans"


class TooLarge(Refusal):
    """The file is larger than the installation takes."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    title = gettext_lazy("The file is too large")


class NoSpace(Refusal):
    """The disk did not take the file; nothing of it was kept."""

    status = HTTPStatus.INSUFFICIENT_STORAGE
    title = gettext_lazy("The file could not be stored")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is on disk."""

    stored_as: str
    size: int
    digest: str


def keep(chunks: Iterable[bytes]) -> Kept:
    """Store a file: written beside, flushed to the disk, then renamed, so that no half file has a real name.

    Raises ``TooLarge`` above ``HEADWAY_MAX_UPLOAD`` bytes and ``NoSpace`` when the disk fails.
    """
    name = secrets.token_hex(16)
    partial = _folder() / f"{name}.part"
    try:
        size, digest = _write(partial, chunks)
        partial.rename(path_of(name))
    except OSError as fault:
        raise NoSpace(
            _("The server could not store the file. Nothing was changed; try again later.")
        ) from fault
    finally:
        partial.unlink(missing_ok=True)
    return Kept(name, size, digest)


def path_of(stored_as: str) -> Path:
    """Where a stored file lies; ``stored_as`` comes from a row of ours, never from a request."""
    return _folder() / stored_as


def remove(stored_as: str) -> None:
    """Forget a file; one that is gone already is fine."""
    path_of(stored_as).unlink(missing_ok=True)


def stray(known: set[str], *, older_than: float) -> list[Path]:
    """Files that belong to nothing known and were last written more than so many seconds ago."""
    limit = time.time() - older_than
    return [path for path in _folder().iterdir() if path.name not in known and path.stat().st_mtime < limit]


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > settings.HEADWAY_MAX_UPLOAD:
                limit = settings.HEADWAY_MAX_UPLOAD // settings.MEGABYTE
                raise TooLarge(_("At most %(limit)s MB can be imported at once.") % {"limit": limit})
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()
