"""The filters of the project list and of a project's history."""

from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from headway.common.http.forms import DayInput
from headway.project.health.models import Colour
from headway.project.lifecycle.models import Project
from headway.project.schedule.text.dates import FIRST_DAY, LAST_DAY, YEARS

from .history import Wanted
from .sentences import KINDS


def _any(choices: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", _("All")), *choices]


class FilterForm(forms.Form):
    """What the list can be narrowed by."""

    q = forms.CharField(label=_("Code or name"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=_any(Project.State.choices), required=False)
    computed = forms.ChoiceField(label=_("Computed status"), choices=_any(Colour.choices), required=False)
    mine = forms.BooleanField(label=_("Only those I manage or sponsor"), required=False)


def _day(label: Any) -> forms.DateField:
    """A day that a moment can be made of in every time zone."""
    sentence = format_lazy(_("Choose a day between {first} and {last}."), **YEARS)
    bounds = [MinValueValidator(FIRST_DAY, sentence), MaxValueValidator(LAST_DAY, sentence)]
    return forms.DateField(label=label, required=False, widget=DayInput, validators=bounds)


class HistoryForm(forms.Form):
    """What a project's history can be narrowed by."""

    person = forms.ChoiceField(label=_("Who"), required=False)
    kind = forms.ChoiceField(
        label=_("About"),
        choices=_any([(key, label) for key, (label, _nouns) in KINDS.items()]),
        required=False,
    )
    since = _day(_("From"))
    until = _day(_("To"))

    def __init__(self, people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["person"]).choices = _any(people)

    def wanted(self) -> Wanted:
        """What was asked for; what cannot be is left aside and said beside its field."""
        self.full_clean()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})
