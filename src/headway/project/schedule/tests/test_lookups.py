"""What commands find without walking through the plan is what a walk through it finds."""

import time
from collections import Counter
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from headway.common.refusal import Invalid, Refusal
from headway.project.schedule.commands import (
    Add,
    Command,
    Delete,
    Indent,
    Link,
    Move,
    Outdent,
    Set,
    Unlink,
)
from headway.project.schedule.commands.apply import apply_commands
from headway.project.schedule.plan.draft import Draft, images_of
from headway.project.schedule.plan.facts import (
    ActivityFacts,
    AssignmentFacts,
    CalendarFacts,
    Computed,
    LinkFacts,
    LoadedPlan,
    PlanFacts,
    PlanTerms,
    ResourceFacts,
)
from headway.project.schedule.plan.lookups import FEW, Siblings

SHIFTS = [[28_800, 43_200], [46_800, 61_200]]


def plan(count: int, *, links: int = 0) -> LoadedPlan:
    """Activities 1, 2, 3, … in a flat list, the first of them linked as a chain, Ann in each tenth."""
    facts = PlanFacts(PlanTerms(0, 1, next_number=count + 1))
    facts.calendars = {1: CalendarFacts(1, "Office", days=[SHIFTS] * 5 + [[], []])}
    facts.resources = {1: ResourceFacts(1, "Ann")}
    for key in range(1, count + 1):
        facts.add_activity(ActivityFacts(key, key, name=f"A{key}"))
    facts.links = {key: LinkFacts(key, key, key + 1) for key in range(1, links + 1)}
    facts.assignments = {key: AssignmentFacts(key, key, 1) for key in range(10, count + 1, 10)}
    return LoadedPlan(1, None, facts, dict.fromkeys(facts.activities, Computed(start=0, finish=0)), {}, {})


# ---- the same as a walk ----

IDS = st.integers(1, 12)
SETS = st.builds(
    lambda key, links, staff: Set(key, {"predecessors": ";".join(map(str, links)), "resources": staff}),
    IDS,
    st.lists(IDS, max_size=3, unique=True),
    st.sampled_from(["", "Ann", "ann;Bob", "Cid[50%];Bob"]),
)
ROWS = st.lists(IDS, min_size=1, max_size=4).map(tuple)
COMMANDS = st.one_of(
    SETS,
    st.builds(Link, IDS, IDS, st.sampled_from(["FS", "SS"])),
    st.builds(Unlink, IDS, IDS),
    st.builds(Indent, ROWS),
    st.builds(Outdent, ROWS),
    st.builds(Delete, ROWS),
    st.builds(Move, ROWS, st.none() | IDS, st.none()),
    st.builds(Move, ROWS, st.none(), IDS),
    st.builds(lambda number, after: Add(f"n{number}", None, after), st.integers(1, 999), IDS),
)


@settings(max_examples=150)
@given(st.lists(COMMANDS, max_size=25))
@example([Indent((2,)), Indent((3,)), Delete((1,)), Link(4, 5), Add("n1", None, 4)])
def test_lookups_follow_every_command_and_undoing_gives_the_first_facts_back(drawn: list[Command]) -> None:
    first, draft = plan(12, links=8).facts, _commanded(drawn)
    before, _after = images_of(draft.changes())
    assert draft.restore(before, {})
    assert list(draft.changes()) == []
    _assert_as_walked(draft)
    draft.facts.put_in_order()
    number = draft.facts.terms.next_number
    assert draft.facts.terms == first.terms._replace(next_number=number)
    assert _rows(draft.facts) == _rows(first)


def _commanded(drawn: list[Command]) -> Draft:
    """A draft after all of the commands that are not refused, looked at behind each."""
    draft, done = Draft(plan(12, links=8)), list[Command]()
    for command in drawn:
        try:
            apply_commands(draft, [command])
            done.append(command)
        except Refusal:
            draft = Draft(plan(12, links=8))  # the other one may have been changed half-way
            apply_commands(draft, done)
        _assert_as_walked(draft)
    return draft


def _rows(facts: PlanFacts) -> Any:
    children = {parent: below for parent, below in facts.children.items() if below}
    return facts.activities, facts.links, facts.assignments, facts.resources, children


def _assert_as_walked(draft: Draft) -> None:
    facts = draft.facts
    links, activities = list(facts.links.values()), list(facts.activities)
    for one in activities:
        assert facts.children[facts.activities[one].parent][draft.index(one)] == one
        number = facts.activities[one].number
        assert draft.activity_numbered(number) == facts.activities[one]
        to_it = Counter(row for row in links if row.successor == one)
        assert Counter(draft.links_to(one)) == to_it
        assert Counter(draft.links_between(1, one)) == Counter(row for row in to_it if row.predecessor == 1)
        assigned = Counter(row for row in facts.assignments.values() if row.activity == one)
        assert Counter(draft.assignments_of(one)) == assigned
    for resource in facts.resources.values():
        assert draft.resource_called(resource.name.upper()) == resource


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=60), st.integers(0, 100))
def test_siblings_keep_their_order_wherever_one_comes_or_goes(edits: list[tuple[int, bool]], at: int) -> None:
    facts = PlanFacts(PlanTerms(0, 1), children={None: list(range(20))})
    siblings, expected = Siblings(facts), list(range(20))
    for key, (index, comes) in enumerate(edits, start=20):
        if comes:
            siblings.insert(None, index, key)
            expected.insert(index, key)
        elif expected:
            siblings.remove(None, [expected.pop(index % len(expected))])
        assert facts.children[None] == expected
        assert [siblings.index(None, one) for one in expected] == list(range(len(expected)))


def test_siblings_are_ranked_anew_where_there_is_no_rank_left_between_two() -> None:
    facts = PlanFacts(PlanTerms(0, 1), children={None: [1, 2]})
    siblings = Siblings(facts)
    for key in range(3, 1_003):
        siblings.insert(None, 1, key)
    assert facts.children[None] == [1, *range(1_002, 2, -1), 2]
    assert [siblings.index(None, key) for key in (1, 1_002, 3, 2)] == [0, 1, 1_000, 1_001]
    siblings.remove(None, range(3, 4 + FEW))
    assert siblings.index(None, 2) == len(facts.children[None]) - 1 == 1_000 - FEW


# ---- how long, and how much ----


def took(draft: Draft, commands: list[Command]) -> float:
    begun = time.process_time()
    apply_commands(draft, commands)
    return time.process_time() - begun


LARGE: dict[str, list[Command]] = {
    "links": [Link(at % 9_990 + 1, at % 9_990 + 2 + at // 9_990) for at in range(19_980)],
    "links to one": [Link(at, 1) for at in range(2, 10_001)],
    "typed predecessors": [Set(at, {"predecessors": f"{at - 1};{at - 2}"}) for at in range(3, 10_001)],
    "resources": [Set(at, {"resources": f"R{at}", "duration": "3d"}) for at in range(1, 10_001)],
    "indenting": [Indent((at,)) for at in range(2, 10_001)],
    "moving pairs": [Move((at, 10_001 - at), None, 5_000) for at in range(1, 4_999)],
    "deleting": [Delete((at,)) for at in range(10_000, 0, -1)],
    "adding": [Add(f"n{at}", None, f"n{at - 1}" if at else 5_000) for at in range(10_000)],
}


@pytest.mark.parametrize("name", LARGE)
def test_many_commands_in_a_large_plan_take_seconds(name: str) -> None:
    assert took(Draft(plan(10_000, links=9_000)), LARGE[name]) < 5.0


@pytest.mark.parametrize(
    "commands",
    [
        [Set(at, {"predecessors": ";".join(map(str, range(100, 500)))}) for at in range(1, 52)],
        [Set(at, {"resources": ";".join(f"R{n}" for n in range(400))}) for at in range(1, 52)],
        [Move(tuple(range(2, 500)), None, 1)] * 41,
    ],
)
def test_one_request_names_so_many_rows_and_no_more(commands: list[Command]) -> None:
    with pytest.raises(Invalid, match="at most 20000 activities, predecessors and resources"):
        apply_commands(Draft(plan(500)), commands)


def test_a_list_that_makes_the_outline_too_deep_is_refused_where_it_is_asked() -> None:
    commands = [Add(f"n{at}", f"n{at - 1}" if at else 1, None) for at in range(60)]
    with pytest.raises(Invalid, match="50 levels at most"):
        apply_commands(Draft(plan(2)), [*commands, Link("n59", 2)])
