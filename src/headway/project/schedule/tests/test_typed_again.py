"""What a cell shows can be typed again, and is then what it was."""

from hypothesis import given
from hypothesis import strategies as st

from headway.engine import LagKind, LinkType
from headway.project.schedule.commands.editor import Editor
from headway.project.schedule.commands.staff import set_resources
from headway.project.schedule.plan.draft import Draft
from headway.project.schedule.plan.facts import (
    ActivityFacts,
    AssignmentFacts,
    CalendarFacts,
    LoadedPlan,
    PlanFacts,
    PlanTerms,
    ResourceFacts,
)
from headway.project.schedule.text import (
    Amount,
    Predecessor,
    Share,
    Units,
    duration_text,
    parse_duration,
    parse_predecessors,
    predecessors_text,
    resources_text,
)
from headway.project.schedule.text.durations import LONGEST
from headway.project.schedule.text.predecessors import Lag

ACTIVITY = 1
NAMES = (
    st.text(st.sampled_from(',;[]"% 50aAsßé'), min_size=1, max_size=12)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
SHARES = st.floats(0, 10_000, allow_nan=False) | st.sampled_from([0.0, 0.5, 1.0, 0.99999, 1 / 3])
STAFF = st.lists(st.tuples(NAMES, SHARES, st.sampled_from(["work", "material", "cost"])), max_size=6)
UNIT = st.sampled_from(["min", "h", "d", "w", "mo"])
UNITS = st.builds(
    Units, st.integers(60, 1440), minutes_per_week=st.integers(300, 10_080), days_per_month=st.integers(5, 31)
)
SECONDS = st.integers(0, 100_000) | st.integers(0, LONGEST)
SPANS = st.builds(
    Lag,
    st.builds(lambda size, sign: size * sign, SECONDS, st.sampled_from([1, -1])),
    st.sampled_from([int(LagKind.WORKING), int(LagKind.ELAPSED)]),
    UNIT,
)
PERCENTS = st.builds(
    Lag,
    st.integers(-1000, 1000),
    st.sampled_from([int(LagKind.PERCENT), int(LagKind.ELAPSED_PERCENT)]),
    st.just("%"),
)
PREDECESSORS = st.lists(
    st.builds(
        Predecessor, st.integers(1, 10**9 - 1), st.sampled_from([*map(int, LinkType)]), SPANS | PERCENTS
    ),
    max_size=5,
    unique_by=lambda entry: (entry.number, entry.type),
)


def staffed(staff: list[tuple[str, float, str]]) -> Draft:
    """A plan with one activity in which all of these work."""
    facts = PlanFacts(PlanTerms(0, 1), calendars={1: CalendarFacts(1, "Standard")})
    facts.add_activity(ActivityFacts(ACTIVITY, number=1, name="A"))
    for at, (name, units, kind) in enumerate(staff, 1):
        facts.resources[at] = ResourceFacts(at, name, kind=kind)
        # Work that follows from nothing else, so that nobody can make it anew.
        facts.assignments[at] = AssignmentFacts(at, ACTIVITY, at, units, work=1000 + at, remaining_work=at)
    return Draft(LoadedPlan(1, None, facts, {}, {}, {}))


def shown(draft: Draft) -> str:
    facts = draft.facts
    return resources_text(
        Share(facts.resources[row.resource].name, row.units) for row in facts.assignments.values()
    )


@given(STAFF)
def test_resources_typed_as_they_are_shown_stay_what_they_are(staff: list[tuple[str, float, str]]) -> None:
    draft = staffed(staff)
    assignments, resources = dict(draft.facts.assignments), dict(draft.facts.resources)
    set_resources(Editor(draft), draft.facts.activities[ACTIVITY], shown(draft))
    assert (draft.facts.assignments, draft.facts.resources) == (assignments, resources)


@given(STAFF, NAMES)
def test_one_more_resource_leaves_the_others_what_they_are(
    staff: list[tuple[str, float, str]], name: str
) -> None:
    if name.casefold() in {other.casefold() for other, *_ in staff}:
        return
    draft = staffed(staff)
    before = dict(draft.facts.assignments)
    more = resources_text([Share(name, 0.25)])
    text = f"{more};{shown(draft)}"
    set_resources(Editor(draft), draft.facts.activities[ACTIVITY], text)
    after = dict(draft.facts.assignments)
    added = [after.pop(key) for key in after.keys() - before.keys()]
    assert after == before
    assert [(draft.facts.resources[one.resource].name, one.units) for one in added] == [(name, 0.25)]


@given(PREDECESSORS, UNITS)
def test_predecessors_typed_as_they_are_shown_are_the_same_links(
    entries: list[Predecessor], units: Units
) -> None:
    def told(found: list[Predecessor]) -> list[tuple[int, int, int, int]]:
        """What moves dates: no lag is none of any kind."""
        return sorted(
            (row.number, row.type, row.lag.amount, row.lag.kind if row.lag.amount else 0) for row in found
        )

    assert told(parse_predecessors(predecessors_text(entries, units), units)) == told(entries)


@given(SECONDS, UNIT, st.booleans(), st.booleans(), UNITS)
def test_a_duration_typed_as_it_is_shown_is_as_long(
    seconds: int, unit: str, elapsed: bool, estimated: bool, units: Units
) -> None:
    text = duration_text(Amount(seconds, unit, elapsed), units, estimated=estimated)
    amount, guessed = parse_duration(text, units)
    assert (amount.seconds, amount.elapsed, guessed) == (seconds, elapsed, estimated)
