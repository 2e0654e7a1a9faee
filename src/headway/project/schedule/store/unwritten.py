"""Plans that are changed in memory several times and written once, as rows: for generators of plans.

The same draft, commands, engine and counting of revisions and versions as in ``services``; a test of the
generator holds both to the same rows. What undo goes back to is not kept. Rows are numbered from 1 per
kind until they are written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from headway.common.write_back import insert_rows, reserve_ids
from headway.engine.drivers import Driver
from headway.project.lifecycle.models import Project
from headway.project.schedule.models import Activity, Plan, PlanStep
from headway.project.schedule.plan.draft import REFERS, TABLES, Draft, Images, images_of, split_key
from headway.project.schedule.plan.facts import ActivityFacts, Computed, LoadedPlan, PlanFacts
from headway.project.schedule.queries import ACTIVITY_COLUMNS, COMPUTED_COLUMNS, TERM_COLUMNS, columns_of
from headway.project.schedule.results.outcome import advance, compute_outcome

from .save import MODELS
from .steps import journal_content

Offsets = Mapping[str, int]
_KIND_OF_DRIVER = {
    Driver.LINK: "link",
    Driver.ASSIGNMENT: "assignment",
    Driver.CHILDREN: "activity",
    Driver.CONSTRAINT: "activity",
}


class JournaledStep(NamedTuple):
    """One change: what the journal says of it, with the plan's own ids still those in memory."""

    action: str
    content: dict[str, Any]


@dataclass(slots=True)
class UnwrittenPlan:
    """A plan that exists in memory only; ``steps`` are what was done to it, in order."""

    plan: LoadedPlan
    steps: list[JournaledStep] = field(default_factory=list)

    @classmethod
    def drawn(
        cls, facts: PlanFacts, computed: dict[int, Computed], finish: int | None, *, label: str
    ) -> "UnwrittenPlan":
        """A plan as if these facts had replaced an empty one that has the project's calendar already."""
        versions, changed_in = dict.fromkeys(facts.activities, 1), dict.fromkeys(facts.activities, 2)
        rows = sum(len(getattr(facts, table)) for table, _ in TABLES.values()) - 1
        content = {
            "label": label,
            "revision": 2,
            "rows": rows,
            "moved": len(facts.activities),
            "finish": finish,
        }
        plan = LoadedPlan(2, finish, facts, computed, versions, changed_in)
        return cls(plan, [JournaledStep("plan.replaced", content)])

    def carry_out(self, action: str, edit: Callable[[Draft], str]) -> None:
        """Edit, compute and count, as one step; nothing where nothing differs."""
        draft = Draft(self.plan)
        label = edit(draft)
        outcome = compute_outcome(draft)
        if not outcome.changes:
            return
        self.plan.revision += 1
        advance(outcome, self.plan.revision)
        before, after = images_of(outcome.changes)
        step = PlanStep(revision=self.plan.revision, label=label, before=before, after=after)
        self.steps.append(JournaledStep(action, journal_content(step, outcome)))
        self.plan.facts, self.plan.computed, self.plan.finish = draft.facts, outcome.computed, outcome.finish

    def write(self, project: Project) -> Offsets:
        """Write all rows, for a project that has no plan, in the caller's transaction.

        Answers what to add to an id in memory to get the stored one, by kind of row.
        """
        facts, offsets = self.plan.facts, self._reserve()
        for kind in ("calendar", "resource", "link", "assignment"):
            columns, refers = columns_of(TABLES[kind][1]), REFERS[kind]
            rows = [
                (*_moved(row, kind, refers, offsets), project.pk)
                for row in getattr(facts, TABLES[kind][0]).values()
            ]
            if kind == "link":  # refers to activities
                self._write_activities(project, offsets)
            insert_rows(MODELS[kind], [*columns, "project_id"], rows)
        terms = dict(zip(TERM_COLUMNS, facts.terms, strict=True))
        terms["calendar_id"] = facts.terms.calendar + offsets["calendar"]
        Plan.objects.create(project=project, revision=self.plan.revision, finish=self.plan.finish, **terms)
        return offsets

    def _reserve(self) -> Offsets:
        offsets = {}
        for kind, (table, _) in TABLES.items():
            ids = reserve_ids(MODELS[kind], len(getattr(self.plan.facts, table)))
            if ids and ids[-1] - ids[0] != len(ids) - 1:
                raise RuntimeError("somebody else writes plans at the same time")
            offsets[kind] = ids[0] - 1 if ids else 0
        return offsets

    def _write_activities(self, project: Project, offsets: Offsets) -> None:
        plan, here, calendars = self.plan, offsets["activity"], offsets["calendar"]

        def row_of(row: ActivityFacts) -> tuple[Any, ...]:
            stored = row._replace(
                id=row.id + here,
                parent=None if row.parent is None else row.parent + here,
                calendar=None if row.calendar is None else row.calendar + calendars,
            )
            computed = _driven(plan.computed[row.id], offsets)
            return (*stored, *computed, plan.changed_in[row.id], plan.versions[row.id], project.pk)

        columns = [*ACTIVITY_COLUMNS, *COMPUTED_COLUMNS, "changed_in", "version", "project_id"]
        insert_rows(Activity, columns, [row_of(row) for row in plan.facts.activities.values()])


def _moved(row: Any, kind: str, refers: Mapping[str, str], offsets: Offsets) -> tuple[Any, ...]:
    """A row with stored ids wherever it names one."""
    ids = {
        name: value + offsets[target]
        for name, target in refers.items()
        if (value := getattr(row, name)) is not None
    }
    moved: tuple[Any, ...] = row._replace(id=row.id + offsets[kind], **ids)
    return moved


def _driven(row: Computed, offsets: Offsets) -> Computed:
    start, finish = row.start_driver_row, row.finish_driver_row
    if start is None and finish is None:
        return row
    return row._replace(
        start_driver_row=None
        if start is None
        else start + offsets[_KIND_OF_DRIVER[Driver(row.start_driver)]],
        finish_driver_row=None
        if finish is None
        else finish + offsets[_KIND_OF_DRIVER[Driver(row.finish_driver)]],
    )


def stored_images(images: Images, offsets: Offsets) -> Images:
    """Images with stored ids in their names, as far as commands for progress make them."""
    return {
        f"{kind}:{key + offsets.get(kind, 0)}": image
        for name, image in images.items()
        for kind, key in [split_key(name)]
    }
