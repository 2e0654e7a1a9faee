"""The filters of the portfolio page as a form by GET, so that they live in the address."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.common.access import Actor
from headway.common.http.lists import LONGEST, FilterForm, sort_field
from headway.project.health.queries import (
    ALL,
    APPROACHES,
    COLOURS,
    JUDGED,
    NOT_ASSESSED,
    NOT_GREEN,
    SIZES,
    STATES,
    PortfolioFilters,
)

from .queries import choices

LIFE = [("", _("All live projects")), (ALL, _("All, including archived")), *STATES]
ANY = ("", _("Any"))


class PortfolioFilterForm(FilterForm):
    """What to show."""

    q = forms.CharField(label=_("Code or name"), required=False, max_length=LONGEST)
    portfolio = forms.ChoiceField(label=_("Portfolio"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=LIFE)
    size = forms.ChoiceField(label=_("Class"), required=False, choices=[ANY, *SIZES])
    approach = forms.ChoiceField(label=_("Approach"), required=False, choices=[ANY, *APPROACHES])
    computed = forms.ChoiceField(
        label=_("Computed status"),
        required=False,
        choices=[ANY, (NOT_GREEN, _("Not green")), *COLOURS],
    )
    assessed = forms.ChoiceField(
        label=_("Assessed status"), required=False, choices=[ANY, *JUDGED, (NOT_ASSESSED, _("Not assessed"))]
    )
    late = forms.BooleanField(required=False, widget=forms.HiddenInput)
    diverging = forms.BooleanField(required=False, widget=forms.HiddenInput)
    sort = sort_field(PortfolioFilters.SORTS)

    def __init__(self, *args: Any, actor: Actor, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name, options in zip(("portfolio", "programme"), choices(actor), strict=True):
            cast(forms.ChoiceField, self.fields[name]).choices = [ANY, *options]
