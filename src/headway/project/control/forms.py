"""The form in which the manager judges the status."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.common.http.forms import DayInput, Form
from headway.project.health.models import JUDGEMENTS

from .services import SAY_HOW, Judgement, Step, needed_of

STEPS = 3


class AssessmentForm(Form):
    """Colour, narrative, and where they are asked for, rationale and up to three actions."""

    asks: ClassVar[Mapping[str, Any]] = {
        "colour": _("Choose the colour that you would give the project."),
        "narrative": SAY_HOW,
    }
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

    def __init__(self, *args: Any, computed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._computed = computed
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
        """An action and its date come together; what a better judgement needs is asked for at once."""
        values = super().clean() or {}
        self._ask_for_the_needed(values)
        for number in range(1, STEPS + 1):
            if bool(values.get(f"action_{number}")) != bool(values.get(f"due_{number}")):
                self.add_error(f"due_{number}", _("An action needs a text and a date."))
        return values

    def _ask_for_the_needed(self, values: dict[str, Any]) -> None:
        """Beside each field that this colour makes necessary; the first action stands for the road."""
        asked = needed_of(values["colour"], self._computed) if "colour" in values else {}
        if "rationale" in asked and not values.get("rationale") and "rationale" not in self.errors:
            self.add_error("rationale", asked["rationale"])
        if "road_to_green" in asked and not any(self._steps_begun()):
            self.add_error("action_1", asked["road_to_green"])
            self.add_error("due_1", _("Choose the day by which it is done."))

    def _steps_begun(self) -> list[str]:
        """What was sent of the actions, right or wrong."""
        return [self[f"{part}_{n}"].data for n in range(1, STEPS + 1) for part in ("action", "due")]

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
