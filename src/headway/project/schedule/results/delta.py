"""What a change of a plan comes to, for whoever asked for it: pages, API, importer, other rooms."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from headway.engine.drivers import Driver
from headway.project.schedule.plan.draft import RowChange
from headway.project.schedule.plan.facts import Computed, LoadedPlan
from headway.project.schedule.queries import Missed
from headway.project.schedule.scheduling import working_time
from headway.project.schedule.text import Amount, date_text, duration_text

from .outcome import Outcome


@dataclass(frozen=True, slots=True)
class PlanDelta:
    """A change, written or previewed: the plan ``before`` it, its facts and dates as
    they were loaded, and the ``plan`` after it.

    ``rows`` are the activities, in display order, of which a page must show anything anew, ``removed`` those
    that are gone; ``reordered`` and ``relinked`` say whether the outline and the links are others.
    ``changes`` are the rows with other facts, ``moved`` the activities with other dates. ``refs`` are the
    ids of what was added.
    """

    before: LoadedPlan
    plan: LoadedPlan
    label: str
    message: str
    changes: tuple[RowChange, ...]
    moved: frozenset[int]
    rows: tuple[int, ...]
    removed: tuple[int, ...]
    reordered: bool
    relinked: bool
    refs: dict[str, int]

    @property
    def new_resources(self) -> list[str]:
        """Names of the resources that the change has made: names that nobody had yet, typed into a list."""
        known = self.before.facts.resources
        return [resource.name for key, resource in self.plan.facts.resources.items() if key not in known]

    @property
    def revision(self) -> int:
        """The plan's revision; of a preview the one it would change."""
        return self.plan.revision


def delta_of(outcome: Outcome, label: str, missed: Missed, *, revision: int) -> PlanDelta:
    """The delta of an outcome, with what the asking page had missed before; ``revision`` is the plan's by
    now.
    """
    before, facts = outcome.draft.plan, outcome.draft.facts
    plan = replace(before, revision=revision, facts=facts, computed=outcome.computed, finish=outcome.finish)
    late = {key for key, changed_in in plan.changed_in.items() if changed_in > missed.since}
    wanted = outcome.differing | late
    return PlanDelta(
        before=before,
        plan=plan,
        label=label,
        message=_in_words(outcome),
        changes=outcome.changes,
        moved=outcome.moved,
        rows=tuple(key for key in facts.in_order() if key in wanted),
        removed=tuple(sorted(outcome.removed | missed.removed)),
        reordered=missed.anything or _reordered(outcome),
        relinked=missed.anything or outcome.changed_any("link") or _drivers_differ(outcome),
        refs=outcome.draft.refs,
    )


def delta_since(plan: LoadedPlan, missed: Missed, refs: dict[str, int] | None = None) -> PlanDelta:
    """What a page has missed that shows an older revision of a plan; ``refs`` of what it had added itself."""
    return PlanDelta(
        before=plan,
        plan=plan,
        label="",
        message="",
        changes=(),
        moved=frozenset(),
        rows=tuple(key for key in plan.facts.in_order() if plan.changed_in[key] > missed.since),
        removed=tuple(sorted(missed.removed)),
        reordered=missed.anything,
        relinked=missed.anything,
        refs=refs or {},
    )


def _reordered(outcome: Outcome) -> bool:
    return any(
        change.kind == "activity"
        and (change.before is None or change.after is None or "place" in change.after)
        for change in outcome.changes
    )


def _drivers_differ(outcome: Outcome) -> bool:
    before = outcome.draft.plan.computed
    return any(
        key not in before or _driving(before[key]) != _driving(outcome.computed[key])
        for key in outcome.differing
    )


def _driving(row: Computed) -> set[int | None]:
    return {
        link
        for by, link in ((row.start_driver, row.start_driver_row), (row.finish_driver, row.finish_driver_row))
        if by == Driver.LINK
    }


def _in_words(outcome: Outcome) -> str:
    """“Pour slab” starts 12 Mar; project finish +2d."""
    plan, facts = outcome.draft.plan, outcome.draft.facts
    parts: list[str] = []
    shown = outcome.touched & outcome.moved & outcome.computed.keys()
    first = next(
        (key for key in facts.in_order() if key in shown and not facts.activities[key].is_summary), None
    )
    if first is not None:
        now, before = outcome.computed[first], plan.computed.get(first)
        moved = before is None or before.start != now.start
        words = _("“%(name)s” starts %(date)s") if moved else _("“%(name)s” finishes %(date)s")
        moment = now.start if moved else now.finish
        if moment is not None:
            parts.append(words % {"name": facts.activities[first].name, "date": date_text(moment)})
    shift = _shift_of_finish(outcome)
    if shift:
        words = _("project finish %(shift)s") if parts else _("Project finish %(shift)s")
        parts.append(words % {"shift": shift})
    return "; ".join(parts)


def _shift_of_finish(outcome: Outcome) -> str:
    """By how much work the project finishes later or earlier, such as “+2d”; empty when it does not."""
    before, after = outcome.draft.plan.finish, outcome.finish
    if before is None or after is None or before == after:
        return ""
    facts = outcome.draft.facts
    seconds = working_time(facts, None, after).work_between(before, after)
    if not seconds:
        return ""
    return ("+" if seconds > 0 else "−") + duration_text(Amount(abs(seconds), "d"), facts.terms.units)
