"""Forms of the import pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.common.access import Actor
from headway.governance.strategy.models import Portfolio
from headway.project.charter.rules import OPEN_PROJECT

from .queries import possible_sponsors
from .services import Wishes


class FileForm(forms.Form):
    """A plan file."""

    file = forms.FileField(
        label=_("Plan file"),
        help_text=_("Microsoft Project XML (in Project: Save as, XML)."),
        widget=forms.FileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
    )


class NewProjectForm(FileForm):
    """A plan file and the project that it becomes."""

    portfolio = forms.TypedChoiceField(label=_("Portfolio"), coerce=int)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short and unique, such as RW-01."))
    name = forms.CharField(label=_("Name"), max_length=200)
    sponsor = forms.TypedChoiceField(
        label=_("Sponsor"), coerce=int, help_text=_("Decides about the project; you become its manager.")
    )
    field_order = ("portfolio", "code", "name", "sponsor", "file")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        portfolios = Portfolio.objects.visible_to(actor, OPEN_PROJECT).order_by("code")
        sponsors = possible_sponsors(actor).values_list("pk", "name")
        self._offer("portfolio", [(row.pk, f"{row.code} {row.name}") for row in portfolios])
        self._offer("sponsor", [("", _("Choose …")), *sponsors])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  declared above
        field.choices = choices

    @property
    def wishes(self) -> Wishes:
        """What was asked for."""
        asked = self.cleaned_data
        return Wishes(
            portfolio=asked["portfolio"], code=asked["code"], name=asked["name"], sponsor=asked["sponsor"]
        )
