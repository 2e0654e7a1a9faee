"""Forms about roles."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.common.http.forms import DayInput, Form

from .queries import Holding
from .roles import ROLES, role_name
from .services import RoleWish


class PlaceForm(Form):
    """Where: people name a place by its code, as they name a person by an address."""

    place = forms.CharField(
        label=_("Portfolio, programme or project"),
        max_length=12,
        required=False,
        help_text=_("Its code. Empty means the whole organisation, if you see its roles."),
    )


class RoleForm(PlaceForm):
    """A role that somebody is to have."""

    asks: ClassVar[Mapping[str, Any]] = {
        "email": _("Enter the e-mail address of the person who is to have the role."),
        "role": _("Choose the role."),
    }
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))
    until = forms.DateField(label=_("Last day"), required=False, widget=DayInput)
    field_order = ("email", "role", "place", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = cast(forms.ChoiceField, self.fields["role"])
        roles.choices = [(role.code, role_name(role.code)) for role in ROLES]
        self.order_fields(self.field_order)

    def value(self) -> RoleWish:
        """What was asked for."""
        return RoleWish(**self.cleaned_data)


class OutcomeForm(Form):
    """What becomes of a request: one of two words, so that nothing is refused by an empty answer."""

    asks: ClassVar[Mapping[str, Any]] = {"outcome": _("Say whether the role is given or refused.")}
    outcome = forms.ChoiceField(label=_("Outcome"), choices=(("approve", _("Give")), ("refuse", _("Refuse"))))


class LastDayForm(Form):
    """When a role ends; without a day at once."""

    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=DayInput, help_text=_("Empty: the role ends at once.")
    )


def endings(held: Iterable[Holding]) -> list[tuple[Holding, LastDayForm]]:
    """The roles that can be ended, each with its form."""
    return [
        (one, LastDayForm(initial={"last_day": one.grant.valid_to}, auto_id=f"id_{one.key}_%s"))
        for one in held
        if one.can_end
    ]
