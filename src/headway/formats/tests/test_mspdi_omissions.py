from io import BytesIO
from typing import Any

from headway.engine import Constraint
from headway.formats.mspdi import read_mspdi
from headway.formats.omission_list import MOST_KINDS, MOST_SINGLE
from headway.formats.plan import Omission
from headway.formats.tests.mspdi_text import Fields, after, document, mspdi, task


def omissions(*tasks: Fields, **parts: Any) -> list[tuple[str, int | None, str, str, Omission, int]]:
    plan = document(*tasks, **parts)
    return [(e.owner, e.uid, e.field, e.value, e.reason, e.count) for e in plan.not_taken_over]


def test_a_plan_without_frills_is_taken_over_whole() -> None:
    assert omissions(task(1, HideBar=0, ACWP="12.5"), task(2, **after(1))) == []


def test_scheduling_from_the_finish_is_noted() -> None:
    found = omissions(task(1), ScheduleFromStart=0)
    assert found == [("project", None, "ScheduleFromStart", "", Omission.FROM_FINISH, 1)]


def test_custom_fields_are_noted_with_their_names() -> None:
    found = omissions(
        task(1, ExtendedAttribute=[{"FieldID": "188743731", "Value": "North"}]),
        ExtendedAttributes={
            "ExtendedAttribute": [{"FieldID": "188743731", "FieldName": "Text1", "Alias": "Site"}]
        },
    )
    assert found == [("task", 1, "Site", "North", Omission.CUSTOM_FIELD, 1)]


def test_links_to_other_projects_are_noted() -> None:
    found = omissions(task(1, **after(9, CrossProject=1, CrossProjectName="Road\\3")))
    assert found == [("predecessorlink", 1, "PredecessorUID", "Road\\3", Omission.CROSS_PROJECT, 1)]


def test_a_constraint_without_date_is_noted_and_left_out() -> None:
    plan = document(task(1, ConstraintType=4))
    assert plan.activities[0].constraint == Constraint.ASAP
    assert omissions(task(1, ConstraintType=4)) == [
        ("task", 1, "ConstraintType", "SNET", Omission.NO_DATE, 1)
    ]


def test_references_to_nothing_are_noted_and_left_out() -> None:
    plan = document(
        task(1, CalendarUID=8, **after(7)),
        resources=[{"UID": 1, "Name": "Ann", "CalendarUID": 9}],
        assignments=[{"UID": 1, "TaskUID": 1, "ResourceUID": 5}, {"UID": 2, "TaskUID": 6, "ResourceUID": 1}],
    )
    assert [(entry.owner, entry.field, entry.value) for entry in plan.not_taken_over] == [
        ("task", "CalendarUID", "8"),
        ("task", "PredecessorUID", "7"),
        ("resource", "CalendarUID", "9"),
        ("assignment", "ResourceUID", "5"),
        ("assignment", "TaskUID", "6"),
    ]
    assert {entry.reason for entry in plan.not_taken_over} == {Omission.DANGLING}
    assert plan.links == ()
    assert plan.activities[0].calendar_uid is None
    assert [(entry.uid, entry.resource) for entry in plan.assignments] == [(1, None)]


def test_unknown_elements_are_counted_with_the_first_line() -> None:
    plan = document(task(1, Mood="good"), task(2, Mood="bad"))
    (entry,) = plan.not_taken_over
    assert (entry.owner, entry.uid, entry.field, entry.value, entry.count) == ("task", 1, "Mood", "good", 2)
    assert entry.reason == Omission.NO_PLACE
    assert (
        mspdi(task(1, Mood="good"), task(2, Mood="bad")).splitlines()[entry.line - 1] == b"<Mood>good</Mood>"
    )


def test_very_many_omissions_are_counted_by_kind() -> None:
    fields = [{"FieldID": str(number % 3), "Value": "x"} for number in range(MOST_SINGLE + 30)]
    found = document(task(1, ExtendedAttribute=fields)).not_taken_over
    assert len(found) == MOST_SINGLE + 3
    assert sum(entry.count for entry in found) == MOST_SINGLE + 30


def test_very_many_kinds_of_omissions_are_counted_together() -> None:
    found = document(task(1, **{f"Mood{number}": 1 for number in range(MOST_KINDS + 30)})).not_taken_over
    assert {entry.field: entry.count for entry in found}["other elements"] == 30
    assert len(found) == MOST_KINDS + 1


def test_what_people_typed_instead_of_dates_is_noted() -> None:
    found = omissions(task(1, Manual=1, StartText="after Easter", FinishText="soon", DurationText="long"))
    assert {(field, value) for _owner, _uid, field, value, _reason, _count in found} == {
        ("StartText", "after Easter"),
        ("FinishText", "soon"),
        ("DurationText", "long"),
    }


def test_parts_of_the_file_that_are_not_read_are_noted_once() -> None:
    views = {"View": [{"Name": "Gantt"}, {"Name": "Mine"}]}
    found = omissions(task(1), Views=views, VBAProjects={"VBAProject": [{"Name": "Macros"}]}, Filters="")
    assert found == [
        ("project", None, "Views", "", Omission.NO_PLACE, 1),
        ("project", None, "VBAProjects", "", Omission.NO_PLACE, 1),
    ]


def test_a_comment_is_no_value() -> None:
    content = mspdi(task(1)).replace(b"<UID>1</UID>\n<ID>", b"<UID>1</UID>\n<!-- mine --><ID>")
    assert b"mine" in content
    assert read_mspdi(BytesIO(content)).not_taken_over == ()


def test_very_many_kinds_of_custom_fields_are_counted_together() -> None:
    fields = [{"FieldID": str(number), "Value": "x"} for number in range(MOST_SINGLE + MOST_KINDS + 30)]
    found = document(task(1, ExtendedAttribute=fields)).not_taken_over
    assert len(found) == MOST_SINGLE + MOST_KINDS + 1
    assert {entry.field: entry.count for entry in found}["other elements"] == 30
