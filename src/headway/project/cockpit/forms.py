"""The filters of the project list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.common.http.lists import LONGEST, FilterForm, sort_field
from headway.project.health.models import Colour
from headway.project.lifecycle.models import Project

from .queries import ProjectFilters

ALL = ("", _("All"))


class ProjectFilterForm(FilterForm):
    """What the list can be narrowed by."""

    q = forms.CharField(label=_("Code or name"), required=False, max_length=LONGEST)
    state = forms.ChoiceField(label=_("State"), choices=[ALL, *Project.State.choices], required=False)
    computed = forms.ChoiceField(label=_("Computed status"), choices=[ALL, *Colour.choices], required=False)
    mine = forms.BooleanField(label=_("Only those I manage or sponsor"), required=False)
    sort = sort_field(ProjectFilters.SORTS)
