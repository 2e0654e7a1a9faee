"""Forms of the plan page."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.common.http.forms import DayInput, Form
from headway.common.versions import as_read
from headway.engine.plan_time import day_of, moment_of

from .models import Plan


class DataDateForm(Form):
    """Up to which day progress is known; nothing takes the data date away."""

    data_date = forms.DateField(label=_("Progress is known up to"), required=False, widget=DayInput)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31)

    @classmethod
    def of(cls, plan: Plan, *, day: dt.date | None = None) -> "DataDateForm":
        """Filled with a day, or else with the data date as it is."""
        known = None if plan.data_date is None else day_of(plan.data_date)
        return cls(initial={"data_date": day or known, "revision": plan.revision})

    @property
    def shown(self) -> int:
        """The revision of the plan that the page showed; raises ``VersionMissing`` without one."""
        return as_read(self.cleaned_data["revision"])

    def value(self, time_of_day: int) -> int | None:
        """The time of day at which work ends on that day."""
        day: dt.date | None = self.cleaned_data["data_date"]
        return None if day is None else moment_of(day) + time_of_day
