"""What happened last is told in words, and what belongs together once."""

import datetime as dt

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from headway.common.journal.models import JournalEntry
from headway.common.journal.services import Record, record_many
from headway.organisation.actors import System
from headway.project.baseline.tests.factories import make_planned, make_proposal
from headway.project.lifecycle import services as lifecycle
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of
from headway.project.story.happenings import happenings
from headway.project.story.telling.names import Names
from headway.project.story.telling.summaries import summary

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_the_history_says_when_a_hold_is_reviewed() -> None:
    project, review = make_project(), TODAY + dt.timedelta(days=9)
    hold = lifecycle.Move(state="on_hold", reason="Flood", review_on=review)
    lifecycle.request_move(project, hold, actor=manager_of(project))
    (told,) = happenings([project], manager_of(project), most=1)
    assert told.detail == f"On hold: Flood (review on {date_format(review)})"


def test_what_changed_is_told_in_words_without_the_own_acts() -> None:
    project = make_planned()
    make_proposal(project)
    told = happenings([project], manager_of(project), most=50, but=manager_of(project).reference)
    assert "Baseline proposed" not in [one.text for one in told]
    confirmed = next(one for one in told if one.text == "Charter confirmed")
    assert (confirmed.who, confirmed.capacity) == (project.sponsor.name, "Sponsor")
    moved = next(one for one in told if one.text == "Project state changed")
    assert moved.detail == "Initiating → Planning"
    several = happenings([project, make_project()], manager_of(project), most=50)
    assert f"{project.code}: Baseline proposed" in [one.text for one in several]


def status_changed(project: Project, *colours: tuple[str, str], at: dt.datetime | None = None) -> None:
    """The computed status changed step by step, all at one moment."""
    steps = [
        (System(), Record("health.changed", "project", project.pk, {"before": one, "after": other}))
        for one, other in colours
    ]
    record_many(project.pk, steps)
    rows = JournalEntry.internal.filter(scope_id=project.pk, action="health.changed")
    rows.update(at=at or timezone.now())


def statuses(project: Project) -> list[str]:
    told = happenings([project], manager_of(project), most=50)
    return [one.detail for one in told if one.text == "Computed status changed"]


def test_changes_of_the_computed_status_of_one_moment_are_told_as_what_they_come_to() -> None:
    project = make_project()
    status_changed(project, ("green", "grey"), ("grey", "amber"))
    assert statuses(project) == ["Green → Amber"]


def test_a_computed_status_that_came_back_is_not_told() -> None:
    project = make_project()
    status_changed(project, ("green", "grey"), ("grey", "amber"), ("amber", "green"))
    assert statuses(project) == []
    told = happenings([project], manager_of(project), most=1)
    assert len(told) == 1


def test_one_change_of_the_computed_status_is_told_as_it_is() -> None:
    project = make_project()
    status_changed(project, ("green", "amber"))
    assert statuses(project) == ["Green → Amber"]


@pytest.mark.parametrize(
    ("action", "content", "told"),
    [
        (
            "project.moved",
            {"before": "planning", "after": "initiating", "reason": "x"},
            "Planning → Initiating",
        ),
        ("health.changed", {"before": "grey", "after": "green"}, "Unknown → Green"),
        ("action.done", {"text": "Hire", "before": "open", "after": "done"}, "Hire"),
    ],
)
def test_a_room_says_of_which_acts_the_change_is_all_there_is_to_tell(
    action: str, content: dict[str, str], told: str
) -> None:
    assert summary(JournalEntry(action=action, content=content), Names()) == told
