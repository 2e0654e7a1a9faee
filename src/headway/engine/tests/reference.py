"""A slow scheduler that says the rules once more, by other means: the oracle of the property tests.

Working time is that of ``reference_clock``, dates are found by recursion with a memory instead of an order,
links of summaries are written out leaf by leaf, and nothing is shared with the engine but its input classes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from headway.engine import Activity, Assignment, Constraint, LagKind, Link, LinkType, Rules, Terms
from headway.engine.tests.reference_clock import Clock

NOT_LATER = (Constraint.SNLT, Constraint.FNLT)
MUST = (Constraint.MSO, Constraint.MFO)


@dataclass
class Reference:
    """Dates of a plan, each computed when first asked for."""

    activities: Sequence[Activity]
    links: Sequence[Link]
    assignments: Sequence[Assignment]
    terms: Terms
    early: dict[int, tuple[int, int]] = field(default_factory=dict)
    late: dict[int, tuple[int, int]] = field(default_factory=dict)
    pulled: dict[int, int] = field(default_factory=dict)
    asked: dict[int, list[int]] = field(default_factory=dict)
    alap_pass: bool = False

    def __post_init__(self) -> None:
        self.by_id = {activity.id: activity for activity in self.activities}
        self.children: dict[int, list[int]] = {}
        for activity in self.activities:
            if activity.parent is not None:
                self.children.setdefault(activity.parent, []).append(activity.id)
        self.leaves = [a.id for a in self.activities if a.id not in self.children]
        self.first_early: dict[int, tuple[int, int]] = {}
        for number in self.leaves:
            self.early_dates(number)
        self.first_early = dict(self.early)
        active = [self.early[n][1] for n in self.leaves if self.by_id[n].active]
        self.finish = max(active, default=self.terms.start)
        for number in self.leaves:
            self.late_dates(number)
        if any(self.alap(self.by_id[number]) for number in self.leaves):
            self.early, self.alap_pass = {}, True
            for number in self.leaves:
                self.early_dates(number)

    # Structure

    def below(self, number: int) -> list[int]:
        """Active leaves under a summary, or the activity itself."""
        if number not in self.children:
            return [number] if self.by_id[number].active else []
        return [
            leaf for child in self.children[number] if self.by_id[child].active for leaf in self.below(child)
        ]

    def all_below(self, number: int) -> list[int]:
        if number not in self.children:
            return [number]
        return [leaf for child in self.children[number] for leaf in self.all_below(child)]

    def above(self, number: int) -> list[Activity]:
        parent = self.by_id[number].parent
        return [] if parent is None else [self.by_id[parent], *self.above(parent)]

    def into(self, number: int) -> list[Link]:
        """Links that hold a leaf, those of its summaries included."""
        return [
            link
            for link in self.links
            if number in self.all_below(link.successor) and self.by_id[link.predecessor].active
        ]

    def alap(self, activity: Activity) -> bool:
        waits = activity.constraint == Constraint.ALAP and activity.actual_start is None
        return waits and not activity.manual

    # Work

    def clock(self, activity: Activity) -> Clock:
        if activity.elapsed:
            return Clock(None)
        return Clock(self.terms.calendars[activity.calendar or 0])

    def crew(self, activity: Activity) -> list[tuple[Clock, int, int, int]]:
        """Clock, time of all work, time of remaining work and delay of each assignment that counts."""
        if (
            activity.fixed_duration
            or activity.elapsed
            or activity.duration == 0
            or activity.id in self.children
        ):
            return []
        crew = []
        for work in self.assignments:
            if work.activity != activity.id or work.units <= 0 or round(work.work / work.units) == 0:
                continue
            whole = round(work.work / work.units)
            left = whole
            if work.remaining_work is not None:
                left = round(work.remaining_work / work.units)
            elif activity.actual_start is not None and activity.remaining_duration is not None:
                left = round(whole * (activity.remaining_duration / activity.duration))
            crew.append((self.crew_clock(activity, work), whole, left, work.delay))
        return crew

    def crew_clock(self, activity: Activity, work: Assignment) -> Clock:
        calendars = self.terms.calendars
        if activity.calendar is None:
            return Clock(calendars[work.calendar or 0])
        if work.calendar is None or activity.ignore_resource_calendars:
            return Clock(calendars[activity.calendar])
        if calendars[work.calendar] == calendars[activity.calendar]:
            return Clock(calendars[work.calendar])
        return Clock(calendars[activity.calendar], calendars[work.calendar])

    def remaining(self, activity: Activity) -> int:
        if activity.actual_start is None or activity.remaining_duration is None:
            return activity.duration
        return activity.remaining_duration

    def finish_of(self, activity: Activity, start: int, *, rest: bool = False) -> int:
        crew = self.crew(activity)
        if (
            rest
            and activity.resume is not None
            and max((w[2] for w in crew), default=0) != self.remaining(activity)
        ):
            crew = []
        if not crew:
            work = self.remaining(activity) if rest else activity.duration
            return self.clock(activity).move(start, work + activity.pause)
        works = [
            (clock, left if rest else whole + delay) for clock, whole, left, delay in crew if left or not rest
        ]
        return max([start, *(clock.move(start, work + activity.pause) for clock, work in works)])

    def start_of(self, activity: Activity, finish: int) -> int:
        whole = activity.manual or activity.actual_start is None
        crew = self.crew(activity)
        if not crew:
            work = activity.duration if whole else self.remaining(activity)
            return self.clock(activity).move(finish, -work - activity.pause)
        works = [(clock, all_ + delay if whole else left) for clock, all_, left, delay in crew]
        return min([finish, *(clock.move(finish, -work - activity.pause) for clock, work in works if work)])

    def snapped(self, activity: Activity, time: int) -> int:
        crew = self.crew(activity)
        if crew:
            return min(clock.next_start(time) for clock, *_ in crew)
        clock = self.clock(activity)
        if activity.duration == 0 and clock.previous_finish(time) == time:
            return time
        return clock.next_start(time)

    def lag(self, link: Link, time: int, direction: int) -> int:
        driving, driven = self.by_id[link.predecessor], self.by_id[link.successor]
        amount, elapsed = link.lag, link.lag_kind in (LagKind.ELAPSED, LagKind.ELAPSED_PERCENT)
        if link.lag_kind >= LagKind.PERCENT:
            amount = self.duration(driving) * link.lag // 100
            elapsed = elapsed or driving.elapsed
        return time + direction * amount if elapsed else self.clock(driven).move(time, direction * amount)

    def duration(self, activity: Activity) -> int:
        if activity.id not in self.children:
            return activity.duration
        start, finish = self.early_dates(activity.id)
        return self.clock(activity).between(start, finish)

    # Forward

    def early_dates(self, number: int) -> tuple[int, int]:
        """Early dates; of a summary those rolled up, as its links see them."""
        if number in self.children:
            dates = [self.driving(leaf, late=self.alap_pass) for leaf in self.below(number)]
            return min(start for start, _ in dates), max(finish for _, finish in dates)
        if number not in self.early:
            self.early[number] = self.compute_early(self.by_id[number])
        return self.early[number]

    def driving(self, number: int, *, late: bool) -> tuple[int, int]:
        if late and number not in self.children and self.alap(self.by_id[number]):
            self.early_dates(number)
            return self.late[number]
        return self.early_dates(number)

    def compute_early(self, activity: Activity) -> tuple[int, int]:
        if activity.manual and activity.start is not None:
            if activity.finish is not None:
                return activity.start, activity.finish
            return activity.start, self.finish_of(activity, activity.start)
        if activity.actual_start is not None:
            return activity.actual_start, self.early_finish_in_progress(activity)
        start = self.early_start(activity)
        if activity.constraint == Constraint.MFO and start == self.start_of(activity, self.given(activity)):
            return start, self.given(activity)
        return start, self.finish_of(activity, start)

    @staticmethod
    def given(activity: Activity) -> int:
        assert activity.constraint_date is not None
        return activity.constraint_date

    def early_finish_in_progress(self, activity: Activity) -> int:
        if activity.actual_finish is not None:
            return activity.actual_finish
        assert activity.actual_start is not None
        restart, now = activity.resume, self.terms.data_date
        if restart is None and now is not None:
            done = max(activity.duration - self.remaining(activity), 0)
            restart = self.clock(activity).move(activity.actual_start, done)
        if restart is None:
            finish = self.finish_of(activity, activity.actual_start)
        else:
            restart = restart if now is None else max(restart, now)
            finish = self.finish_of(activity, self.snapped(activity, restart), rest=True)
        return max(finish, self.given(activity)) if activity.constraint == Constraint.FNET else finish

    def early_start(self, activity: Activity) -> int:
        asked = [
            self.asked_start(link, activity)
            for link in self.into(activity.id)
            if self.below(link.predecessor)
        ]
        kind, at_project_start = activity.constraint, False
        if asked:
            start = max(asked)
        elif kind == Constraint.SNET:
            start = self.given(activity)
        elif kind == Constraint.FNET:
            start = self.start_of(activity, self.given(activity))
        else:
            start, at_project_start = self.terms.start, True
        if activity.duration or not at_project_start:
            start = self.snapped(activity, start)
        floors = [self.given(s) for s in self.above(activity.id) if s.constraint == Constraint.SNET]
        for floor in [*floors, *([] if self.terms.data_date is None else [self.terms.data_date])]:
            if floor > start:
                start = self.snapped(activity, floor)
        if kind == Constraint.SNET:
            start = max(start, self.snapped(activity, self.given(activity)))
        if kind == Constraint.FNET:
            start = max(start, self.start_of(activity, self.given(activity)))
        if activity.leveling_delay:
            start = self.snapped(activity, start + activity.leveling_delay)
        return self.not_later(activity, start)

    def not_later(self, activity: Activity, start: int) -> int:
        kind = activity.constraint
        if kind not in (*NOT_LATER, *MUST):
            return start
        bound = self.given(activity)
        if kind in (Constraint.FNLT, Constraint.MFO):
            bound = self.start_of(activity, bound)
        if isinstance(self.terms.rules, Rules) and self.terms.rules.honor_constraints:
            return bound if kind in MUST else min(start, bound)
        return max(start, bound) if kind in MUST else start

    def asked_start(self, link: Link, driven: Activity) -> int:
        driving = self.by_id[link.predecessor]
        late = self.alap_pass and not self.alap(driven)
        if link.predecessor in self.children:
            start, finish = self.early_dates(link.predecessor)
        else:
            start, finish = self.driving(driving.id, late=late)
        own = replace(link, successor=driven.id)
        if link.type == LinkType.FS:
            return self.lag(own, finish, 1)
        if link.type == LinkType.SS:
            return self.lag(own, start, 1)
        if link.type == LinkType.FF:
            return max(self.lag(own, self.start_of(driven, finish), 1), self.terms.start)
        return self.lag(own, self.start_of(driven, start), 1)

    # Backward

    def late_dates(self, number: int) -> tuple[int, int]:
        if number not in self.late:
            activity = self.by_id[number]
            finish = self.late_finish(activity)
            self.pulled[number] = self.start_of(activity, finish)
            kept = activity.actual_start is not None and (
                not activity.manual or activity.actual_finish is not None
            )
            start = activity.actual_start if kept else None
            self.late[number] = (self.pulled[number] if start is None else start, finish)
        return self.late[number]

    def late_finish(self, activity: Activity) -> int:
        if activity.actual_finish is not None:
            return activity.actual_finish
        self.asked[activity.id] = self.asked_finishes(activity)
        finish = min([self.finish, *self.asked[activity.id]])
        if activity.constraint in MUST:
            finish = self.constrained_finish(activity)
        if activity.constraint in NOT_LATER:
            finish = min(finish, self.constrained_finish(activity))
        finish = min(
            [finish, *(self.given(s) for s in self.above(activity.id) if s.constraint == Constraint.FNLT)]
        )
        if activity.deadline is not None:
            finish = min(finish, activity.deadline)
        if activity.duration == 0:
            return finish
        crew = self.crew(activity)
        if crew:
            return max(clock.previous_finish(finish) for clock, *_ in crew)
        return self.clock(activity).previous_finish(finish)

    def constrained_finish(self, activity: Activity) -> int:
        date = self.given(activity)
        return (
            self.finish_of(activity, date)
            if activity.constraint in (Constraint.MSO, Constraint.SNLT)
            else date
        )

    def asked_finishes(self, activity: Activity) -> list[int]:
        """What every open successor, also of the summaries above, asks of an activity."""
        asked = []
        for link in self.out_of(activity):
            for leaf in self.all_below(link.successor):
                driven = self.by_id[leaf]
                if driven.active and driven.actual_finish is None:
                    asked.append(self.asked_finish(replace(link, successor=leaf), activity, driven))
        return asked

    def out_of(self, activity: Activity) -> list[Link]:
        if not activity.active:
            return []
        links = [link for link in self.links if link.predecessor == activity.id]
        for summary in self.above(activity.id):
            for link in self.links:
                if link.predecessor != summary.id:
                    continue
                if link.type in (LinkType.FS, LinkType.FF) or self.first_leaf(summary.id) == activity.id:
                    links.append(link)
        return links

    def first_leaf(self, number: int) -> int:
        """The leaf that gives a summary its start: of several the first child on each level."""
        if number not in self.children:
            return number
        active = [child for child in self.children[number] if self.below(child)]
        return self.first_leaf(min(active, key=self.first_start))

    def first_start(self, number: int) -> int:
        return min(self.first_early[leaf][0] for leaf in self.below(number))

    def asked_finish(self, link: Link, activity: Activity, driven: Activity) -> int:
        finish = self.late_dates(driven.id)[1]
        if link.type == LinkType.FS:
            return self.lag(link, self.pulled[driven.id], -1)
        if link.type == LinkType.FF:
            return self.lag(link, finish, -1)
        if link.type == LinkType.SF:
            return self.lag(link, self.finish_of(activity, finish), -1)
        return self.asked_finish_by_start(link, activity, driven)

    def asked_finish_by_start(self, link: Link, activity: Activity, driven: Activity) -> int:
        start, finish = self.late_dates(driven.id)
        if activity.actual_start is not None:
            return self.finish
        last = not any(
            other.predecessor == driven.id and self.all_below(other.successor)
            for other in self.links
            if driven.active
        )
        if driven.actual_start is not None:
            if last:
                return self.finish
            done = max(driven.duration - self.remaining(driven), 0)
            return self.finish_of(activity, self.clock(driven).move(driven.actual_start, done))
        if activity.manual:
            return finish if last else self.finish
        return self.finish_of(activity, self.lag(link, self.clock(activity).next_start(start), -1))

    # Floats

    def total_float(self, number: int) -> int:
        activity = self.by_id[number]
        if self.alap(activity):
            return 0
        clock, early, late = self.clock(activity), self.early[number], self.late[number]
        at_finish = clock.between(early[1], late[1])
        return (
            at_finish
            if activity.actual_start is not None
            else min(clock.between(early[0], late[0]), at_finish)
        )

    def scheduled(self, number: int) -> tuple[int, int]:
        return self.late[number] if self.alap(self.by_id[number]) else self.early[number]

    def free_float(self, number: int) -> int:
        activity = self.by_id[number]
        if activity.actual_finish is not None:
            return 0
        gaps = []
        own = [link for link in self.links if link.predecessor == number and activity.active]
        for link in own:
            for leaf in self.all_below(link.successor):
                driven = self.by_id[leaf]
                if driven.active and driven.actual_finish is None:
                    mine = self.scheduled(number)[link.type in (LinkType.FS, LinkType.FF)]
                    other = self.scheduled(leaf)[link.type in (LinkType.FF, LinkType.SF)]
                    moved = self.lag(replace(link, successor=leaf), mine, 1)
                    gaps.append(self.clock(activity).between(moved, other))
        return max(0, min(gaps, default=self.total_float(number)))
