"""What the engine refuses before it computes, and that what it accepts cannot be changed."""

from collections.abc import Sequence

import pytest

from headway.engine import (
    Activity,
    Assignment,
    Calendar,
    Constraint,
    Link,
    Network,
    NetworkError,
    Terms,
    moment,
)

TERMS = Terms(start=moment("2026-01-05T08:00"))


def refusal(
    activities: Sequence[Activity],
    links: Sequence[Link] = (),
    assignments: Sequence[Assignment] = (),
    terms: Terms = TERMS,
) -> NetworkError:
    with pytest.raises(NetworkError) as refused:
        Network.of(activities, links, assignments, terms=terms)
    return refused.value


def test_a_cycle_names_its_members_in_the_order_of_the_links() -> None:
    activities = [Activity(id=n, name=f"Step {n}") for n in range(1, 6)]
    links = [Link(predecessor=a, successor=b) for a, b in ((1, 2), (2, 3), (3, 4), (4, 2), (4, 5))]

    error = refusal(activities, links)

    members = error.activities
    turned = members[members.index(2) :] + members[: members.index(2)]
    assert (error.code, turned) == ("cycle", (2, 3, 4))
    assert "“Step 3” (3)" in str(error)


def test_an_activity_that_waits_for_itself_is_a_cycle() -> None:
    error = refusal([Activity(id=1)], [Link(predecessor=1, successor=1)])

    assert (error.code, error.activities) == ("cycle", (1,))


def test_a_link_from_a_summary_to_its_own_child_is_a_cycle() -> None:
    error = refusal([Activity(id=1), Activity(id=2, parent=1)], [Link(predecessor=1, successor=2)])

    assert (error.code, sorted(error.activities)) == ("cycle", [1, 2])


def test_summaries_within_each_other_are_a_cycle() -> None:
    error = refusal([Activity(id=1, parent=2), Activity(id=2, parent=1), Activity(id=3, parent=1)])

    assert (error.code, error.activities) == ("cycle", (1, 2, 3))


def test_a_link_to_a_missing_activity_names_the_other_end() -> None:
    error = refusal([Activity(id=1)], [Link(predecessor=1, successor=9)])

    assert (error.code, error.activities) == ("dangling_link", (1,))


def test_a_lag_of_a_century_is_refused() -> None:
    error = refusal(
        [Activity(id=1), Activity(id=2)], [Link(predecessor=1, successor=2, lag=100 * 366 * 86_400)]
    )

    assert (error.code, error.activities) == ("bad_column", (2,))


def test_a_negative_duration_is_refused() -> None:
    error = refusal([Activity(id=1), Activity(id=2, duration=-1)])

    assert (error.code, error.activities) == ("negative_duration", (2,))


@pytest.mark.parametrize("constraint", [c for c in Constraint if c > Constraint.ALAP])
def test_a_constraint_without_its_date_is_refused(constraint: Constraint) -> None:
    error = refusal([Activity(id=1, constraint=constraint)])

    assert (error.code, error.activities) == ("impossible_constraint", (1,))


def test_an_actual_finish_before_the_actual_start_is_refused() -> None:
    error = refusal([Activity(id=1, actual_start=200, actual_finish=100)])

    assert (error.code, error.activities) == ("impossible_constraint", (1,))


def test_an_identity_that_occurs_twice_is_refused() -> None:
    error = refusal([Activity(id=4), Activity(id=4)])

    assert (error.code, error.activities) == ("duplicate_activity", (4,))


def test_a_summary_that_does_not_exist_is_refused() -> None:
    error = refusal([Activity(id=1, parent=7)])

    assert (error.code, error.activities) == ("missing_parent", (1,))


def test_a_calendar_that_does_not_exist_is_refused() -> None:
    assert refusal([Activity(id=1, calendar=3)]).code == "missing_calendar"
    assert refusal([Activity(id=1)], (), [Assignment(activity=1, calendar=3)]).code == "missing_calendar"


def test_an_assignment_to_a_missing_activity_is_refused() -> None:
    error = refusal([Activity(id=1)], (), [Assignment(activity=5)])

    assert (error.code, error.activities) == ("missing_activity", (5,))


def test_work_on_a_calendar_that_never_works_is_refused_and_a_milestone_on_it_is_not() -> None:
    terms = Terms(start=TERMS.start, calendars=(Calendar(((),) * 7),))

    error = refusal([Activity(id=1, duration=60), Activity(id=2)], terms=terms)

    assert (error.code, error.activities) == ("no_work", (1,))
    assert len(Network.of([Activity(id=2)], terms=terms).activities.id) == 1


def test_an_unknown_column_and_one_of_another_length_are_refused() -> None:
    for columns in ({"id": [1], "length": [1]}, {"id": [1, 2], "duration": [1]}):
        with pytest.raises(NetworkError) as refused:
            Network.from_columns(columns, terms=TERMS)
        assert refused.value.code == "bad_column"


def test_the_columns_of_a_network_cannot_be_changed() -> None:
    network = Network.of([Activity(id=1, duration=60)], terms=TERMS)

    with pytest.raises(ValueError, match="read-only"):
        network.activities.duration[0] = 5


def test_rows_and_columns_make_the_same_network() -> None:
    rows = Network.of(
        [Activity(id=1, duration=60), Activity(id=2)], [Link(predecessor=1, successor=2)], terms=TERMS
    )
    columns = Network.from_columns(
        {"id": [1, 2], "duration": [60, 0]}, {"predecessor": [1], "successor": [2]}, terms=TERMS
    )

    for name in rows.activities.__slots__:
        assert getattr(rows.activities, name).tolist() == getattr(columns.activities, name).tolist()
    assert rows.graph.edge_to.tolist() == columns.graph.edge_to.tolist()
