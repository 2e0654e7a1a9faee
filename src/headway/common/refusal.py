"""Refusals: what a service answers when it will not do what was asked.

A refusal carries one sentence for a person and the HTTP status that page and API translate it to. Raising
one inside a service's transaction rolls everything back: bad input changes nothing.
"""

from http import HTTPStatus
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """The request was understood and is refused; ``detail`` says why and what to do."""

    status: ClassVar[HTTPStatus] = HTTPStatus.CONFLICT
    title: ClassVar[Any] = _("This cannot be done now")

    def __init__(self, detail: Any = "", **extra: Any) -> None:
        super().__init__(str(detail))
        self.detail = detail or self.title
        self.extra = extra


class NotFound(Refusal):
    """There is no such thing, or the actor may not know that there is."""

    status = HTTPStatus.NOT_FOUND
    title = _("Not found")


class Forbidden(Refusal):
    """The actor may see the thing and may not do this to it."""

    status = HTTPStatus.FORBIDDEN
    title = _("Not allowed")


class Invalid(Refusal):
    """A value cannot be accepted; ``field`` names it where there is one."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("A value is not valid")

    def said_as(self, **names: str) -> "Invalid":
        """The same about what the asker calls a field: ``person="email"`` where a person is named so."""
        field = self.extra.get("field", "")
        return Invalid(self.detail, **{**self.extra, "field": names.get(field, field)})


class TooOften(Refusal):
    """The actor has tried this too often; ``detail`` says when it goes on."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    title = _("Too many attempts")


class TooMuch(Refusal):
    """The actor has as much under way as one person may have; ``detail`` says what to wait for."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    title = _("Too much at once")


class Stale(Refusal):
    """The thing was changed since the actor read it, perhaps in another window; says who changed what."""

    status = HTTPStatus.CONFLICT
    title = _("Changed since you opened it")


class VersionMissing(Refusal):
    """A change was sent without the version of what it changes."""

    status = HTTPStatus.PRECONDITION_REQUIRED
    title = _("Version missing")
