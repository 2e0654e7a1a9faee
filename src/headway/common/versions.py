"""Row versions: nobody's change is lost to somebody else's."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .access import ScopedModel
from .refusal import Stale, VersionMissing


class Versioned(ScopedModel):
    """A row of a scope that people edit. The version goes out with it and must come back with the change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(ScopedModel.Meta):
        abstract = True


def as_read(version: int | None) -> int:
    """The version that a change was sent with; raises ``VersionMissing`` where it has none."""
    if version is None:
        raise VersionMissing(_("Send the version of what you change, as you read it."))
    return version


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody has changed: a name, words, and the moment of the last of it; ``own`` of the reader."""

    who: str
    what: tuple[str, ...]
    at: dt.datetime
    own: bool


def stale(told: Sequence[Told], *, last: bool = False) -> Stale:
    """The refusal of a change to what is another by now: a sentence about who changed what, and both apart.

    ``told`` is everything since then, each person once; with ``last`` only the last that is known of it, and
    the sentence says so.
    """
    if not told:
        return Stale(_("Somebody has changed this since you opened it. Look at it as it is now."))
    one, said = told[0], _said(told[0])
    said["changes"] = "; ".join(_in_words(each) for each in told)
    if last:
        sentence = _(
            "This has changed since you opened it. The last change is from %(changes)s. Look at it "
            "as it is now."
        )
    elif len(told) > 1:
        sentence = _("This has changed since you opened it: %(changes)s. Look at it as it is now.")
    elif one.own:
        sentence = _("You have changed this in another window, %(when)s (%(what)s). Look at it as it is now.")
    else:
        sentence = _("%(person)s has changed this since you opened it (%(what)s). Look at it as it is now.")
    return Stale(
        sentence % said,
        changed_by=", ".join(each.who for each in told),
        changed=list(dict.fromkeys(word for each in told for word in each.what)),
        at=max(each.at for each in told),
        own=all(each.own for each in told),
    )


def _in_words(told: Told) -> str:
    words = _("you in another window, %(when)s (%(what)s)") if told.own else _("%(person)s (%(what)s)")
    return words % _said(told)


def _said(told: Told) -> dict[str, str]:
    return {"person": told.who, "what": ", ".join(told.what), "when": _when(told.at)}


def _when(at: dt.datetime) -> str:
    """The time of day; of another day than today this, too."""
    local = timezone.localtime(at)
    today = local.date() == timezone.localdate()
    return date_format(local, "TIME_FORMAT" if today else "DATETIME_FORMAT")


def claim(
    row: Versioned,
    version: int | None,
    *,
    changed_by: Callable[[int], Sequence[Told]] | None = None,
    **values: Any,
) -> None:
    """Write ``values`` to the row if it still has ``version``, and raise its version by one.

    A conditional UPDATE, because SQLite has no row locks. Raises ``VersionMissing`` without a version and
    ``Stale`` when somebody was faster; ``changed_by`` is then asked for as many changes as there were.
    """
    version = as_read(version)
    rows = type(row).objects
    if rows.in_hand(row, version=version).update(version=F("version") + 1, **values) != 1:
        now = rows.in_hand(row).values_list("version", flat=True).first()
        raise stale(changed_by((now or version) - version) if changed_by else ())
    row.version = version + 1
    for name, value in values.items():
        setattr(row, name, value)
