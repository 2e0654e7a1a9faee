"""Forms of the plan page."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headway.project.charter.forms import DayInput, NewProjectForm

from .text.dates import day_of, moment_of


class StartForm(forms.Form):
    """When the project starts: all that a plan needs to begin with."""

    start = forms.DateField(label=_("The project starts on"), widget=DayInput, initial=timezone.localdate)

    def moment(self) -> int:
        """Eight in the morning of that day."""
        return moment_of(self.cleaned_data["start"]) + 8 * 3600


class EmptyPlanForm(StartForm, NewProjectForm):
    """A new project with an empty plan."""

    field_order = (*NewProjectForm.base_fields, "start")


class DataDateForm(forms.Form):
    """Up to which day progress is known; nothing takes the data date away."""

    data_date = forms.DateField(label=_("Progress is known up to"), required=False, widget=DayInput)

    @classmethod
    def of(cls, data_date: int | None) -> "DataDateForm":
        """Filled with the data date as it is."""
        return cls(initial={"data_date": None if data_date is None else day_of(data_date)})

    def moment(self, time_of_day: int) -> int | None:
        """The time of day at which work ends on that day."""
        day: dt.date | None = self.cleaned_data["data_date"]
        return None if day is None else moment_of(day) + time_of_day
