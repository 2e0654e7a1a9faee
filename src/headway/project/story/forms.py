"""The filters of a project's history."""

from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from headway.common.http.forms import DayInput
from headway.common.http.lists import FilterForm
from headway.project.schedule.text.dates import FIRST_DAY, LAST_DAY, YEARS

from .acts import kinds


def _any(choices: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", _("All")), *choices]


def _day(label: Any) -> forms.DateField:
    """A day that a moment can be made of in every time zone."""
    sentence = format_lazy(_("Choose a day between {first} and {last}."), **YEARS)
    bounds = [MinValueValidator(FIRST_DAY, sentence), MaxValueValidator(LAST_DAY, sentence)]
    return forms.DateField(label=label, required=False, widget=DayInput, validators=bounds)


class HistoryFilterForm(FilterForm):
    """What a project's history can be narrowed by; by whom only where there are ``people`` to choose from."""

    person = forms.ChoiceField(label=_("Who"), required=False)
    kind = forms.ChoiceField(label=_("About"), choices=lambda: _any(kinds()), required=False)
    since = _day(_("From"))
    until = _day(_("To"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            cast(forms.ChoiceField, self.fields["person"]).choices = _any(people)
        else:
            del self.fields["person"]
