"""Reading ProTrack files: what is taken over, what is noted, what is refused; and earned value from them."""

from contextlib import suppress
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.engine import Constraint, LinkType, moment, written
from headway.formats import earned as earned_module
from headway.formats.budget import Most
from headway.formats.detect import IMPORTED, detect_format, format_of, read_plan
from headway.formats.earned import earned_of, finished
from headway.formats.errors import FormatError
from headway.formats.network import dates_of, network_of
from headway.formats.plan import Kind, Omission, PlanDocument, ResourceKind
from headway.formats.protrack import PROTRACK, read_protrack, read_tracked
from headway.formats.tests.protrack_text import ACTIVITIES, FIRST, activity, garden, status
from headway.formats.tracked import TrackedPlan


def tracked(**other: str) -> TrackedPlan:
    return read_tracked(BytesIO(garden(**other)))


def document(**other: str) -> PlanDocument:
    return read_protrack(BytesIO(garden(**other)))


def test_a_protrack_file_is_told_from_one_of_microsoft_project_and_is_not_imported() -> None:
    assert detect_format(garden()) is PROTRACK
    assert read_plan(BytesIO(garden())).format is PROTRACK
    with pytest.raises(
        FormatError, match=r"ProTrack file, which cannot be imported\. Microsoft Project XML files"
    ):
        format_of(BytesIO(garden()), among=IMPORTED)


def test_the_outline_gives_order_groups_and_what_was_deleted() -> None:
    found = document()
    assert [(each.uid, each.number, each.kind, each.parent) for each in found.activities] == [
        (1, 1, Kind.TASK, None),
        (10, 2, Kind.SUMMARY, None),
        (2, 3, Kind.TASK, 10),
        (3, 4, Kind.TASK, 10),
    ]
    noted = {(each.field, each.value or each.count) for each in found.not_taken_over}
    assert noted == {("OutlineList", "Deleted"), ("FromTask", "3"), ("TrackingPeriod", 2), ("Simulation", 1)}


def test_calendar_links_and_resources() -> None:
    found = document()
    (calendar,) = found.calendars
    assert calendar.days[0] == ((8 * 3600, 12 * 3600), (13 * 3600, 17 * 3600))
    assert calendar.days[5:] == ((), ())
    assert [each.first.isoformat() for each in calendar.exceptions] == ["2026-01-09"]
    assert [(each.type, each.lag) for each in found.links] == [(LinkType.FS, 0), (LinkType.SS, 8 * 3600)]
    assert [(each.name, each.kind, each.max_units) for each in found.resources] == [
        ("Mason", ResourceKind.WORK, 2.0),
        ("Bricks", ResourceKind.MATERIAL, 0.0),
    ]
    assert [(each.activity, each.resource, each.work) for each in found.assignments] == [
        (2, 1, 2 * 16 * 3600),
        (2, 2, 400 * 16 * 3600),
    ]


def test_the_plan_has_the_dates_that_the_file_planned() -> None:
    found = document()
    dates = dates_of(found, network_of(found))
    starts = {each.uid: written(int(dates.start[row]))[:16] for row, each in enumerate(found.activities)}
    assert starts == {
        1: "2026-01-05T08:00",
        10: "2026-01-07T08:00",
        2: "2026-01-07T08:00",
        3: "2026-01-08T08:00",
    }


def test_a_locked_start_is_a_constraint_and_other_limits_are_noted() -> None:
    text = activity(1, "Locked", start="050120260800", hours=8)
    first, second = text.split("<LockedTimeStart>010101000000", 1)
    found = document(
        activities=f"{first}<LockedTimeStart>070120261000{second}".replace("010101000000", "300120260000")
    )
    assert found.activities[0].constraint is Constraint.MSO
    assert found.activities[0].constraint_date == moment("2026-01-07T10:00")
    assert ("DueDateEnd", "300120260000") in {(each.field, each.value) for each in found.not_taken_over}


def test_budgets_are_own_cost_and_that_of_what_is_needed() -> None:
    budgets = {each.activity: (each.fixed, each.hourly) for each in tracked().budgets}
    # Two masons at 30 an hour whose use costs 20 each; 400 bricks at 0.5, once, whose use costs 50.
    assert budgets == {1: (100, 10), 2: (40 + 50 + 200, 60), 3: (40, 0)}
    costs = [each.baselines[0].cost for each in tracked().document.activities if each.baselines]
    assert costs == [260, 290 + 960, 40]


def test_what_is_used_up_by_the_hour_costs_by_the_hour() -> None:
    text = garden().replace(
        b"<FIELD1026>400</FIELD1026><FIELD1027>1", b"<FIELD1026>400</FIELD1026><FIELD1027>0"
    )
    budgets = {each.activity: (each.fixed, each.hourly) for each in read_tracked(BytesIO(text)).budgets}
    assert budgets[2] == (40 + 50, 60 + 200)


def test_earned_value_on_the_working_hours_of_the_calendar() -> None:
    earned = earned_of(tracked())
    measures = earned.measures
    # Friday of the first week is a holiday: Monday 8:00 is hour 32, the next one hour 72.
    assert list(measures.at) == [32, 72]
    assert (measures.bac, measures.pd) == (1550, 32)
    assert list(measures.pv) == [1550, 1550]
    assert list(measures.ev) == [260, 1550]
    # 24 hours instead of 16 and 5 above; then 32 hours of the masons instead of 16.
    assert list(measures.ac) == [100 + 240 + 5, 345 + 290 + 32 * 60 + 40]
    assert list(measures.es) == [16, 32]
    assert list(earned.adherence) == [1, 1]
    # From Monday the wall takes its 16 hours; the top begins 8 hours after the wall.
    assert list(earned.network) == [48, 64]
    assert (earned.duration, earned.cost) == (64, 2595)


def test_only_an_ended_project_can_be_learnt_from_and_only_from_the_way() -> None:
    learnt = finished("wall", earned_of(tracked()))
    assert learnt is not None
    assert (learnt.duration, learnt.cost, list(learnt.measures.at)) == (64, 2595, [32])
    running = earned_of(tracked(second=FIRST))
    assert (running.duration, running.cost, finished("wall", running)) == (None, None, None)
    at_once = earned_of(tracked(first=""))
    assert finished("wall", at_once) is None


def test_what_a_period_does_not_tell_was_not_begun() -> None:
    quarter = status(1, start="050120260800", worked=8, complete=0.25)
    assert earned_of(tracked(first=quarter)).measures.ev[0] == 140


def test_progress_of_something_else_is_noted_and_left_out() -> None:
    found = tracked(first=FIRST + status(9, start="050120260800", worked=8, complete=1))
    assert len(found.periods[0].statuses) == 3
    assert [
        (each.owner, each.value) for each in found.document.not_taken_over if each.reason is Omission.DANGLING
    ] == [
        ("task", "3"),
        ("tracking", "9"),
    ]


def test_periods_are_in_the_order_of_their_dates_whatever_the_file_does() -> None:
    swapped = garden().replace(b"<EndDate>12", b"<EndDate>99").replace(b"<EndDate>19", b"<EndDate>12")
    found = read_tracked(BytesIO(swapped.replace(b"<EndDate>99", b"<EndDate>19")))
    assert [each.name for each in found.periods] == ["Second week", "First week"]
    assert [each.statuses[1].complete for each in found.periods] == [1, 0]


def test_all_periods_may_stand_before_all_progress() -> None:
    before, second = garden().split(b"<TrackingPeriod><EndDate>1901", 1)
    head, rest = second.split(b"</TrackingPeriod>", 1)
    start, progress = before.split(b"<TProTrackActivities-1>", 1)
    second_period = b"<TrackingPeriod><EndDate>1901" + head + b"</TrackingPeriod>"
    together = start + second_period + b"<TProTrackActivities-1>" + progress + rest
    assert [len(each.statuses) for each in read_tracked(BytesIO(together)).periods] == [3, 3]


def test_what_is_not_known_is_told() -> None:
    steps = b"<DATEPERCBREAKPOINTS><P>1</P></DATEPERCBREAKPOINTS>"
    text = garden().replace(b"<LagKind>0", b"<LagKind>1", 1)
    text = text.replace(b"<Settings>", b"<Mood>good</Mood><Settings>")
    text = text.replace(b"<FIELD0>1</FIELD0>", b"<FIELD0>1</FIELD0><FIELD999>x</FIELD999>")
    text = text.replace(b"</DATEPERCSERIE>", steps + b"</DATEPERCSERIE>")
    before = {(each.owner, each.field) for each in document().not_taken_over}
    after = {(each.owner, each.field) for each in read_protrack(BytesIO(text)).not_taken_over}
    assert after - before == {
        ("relation", "LagKind"),
        ("project", "Mood"),
        ("resource", "FIELD999"),
        ("resource", "DATEPERCBREAKPOINTS"),
    }


@pytest.mark.parametrize("complete", [1.0000001, 0.9999999])
def test_a_hundred_per_cent_may_be_a_rounding_off(complete: float) -> None:
    found = tracked(first=status(1, start="050120260800", worked=16, complete=complete))
    assert found.periods[0].statuses[0].complete == 1


REFUSED = {
    "twice": ({"activities": ACTIVITIES + ACTIVITIES}, "The UniqueID 1 was used before"),
    "duration": (
        {"activities": ACTIVITIES.replace(">16<", ">x<", 1)},
        "BaseLineDuration of the activity is “x”",
    ),
    "negative": (
        {"activities": ACTIVITIES.replace(">16<", ">-16<", 1)},
        "-16 hours, not a duration of a plan",
    ),
    "too long": ({"activities": ACTIVITIES.replace(">16<", ">9e17<", 1)}, "not a duration of a plan"),
    "money": (
        {"activities": ACTIVITIES.replace(">100<", ">-100<", 1)},
        "FixedBaselineCost of the activity is negative",
    ),
    "date": (
        {"activities": ACTIVITIES.replace("050120260800", "320120260800")},
        "not a date like 150820071000",
    ),
    "year": (
        {"activities": ACTIVITIES.replace("050120260800", "050199990800")},
        "not a date like 150820071000",
    ),
    "hour": ({"closed": "<Hour>24</Hour>"}, "NonWorkingHours has “24”, not 0 to 23"),
    "percent": ({"first": status(1, complete=1.5)}, "PercentageComplete of the .* is 1.5, not 0 to 1"),
    "nobody": ({"first": status(1).replace("<Activity>1</Activity>", "")}, "Progress is told of no activity"),
    "number": (
        {"first": status(1).replace(">1</Activity>", ">one</Activity>")},
        "Activity is “one”, not a number",
    ),
}


@pytest.mark.parametrize(("other", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_what_contradicts_itself_is_refused_with_its_line(other: dict[str, str], reason: str) -> None:
    with pytest.raises(FormatError, match=reason) as caught:
        tracked(**other)
    assert caught.value.line > 1


SECOND_PERIOD = b"<TrackingPeriod><EndDate>190120260800</EndDate><Name>Second week</Name></TrackingPeriod>"
CHANGED = {
    "link type": (b"<LagType>0", b"<LagType>4", "LagType of the relation is 4, not 0 to 3"),
    "lag": (b"<Lag>8<", b"<Lag>99999999999<", "Lag of the relation is longer than any plan"),
    "outline": (b"<Data>3<", b"<Data>2<", "The outline has the entry 2 twice"),
    "resource": (b"<FIELD0>2<", b"<FIELD0>1<", "The resource 1 was used before"),
    "no period": (SECOND_PERIOD, b"", "Progress is told of no tracking period"),
    "no date": (b"<EndDate>190120260800<", b"<EndDate>0<", "EndDate of the tracking period is missing"),
    "group": (b"<UniqueID>10<", b"<UniqueID>2<", "The UniqueID 2 was used before"),
    "document type": (b"<Project>", b"<!DOCTYPE x [<!ENTITY a 'b'>]><Project>", "document type"),
    "entity": (b"Garden wall", b"&bomb;", "entity"),
    "cut off": (b"</TrackingList>\n<Simulation>", b"", "closed here that is not the last one opened"),
}


@pytest.mark.parametrize(("old", "new", "reason"), CHANGED.values(), ids=CHANGED.keys())
def test_a_broken_or_hostile_file_is_refused(old: bytes, new: bytes, reason: str) -> None:
    assert garden().count(old)
    with pytest.raises(FormatError, match=reason):
        read_tracked(BytesIO(garden().replace(old, new)))


def test_without_a_calendar_or_work_nothing_is_said() -> None:
    without = garden().replace(b"<Agenda>", b"<Old>").replace(b"</Agenda>", b"</Old>")
    with pytest.raises(FormatError, match="has no Agenda"):
        read_tracked(BytesIO(without))
    closed = "".join(f"<Hour>{hour}</Hour>" for hour in range(24))
    with pytest.raises(FormatError, match="no working time"):
        earned_of(tracked(closed=closed))
    with pytest.raises(FormatError, match="no activities"):
        earned_of(read_tracked(BytesIO(garden().replace(b"<Data>", b"<Data>5"))))


def test_earned_value_needs_periods_and_money() -> None:
    none = garden().replace(b"<TrackingPeriod>", b"<Other>").replace(b"</TrackingPeriod>", b"</Other>")
    none = none.replace(b"TProTrackActivities-1", b"Nothing")
    with pytest.raises(FormatError, match="no tracking periods"):
        earned_of(read_tracked(BytesIO(none)))
    free = activity(1, "Free", start="050120260800", hours=8)
    with pytest.raises(FormatError, match=r"Earned value has no meaning in this plan\. bac is 0"):
        earned_of(tracked(activities=free))


def test_activities_that_wait_for_each_other_have_no_earned_value() -> None:
    around = garden().replace(b"<ToTask>77<", b"<ToTask>1<")
    with pytest.raises(FormatError, match="wait for each other"):
        earned_of(read_tracked(BytesIO(around)))


def test_more_progress_than_any_plan_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    limit, words = Most.STATUSES.value
    assert limit == 100_000
    monkeypatch.setattr(Most.STATUSES, "_value_", (5, words))
    with pytest.raises(FormatError, match="more than 5 statuses of activities"):
        tracked()


def test_more_than_can_be_measured_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(earned_module, "MOST_MEASURED", 5)
    with pytest.raises(FormatError, match="more than 5 activities and dates"):
        earned_of(tracked())
    limit, words = Most.PERIODS.value
    assert limit == 1_000
    monkeypatch.setattr(Most.PERIODS, "_value_", (1, words))
    with pytest.raises(FormatError, match="more than 1 tracking periods"):
        tracked()


places = st.integers(0, len(garden()) - 1)


@given(cuts=st.lists(st.tuples(places, st.binary(max_size=6)), min_size=1, max_size=4))
def test_whatever_a_file_says_is_read_or_refused(cuts: list[tuple[int, bytes]]) -> None:
    text = garden()
    for place, put in cuts:
        text = text[:place] + put + text[place + len(put) :]
    with suppress(FormatError):
        measures = earned_of(read_tracked(BytesIO(text))).measures
        assert np.isfinite(measures.ev).all()
        assert (measures.ev <= measures.bac * (1 + 1e-9)).all()
