"""The form in which the manager judges the status."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.common.http.forms import DayInput
from headway.project.health.models import JUDGEMENTS

from .services import Judgement, Step

STEPS = 3


class AssessmentForm(forms.Form):
    """Colour, narrative, and where they are asked for, rationale and up to three actions."""

    colour = forms.ChoiceField(label=_("Colour"), choices=JUDGEMENTS)
    narrative = forms.CharField(
        label=_("How the project is doing"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 600}),
    )
    rationale = forms.CharField(
        label=_("Why it is better"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 600}),
    )

    # fields that may stay empty otherwise, and when they may not
    needed_when: ClassVar[dict[str, Any]] = dict.fromkeys(
        ("rationale", "action_1", "due_1"), _("needed where it is better than computed")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, STEPS + 1):
            self.fields[f"action_{number}"] = forms.CharField(
                label=_("Action %(number)s on the road to green") % {"number": number},
                max_length=300,
                required=False,
            )
            self.fields[f"due_{number}"] = forms.DateField(
                label=_("Action %(number)s is due") % {"number": number}, required=False, widget=DayInput
            )

    def clean(self) -> dict[str, Any]:
        """An action and its date come together."""
        values = super().clean() or {}
        for number in range(1, STEPS + 1):
            if bool(values.get(f"action_{number}")) != bool(values.get(f"due_{number}")):
                self.add_error(f"due_{number}", _("An action needs a text and a date."))
        return values

    def value(self) -> Judgement:
        """What was written."""
        values = self.cleaned_data
        steps = [
            Step(text=values[f"action_{number}"], due=values[f"due_{number}"])
            for number in range(1, STEPS + 1)
            if values[f"action_{number}"]
        ]
        return Judgement(
            colour=values["colour"],
            narrative=values["narrative"],
            rationale=values["rationale"],
            road_to_green=steps,
        )
