"""Forms about progress."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.common.http.forms import DayInput, Form
from headway.engine.plan_time import DAY, moment_of
from headway.organisation.roles import role_name
from headway.project.lifecycle.services.appointing import APPOINTED_BY_MANAGER

from .services import Said

BEGIN, END = 8, 17  # hours that a day without a time stands for


class ProgressForm(Form):
    """Progress of one activity in detail."""

    percent = forms.IntegerField(label=_("Percent done"), min_value=0, max_value=100, required=False)
    remaining_days = forms.DecimalField(
        label=_("Working days remaining"), min_value=0, max_value=2000, decimal_places=2, required=False
    )
    started_on = forms.DateField(label=_("Started on"), required=False, widget=DayInput)
    finished_on = forms.DateField(label=_("Finished on"), required=False, widget=DayInput)
    note = forms.CharField(label=_("Note"), max_length=600, required=False)

    def value(self, *, now: int, day: int) -> Said:
        """What was written; days become plan times not after ``now``, ``day`` is a working day in seconds."""
        values: dict[str, Any] = self.cleaned_data
        remaining = values["remaining_days"]
        return Said(
            percent=values["percent"],
            remaining=None if remaining is None else round(float(remaining) * day),
            started=_not_after(values["started_on"], BEGIN, now),
            finished=_not_after(values["finished_on"], END, now),
            note=values["note"],
        )


def _not_after(day: dt.date | None, hour: int, now: int) -> int | None:
    """The usual hour of a day; of today not later than now."""
    if day is None:
        return None
    midnight = moment_of(day)
    moment = midnight + hour * 3600
    return min(moment, now) if midnight <= now < midnight + DAY else moment


class MemberForm(Form):
    """Somebody for the team, by address: people are not listed to choose from."""

    asks: ClassVar[Mapping[str, Any]] = {
        "email": _("Enter the e-mail address of the person who joins the team."),
        "role": _("Choose what the person is to be in the team."),
    }
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = cast(forms.ChoiceField, self.fields["role"])
        roles.choices = [(code, role_name(code)) for code in APPOINTED_BY_MANAGER]
