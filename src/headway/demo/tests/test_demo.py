"""The demo organisation as a whole: what it holds, and that nothing in it contradicts itself."""

import datetime as dt
from collections import Counter
from dataclasses import astuple

import pytest
from time_machine import travel

from headway.collaboration.queries import threads_on
from headway.demo.fingerprint import fingerprint
from headway.demo.integrity import violations
from headway.demo.load import NotEmpty, load_demo
from headway.demo.people import acting, make_organisation
from headway.demo.portfolio import UNDERTAKINGS
from headway.demo.profiles import DEMO, PROFILES, undertakings
from headway.demo.queries import sign_ins
from headway.demo.rehearsal import WITHOUT_PLAN
from headway.demo.scenes import COMMENTS
from headway.demo.script import decide
from headway.demo.tests.again import taken_back
from headway.organisation.models import Person, RoleGrant
from headway.project.charter.models import Charter, MoveRequest, Project
from headway.project.health.models import ProjectHealth
from headway.project.schedule.models import Activity, Link
from headway.project.team.models import ProgressReport

MONDAY = dt.date(2026, 11, 23)
SUMMER_STOP = dt.date(2026, 8, 10)  # a Monday in it
SEPTEMBER = dt.date(2026, 9, 30)
NOON = dt.time(12)


def load(day: dt.date, seed: int = 20260930, *, late: int = 0) -> None:
    """The demo as of a day, loaded on that day or some days late."""
    with travel(dt.datetime.combine(day + dt.timedelta(days=late), NOON, dt.UTC), tick=False):
        load_demo(seed=seed, as_of=day)


def assert_is_as_told() -> None:
    """No contradiction, and every project in the state and colour of its story."""
    assert list(violations()) == []
    states = dict(Project.internal.values_list("code", "state"))
    assert states == {one.code: one.state for one in UNDERTAKINGS}
    executing = ProjectHealth.internal.filter(project__state="executing")
    colours = dict(executing.values_list("project__code", "computed"))
    assert colours == {one.code: one.colour for one in UNDERTAKINGS if one.state == "executing"}
    assert Counter(colours.values()) == {"green": 8, "amber": 7, "red": 5, "grey": 2}
    judged = dict(ProjectHealth.internal.exclude(assessed="").values_list("project__code", "assessed"))
    assert judged == {one.code: one.assessed for one in UNDERTAKINGS if one.assessed}


def commented() -> list[ProjectHealth]:
    """The statuses beside which the office says something."""
    codes = [code for code, _name, _text in COMMENTS]
    return list(ProjectHealth.internal.filter(project__code__in=codes).select_related("project__manager"))


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_is_as_told_and_contradicts_itself_nowhere() -> None:
    load(MONDAY)
    assert_is_as_told()
    assert Person.objects.count() == 120
    assert Link.internal.count() == 2 * Activity.internal.count()
    assert ProgressReport.internal.filter(state="reported", project__code="P01").count() == 4
    assert Charter.internal.filter(state="submitted").count() == 1
    assert all(threads_on(beside, acting(beside.project.manager, "PM")) for beside in commented())
    assert len({one.email for one in sign_ins()}) == 7
    assert MoveRequest.internal.filter(outcome="waiting", project__code="P12").count() == 1
    assert RoleGrant.objects.filter(state="requested", person__name="Noor Halvorsen").count() == 1
    with pytest.raises(NotEmpty):
        load(MONDAY)
    ProjectHealth.internal.filter(project__code="P02").update(late=99)
    Project.internal.filter(code="P03").update(state="closed")
    Activity.internal.filter(project__code="P06", number=3).update(start=0)
    found = " ".join(violations())
    for sentence in ("the roll-up row of P02 is", "P03 is closed, but", "lies outside the plan"):
        assert sentence in found


@pytest.mark.prove
@pytest.mark.django_db
@pytest.mark.parametrize("day", [SEPTEMBER, SUMMER_STOP])
def test_another_day_tells_the_same_stories(day: dt.date) -> None:
    load(day)
    assert_is_as_told()


@pytest.mark.prove
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_the_same_seed_and_day_make_the_same_organisation_whenever_it_is_loaded() -> None:
    prints = []
    for seed, late in ((1, 0), (1, 3), (2, 0)):
        with taken_back():
            load(MONDAY, seed, late=late)
            prints.append(fingerprint())
    assert [table for table in prints[0] if prints[0][table] != prints[1][table]] == []
    assert prints[0] != prints[2]


@pytest.mark.slow
@pytest.mark.django_db
def test_the_stories_of_the_demo_are_decided_alike_at_a_larger_scale() -> None:
    decided = []
    for profile in (DEMO, PROFILES["medium"]):
        with taken_back():
            casting = make_organisation(1, profile).casting()
            names = [[person.name for person in group] for group in astuple(casting)]
            scripts = [
                decide(told, casting, seed=1, as_of=MONDAY)
                for told in undertakings(profile, 1)[: DEMO.projects]
            ]
            decided.append((names, [(one.manager.name, one.plan, one.finish, one.slip) for one in scripts]))
    assert decided[0] == decided[1]


@pytest.mark.parametrize("name", ["medium", "load"])
def test_larger_scales_begin_with_the_same_stories_and_hold_exactly_what_is_asked_for(name: str) -> None:
    profile = PROFILES[name]
    drawn = undertakings(profile, 20260930)
    assert drawn[: DEMO.projects] == undertakings(DEMO, 20260930)
    assert len({one.code for one in drawn}) == len({one.name for one in drawn}) == profile.projects
    assert sum(one.rows for one in drawn if one.state not in WITHOUT_PLAN) == profile.rows
    assert 24 <= min(one.rows for one in drawn) < max(one.rows for one in drawn) <= 25_000
