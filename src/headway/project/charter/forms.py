"""Forms of the charter page; each becomes one of the values in ``facts``."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from headway.common.access import Actor
from headway.common.http.forms import DayInput, LongText, SharedForm
from headway.governance.strategy.models import Portfolio, Programme
from headway.organisation.pickers import PersonField, names_of, with_named
from headway.organisation.queries import people_known_to

from .document import NEEDED, NEEDED_OF_OBJECTIVE, PRIORITIES
from .facts import ConstraintFacts, Heading, ObjectiveFacts, ToleranceFacts
from .lifecycle import decision_name
from .models import Charter, Constraint, Dimension, MoveRequest, Project, ProjectObjective, Tolerance
from .queries import board_of, possible_sponsors
from .rules import OPEN_PROJECT
from .services import Move, Wishes


def _long(label: Any, rows: int = 3) -> LongText:
    return LongText(label=label, max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": rows}))


def written(form: type[forms.Form], row: Model | None) -> dict[str, Any]:
    """What a row says in the fields of a form; nothing where there is no row yet."""
    return {} if row is None else {name: getattr(row, name) for name in form.base_fields}


class NewProjectForm(forms.Form):
    """What a project is from its first day, however its plan comes about."""

    place = forms.TypedChoiceField(label=_("Portfolio or programme"), coerce=int)
    code = forms.CharField(label=_("Code"), max_length=12, help_text=_("Short and unique, such as RW-01."))
    name = forms.CharField(label=_("Name"), max_length=200)
    sponsor = PersonField(
        label=_("Sponsor"), help_text=_("Decides about the project; you become its manager.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Project.Kind.choices, initial=Project.Kind.IT)
    size_class = forms.ChoiceField(
        label=_("Class"),
        choices=Project.SizeClass.choices,
        initial=Project.SizeClass.M,
        help_text=_("By size and risk: the larger, the more is to be decided and shown."),
    )
    approach = forms.ChoiceField(
        label=_("Approach"),
        choices=Project.Approach.choices,
        initial=Project.Approach.PHASED,
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

    @property
    def wishes(self) -> Wishes:
        """What was asked for."""
        asked = dict(self.cleaned_data)
        portfolio, programme = self._places[asked.pop("place")]
        own = {name: asked[name] for name in NewProjectForm.base_fields if name in asked}
        return Wishes(portfolio=portfolio, programme=programme, **own)


class MoveForm(forms.Form):
    """What is to become of a project, and why."""

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

    @property
    def move(self) -> Move:
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


class HeadingForm(SharedForm):
    """Purpose, scope and completion deadline."""

    needed = frozenset(NEEDED)
    purpose = _long(_("Purpose"))
    scope_in = _long(_("In scope"))
    scope_out = _long(_("Out of scope"))
    deadline = forms.DateField(label=_("Completion deadline"), required=False, widget=DayInput)
    deadline_hard = forms.BooleanField(
        label=_("Hard: finishing later has no value or breaks an obligation"), required=False
    )
    deadline_source = forms.CharField(
        label=_("Who set the deadline, and why"), max_length=200, required=False
    )

    @classmethod
    def of(cls, charter: Charter) -> "HeadingForm":
        """Filled with what is written now."""
        return cls(initial=written(cls, charter))

    def facts(self) -> Heading:
        """What was written."""
        return Heading(**self.cleaned_data)


class ObjectiveForm(SharedForm):
    """One objective."""

    needed = frozenset(NEEDED_OF_OBJECTIVE)
    statement = forms.CharField(label=_("Objective"), max_length=500)
    source = forms.ChoiceField(label=_("Requested by"), choices=ProjectObjective.Source.choices)
    metric = forms.CharField(label=_("Measured by"), max_length=200, required=False)
    baseline = forms.CharField(label=_("Value today"), max_length=60, required=False)
    target = forms.CharField(label=_("Target value"), max_length=60, required=False)
    due = forms.DateField(label=_("Due"), required=False, widget=DayInput)
    acceptor = PersonField(label=_("Accepted by"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        coerce=int,
        choices=list(PRIORITIES.items()),
        initial=2,
    )
    state = forms.ChoiceField(label=_("State"), choices=ProjectObjective.State.choices)

    @classmethod
    def of(
        cls,
        actor: Actor,
        project: Project,
        row: ProjectObjective | None = None,
        offered: Mapping[str, int] | None = None,
        **kwargs: Any,
    ) -> "ObjectiveForm":
        """A form with the people that the actor may choose; filled from a row, and with its acceptor, where
        one is given.

        ``offered`` are the names of these people, for pages with many such forms: read once for all of them.
        """
        if row is not None:
            kwargs["initial"] = written(cls, row)
        form = cls(prefix="objective" if row is None else f"objective-{row.pk}", **kwargs)
        people = cls.offer(actor, project) if offered is None else offered
        named = None if row is None else row.acceptor
        cast(PersonField, form.fields["acceptor"]).offer(with_named(people, named))
        return form

    @classmethod
    def offer(cls, actor: Actor, project: Project) -> Mapping[str, int]:
        """The names of the people that the actor may choose."""
        return names_of(people_known_to(actor).exclude(pk=project.manager_id))

    def facts(self) -> ObjectiveFacts:
        """What was written."""
        return ObjectiveFacts(**self.cleaned_data)


class ConstraintForm(SharedForm):
    """One constraint."""

    dimension = forms.ChoiceField(label=_("Dimension"), choices=Dimension.choices)
    statement = forms.CharField(label=_("Constraint"), max_length=500)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)

    @classmethod
    def of(cls, row: Constraint | None = None, **kwargs: Any) -> "ConstraintForm":
        """Filled from a row where one is given."""
        if row is not None:
            kwargs["initial"] = written(cls, row)
        return cls(prefix="constraint" if row is None else f"constraint-{row.pk}", **kwargs)

    def facts(self) -> ConstraintFacts:
        """What was written."""
        return ConstraintFacts(**self.cleaned_data)


class ToleranceForm(SharedForm):
    """The tolerance of one dimension."""

    dimension = forms.ChoiceField(label=_("Dimension"), choices=Dimension.choices)
    adverse = forms.DecimalField(
        label=_("Adverse tolerance T⁺"),
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("How much worse than the target it may become before the sponsor must be asked."),
    )
    favourable = forms.DecimalField(
        label=_("Favourable tolerance T⁻"), min_value=0, max_digits=14, decimal_places=2, required=False
    )
    unit = forms.CharField(
        label=_("Unit"),
        max_length=20,
        initial=Tolerance.WORKING_DAYS,
        help_text=_("Time is counted in working days: wd."),
    )
    target = forms.CharField(label=_("Target"), max_length=60, required=False)

    @classmethod
    def of(cls, row: Tolerance | None = None, **kwargs: Any) -> "ToleranceForm":
        """Filled from a row where one is given."""
        if row is not None:
            kwargs["initial"] = written(cls, row)
        return cls(prefix="tolerance" if row is None else f"tolerance-{row.dimension}", **kwargs)

    def facts(self) -> ToleranceFacts:
        """What was written."""
        return ToleranceFacts(**self.cleaned_data)
