"""Forms of the plan page."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headway.common.http.forms import DayInput
from headway.common.versions import as_read
from headway.engine.plan_time import day_of, moment_of
from headway.project.lifecycle.forms import NewProjectForm
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes

from .models import Plan


class StartForm(forms.Form):
    """When the project starts: all that a plan needs to begin with."""

    start = forms.DateField(label=_("The project starts on"), widget=DayInput, initial=timezone.localdate)

    def moment(self) -> int:
        """Eight in the morning of that day."""
        return moment_of(self.cleaned_data["start"]) + 8 * 3600


class EmptyPlanForm(StartForm, NewProjectForm):
    """A new project with an empty plan; one that has not begun has none."""

    state = forms.ChoiceField(
        label=_("How far it is"),
        choices=[
            (Project.State.INITIATING, _("Authorised: it begins")),
            (Project.State.BUSINESS_CASE, _("Its business case is being written or reviewed")),
            (Project.State.IDEA, _("An idea")),
        ],
    )
    field_order = (*NewProjectForm.base_fields, "state", "start")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].required = self.data.get("state") in {None, Project.State.INITIATING}
        self.fields["start"].help_text = _("Leave empty for an idea or a business case.")

    @property
    def wishes(self) -> Wishes:
        """What was asked for."""
        return replace(super().wishes, state=self.cleaned_data["state"])

    @property
    def first_moment(self) -> int | None:
        """When the plan begins; none of a project that does not begin yet."""
        return self.moment() if self.fields["start"].required else None


class DataDateForm(forms.Form):
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

    def moment(self, time_of_day: int) -> int | None:
        """The time of day at which work ends on that day."""
        day: dt.date | None = self.cleaned_data["data_date"]
        return None if day is None else moment_of(day) + time_of_day
