"""Forms of the charter page; each becomes one of ``facts``."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from headway.common.access import Actor
from headway.common.http.forms import DayInput, LongText, SharedForm, written
from headway.organisation.pickers import PersonField, names_of, with_named
from headway.organisation.queries import people_known_to
from headway.project.lifecycle.models import Project

from .dimensions import Dimension
from .document import NEEDED, NEEDED_OF_OBJECTIVE, PRIORITIES
from .facts import ConstraintFacts, Heading, ObjectiveFacts, ToleranceFacts
from .models import Charter, Constraint, ProjectObjective, Tolerance


def _long(label: Any, rows: int = 3) -> LongText:
    return LongText(label=label, max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": rows}))


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

    def value(self) -> Heading:
        """What was written."""
        return Heading(**self.cleaned_data)


class ObjectiveForm(SharedForm):
    """One objective."""

    needed = frozenset(NEEDED_OF_OBJECTIVE)
    asks: ClassVar[Mapping[str, Any]] = {
        "statement": _("Say what is to be achieved."),
        "source": _("Choose who asks for this objective."),
        "priority": _("Choose how much this objective counts beside the others."),
        "state": _("Choose where this objective stands."),
    }
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
        prefix = "objective" if row is None else f"objective-{row.pk}"
        form = cls(prefix=prefix, initial=written(cls, row), **kwargs)
        people = cls.offer(actor, project) if offered is None else offered
        named = None if row is None else row.acceptor
        cast(PersonField, form.fields["acceptor"]).offer(with_named(people, named))
        return form

    @classmethod
    def offer(cls, actor: Actor, project: Project) -> Mapping[str, int]:
        """The names of the people that the actor may choose."""
        return names_of(people_known_to(actor).exclude(pk=project.manager_id))

    def value(self) -> ObjectiveFacts:
        """What was written."""
        return ObjectiveFacts(**self.cleaned_data)


class ConstraintForm(SharedForm):
    """One constraint."""

    asks: ClassVar[Mapping[str, Any]] = {
        "dimension": _("Choose what is limited, such as time or cost."),
        "statement": _("Say what the project has to keep to."),
    }
    dimension = forms.ChoiceField(label=_("Dimension"), choices=Dimension.choices)
    statement = forms.CharField(label=_("Constraint"), max_length=500)
    source = forms.CharField(label=_("Source"), max_length=200, required=False)

    @classmethod
    def of(cls, row: Constraint | None = None, **kwargs: Any) -> "ConstraintForm":
        """Filled from a row where one is given."""
        prefix = "constraint" if row is None else f"constraint-{row.pk}"
        return cls(prefix=prefix, initial=written(cls, row), **kwargs)

    def value(self) -> ConstraintFacts:
        """What was written."""
        return ConstraintFacts(**self.cleaned_data)


class ToleranceForm(SharedForm):
    """The tolerance of one dimension."""

    asks: ClassVar[Mapping[str, Any]] = {
        "dimension": _("Choose what may deviate, such as time or cost."),
        "adverse": _("Enter a number: how much worse it may become. 0 means not at all."),
        "unit": _("Enter the unit of the tolerance, such as wd for working days."),
    }
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
        prefix = "tolerance" if row is None else f"tolerance-{row.dimension}"
        return cls(prefix=prefix, initial=written(cls, row), **kwargs)

    def value(self) -> ToleranceFacts:
        """What was written."""
        return ToleranceFacts(**self.cleaned_data)
