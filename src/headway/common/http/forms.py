"""What forms of all rooms share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, QueryDict

from headway.common.refusal import Invalid, Stale

STALE = "stale"  # the code of the error that somebody else was faster


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def say_beside(form: forms.BaseForm, refusal: Invalid) -> None:
    """Put a refusal of a service beside the field that it names, or above a form without that field."""
    field = refusal.extra.get("field")
    form.add_error(field if field in form.fields else None, str(refusal.detail))


def carried_out(
    form: forms.Form, act: Callable[[], Any], *, current: Callable[[], Mapping[str, Any]] = dict
) -> bool:
    """Do what a form asks for. False where it is refused: the form then keeps what was typed, and says why.

    A wrong value is said beside its field. Where somebody was faster, the form says who changed what; shown
    again with the version that is ``current`` (fields of this form by name, or a version beside it), sending
    it once more is the decision to write over that.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except Invalid as refusal:
        say_beside(form, refusal)
    except Stale as refusal:
        form.add_error(None, forms.ValidationError(str(refusal.detail), code=STALE))
        sent = cast(QueryDict, form.data).copy()
        for name, value in current().items():
            sent[form.add_prefix(name)] = value
        form.data = sent
    return not form.errors


def status_of(form: forms.Form | None) -> int:
    """The status of a page that shows this form again: 409 after a change of somebody else, 422 otherwise."""
    if form is None or not form.errors:
        return 200
    return 409 if form.has_error(NON_FIELD_ERRORS, STALE) else 422


@dataclass(frozen=True, slots=True)
class Kept:
    """A text that was refused, to stand in its box again; ``box`` is the id of that on the page."""

    box: str
    text: str
    error: str
    status: int


def kept_text(request: HttpRequest, name: str, act: Callable[[str], Any], *, box: str) -> Kept | None:
    """Do what a form with a single text asks for; what is refused of it comes back, to stand in its box."""
    text = request.POST.get(name, "")
    try:
        act(text)
    except (Invalid, Stale) as refusal:
        return Kept(box, text, str(refusal.detail), refusal.status)
    return None
