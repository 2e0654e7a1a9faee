"""What forms of all rooms share."""

from typing import Any

from django import forms

from headway.common.refusal import Invalid


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def say_beside(form: forms.BaseForm, refusal: Invalid) -> None:
    """Put a refusal of a service beside the field that it names, or above a form without that field."""
    field = refusal.extra.get("field")
    form.add_error(field if field in form.fields else None, str(refusal.detail))
