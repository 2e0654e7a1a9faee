"""Row versions: nobody's change is lost to somebody else's."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .refusal import Stale, VersionMissing


class Versioned(models.Model):
    """A row that people edit. The version goes out with it and must come back with the change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def as_read(version: int | None) -> int:
    """The version that a change was sent with; raises ``VersionMissing`` where it has none."""
    if version is None:
        raise VersionMissing(_("Send the version of what you change, as you read it."))
    return version


def stale(told: Mapping[str, Any]) -> Stale:
    """The refusal of a change to what is another by now: a sentence about who changed what, and both apart.

    ``told`` is what is known of the last change: ``changed_by``, a name, ``changed``, a list of words, its
    moment ``at``, and whether it is the reader's ``own``.
    """
    if not told:
        return Stale(_("Somebody has changed this since you opened it. Look at it as it is now."))
    said = {"person": told["changed_by"], "what": ", ".join(told["changed"]), "when": _when(told["at"])}
    sentence = (
        _("You have changed this in another window, %(when)s (%(what)s). Look at it as it is now.")
        if told["own"]
        else _("%(person)s has changed this since you opened it (%(what)s). Look at it as it is now.")
    )
    return Stale(sentence % said, **told)


def _when(at: dt.datetime) -> str:
    """The time of day; of another day than today this, too."""
    local = timezone.localtime(at)
    today = local.date() == timezone.localdate()
    return date_format(local, "TIME_FORMAT" if today else "DATETIME_FORMAT")


def claim(
    row: Versioned,
    version: int | None,
    *,
    changed_by: Callable[[], dict[str, Any]] | None = None,
    **values: Any,
) -> None:
    """Write ``values`` to the row if it still has ``version``, and raise its version by one.

    A conditional UPDATE, because SQLite has no row locks. Raises ``VersionMissing`` without a version and
    ``Stale`` when somebody was faster; ``changed_by`` is then asked who changed what.
    """
    version = as_read(version)
    rows = type(row)._base_manager.filter(pk=row.pk, version=version)
    if rows.update(version=F("version") + 1, **values) != 1:
        raise stale(changed_by() if changed_by else {})
    row.version = version + 1
    for name, value in values.items():
        setattr(row, name, value)
