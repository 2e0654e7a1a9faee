"""The filters of the project list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.project.charter.models import Project
from headway.project.health.models import Colour


def _any(choices: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return [("", _("All")), *choices]


class FilterForm(forms.Form):
    """What the list can be narrowed by."""

    q = forms.CharField(label=_("Code or name"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=_any(Project.State.choices), required=False)
    computed = forms.ChoiceField(label=_("Computed status"), choices=_any(Colour.choices), required=False)
    mine = forms.BooleanField(label=_("Only those I manage or sponsor"), required=False)
