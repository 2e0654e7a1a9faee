"""Forms of a new project and of its life."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headway.common.access import Actor
from headway.common.http.forms import DayInput, Form
from headway.engine.plan_time import moment_of
from headway.governance.strategy.models import Portfolio, Programme
from headway.organisation.pickers import PersonField

from .models import MoveRequest, Project
from .permissions import OPEN_PROJECT
from .queries import board_of, possible_sponsors
from .services import Move, Wishes
from .states import decision_name


class NewProjectForm(Form):
    """What a project is from its first day, however its plan comes about."""

    asks: ClassVar[Mapping[str, Any]] = {
        "place": _("Choose the portfolio or programme that the project belongs to."),
        "code": _("Enter a short code that no other project has, such as RW-01."),
        "name": _("Enter the name by which people know the project."),
        "sponsor": _("Enter who decides about the project."),
        "kind": _("Choose what kind of project it is."),
        "size_class": _("Choose the class by size and risk."),
        "approach": _("Choose how the project works."),
    }
    place = forms.TypedChoiceField(label=_("Portfolio or programme"), coerce=int)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short and unique, such as RW-01."))
    name = forms.CharField(label=_("Name"), max_length=200)
    sponsor = PersonField(
        label=_("Sponsor"), help_text=_("Decides about the project; you become its manager.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Project.Kind.choices, initial=Wishes.kind)
    size_class = forms.ChoiceField(
        label=_("Class"),
        choices=Project.SizeClass.choices,
        initial=Wishes.size_class,
        help_text=_("By size and risk: the larger, the more is to be decided and shown."),
    )
    approach = forms.ChoiceField(
        label=_("Approach"),
        choices=Project.Approach.choices,
        initial=Wishes.approach,
        help_text=_("Phased follows the plan, iterative is agile, hybrid is both; light is for small ones."),
    )
    confidential = forms.BooleanField(
        label=_("Confidential: only people with a role in the project itself can find it"), required=False
    )
    board = forms.TypedChoiceField(
        label=_("Member of the board"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("For a confidential project only: who decides about it where the board does."),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places: dict[int, tuple[int, int | None]] = {}
        self._offer("place", [("", _("Choose …")), *self._places_of(actor)])
        cast(PersonField, self.fields["sponsor"]).offer(possible_sponsors(actor))
        board = board_of({portfolio for portfolio, _programme in self._places.values()})
        self._offer("board", [("", _("Choose …")), *board.values_list("pk", "name")])

    def _places_of(self, actor: Actor) -> list[tuple[str, list[tuple[int, Any]]]]:
        """Portfolios with their programmes; remembers what each choice stands for."""
        portfolios = list(Portfolio.objects.visible_to(actor, OPEN_PROJECT))
        inside: dict[int, list[tuple[int, Any]]] = {row.pk: [(row.pk, row.name)] for row in portfolios}
        self._places = {row.pk: (row.pk, None) for row in portfolios}
        for row in Programme.objects.visible_to(actor, OPEN_PROJECT).filter(portfolio__in=inside):
            inside[row.portfolio_id].append((row.pk, f"{row.code} {row.name}"))
            self._places[row.pk] = (row.portfolio_id, row.pk)
        return [(f"{row.code} {row.name}", inside[row.pk]) for row in portfolios]

    def _offer(self, name: str, choices: list[Any]) -> None:
        cast(forms.TypedChoiceField, self.fields[name]).choices = choices

    def value(self) -> Wishes:
        """What was asked for."""
        asked = dict(self.cleaned_data)
        portfolio, programme = self._places[asked.pop("place")]
        own = {name: asked[name] for name in NewProjectForm.base_fields if name in asked}
        return Wishes(portfolio=portfolio, programme=programme, **own)


class StartForm(Form):
    """When the project starts: all that a plan needs to begin with."""

    asks: ClassVar[Mapping[str, Any]] = {"start": _("Choose the day on which the project starts.")}
    start = forms.DateField(label=_("The project starts on"), widget=DayInput, initial=timezone.localdate)

    def moment(self) -> int:
        """Eight in the morning of that day."""
        return moment_of(self.cleaned_data["start"]) + 8 * 3600


class OpeningForm(StartForm, NewProjectForm):
    """A new project with an empty plan; one that has not begun has none."""

    asks = {**NewProjectForm.asks, **StartForm.asks, "state": _("Choose how far the project is.")}
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

    def value(self) -> Wishes:
        """What was asked for; no plan of a project that does not begin yet."""
        start = self.moment() if self.fields["start"].required else None
        return replace(super().value(), state=self.cleaned_data["state"], start=start)


class MoveForm(Form):
    """What is to become of a project, and why."""

    asks: ClassVar[Mapping[str, Any]] = {
        "state": _("Choose what is to become of the project."),
        "reason": _("Say why this step is right now."),
    }
    state = forms.ChoiceField(label=_("Step"))
    reason = forms.CharField(
        label=_("Reason for this step"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    review_on = forms.DateField(
        label=_("Review the hold on"),
        required=False,
        widget=DayInput,
        help_text=_("Only for a hold, at most 90 days ahead."),
    )

    def __init__(self, project: Project, states: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["state"]).choices = [
            (state, decision_name(project, state)) for state in states
        ]
        if Project.State.ON_HOLD not in states:
            del self.fields["review_on"]

    def value(self) -> Move:
        """What was asked for."""
        said = self.cleaned_data
        return Move(state=said["state"], reason=said["reason"], review_on=said.get("review_on"))


class DecideForm(MoveForm):
    """A decision, with the version of the project and the request that waited when the page was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31)
    answers = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)

    @classmethod
    def of(cls, project: Project, states: list[str], waiting: MoveRequest | None) -> "DecideForm":
        """Filled with what was asked for."""
        asked = {"state": waiting.to_state, "review_on": waiting.review_on} if waiting else {}
        return cls(project, states, prefix="decide", initial=asked | cls.seen(project, waiting))

    @staticmethod
    def seen(project: Project, waiting: MoveRequest | None) -> dict[str, Any]:
        """What whoever decides looks at: the versions that go along with the decision."""
        return {"version": project.version, "answers": waiting.pk if waiting else None}
