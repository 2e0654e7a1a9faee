"""The demo organisation as a whole: what it holds, and that nothing in it contradicts itself."""

import datetime as dt
import re
from collections import Counter
from dataclasses import astuple
from itertools import pairwise

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client
from time_machine import travel

from headway.cli.demo import PROFILES as OFFERED
from headway.collaboration.queries import openings_on
from headway.common.journal.models import JournalEntry
from headway.demo.bulk import write_down
from headway.demo.integrity import violations
from headway.demo.load import NotEmpty, load_demo, play
from headway.demo.models import DemoSignIn
from headway.demo.people import acting, make_organisation
from headway.demo.portfolio import UNDERTAKINGS
from headway.demo.profiles import DEMO, PROFILES, Profile, undertakings
from headway.demo.queries import sign_ins
from headway.demo.rehearsal import WITHOUT_PLAN
from headway.demo.scenes import COMMENTS
from headway.demo.script import decide
from headway.demo.tests.again import taken_back
from headway.demo.tests.fingerprint import fingerprint, rows, tables
from headway.governance.strategy.models import Portfolio, Programme
from headway.organisation.models import Person, RoleGrant, Scope, ScopeClosure, User
from headway.organisation.roles import BY_CODE
from headway.project.baseline.models import GateDecision
from headway.project.charter.models import Charter
from headway.project.control.models import StatusAssessment
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle.models import MoveRequest, Project
from headway.project.schedule.models import Activity, Link
from headway.project.team.models import ProgressReport

MONDAY = dt.date(2026, 11, 23)
SUMMER_STOP = dt.date(2026, 8, 10)  # a Monday in it
SEPTEMBER = dt.date(2026, 9, 30)
NOON = dt.time(12)
WEEK = dt.timedelta(days=7)
COMMON_BEGINNING = 100_000  # above all ids that making an organisation uses


def load(day: dt.date, seed: int = 20260930, *, late: int = 0) -> None:
    """The demo as of a day, loaded on that day or some days late."""
    with travel(dt.datetime.combine(day + dt.timedelta(days=late), NOON, dt.UTC), tick=False):
        load_demo(seed=seed, as_of=day)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_project_is_of_a_kind_there_is_and_pipes_are_no_information_technology(
    profile: Profile,
) -> None:
    kinds = {one.name: one.kind for one in undertakings(profile, seed=1)}
    assert set(kinds.values()) <= set(Project.Kind.values)
    assert kinds["Harbour Trunk Main Replacement"] == Project.Kind.INFRASTRUCTURE


def assert_is_as_told() -> None:
    """No contradiction, and every project in the state and colour of its story."""
    assert list(violations()) == []
    states = dict(Project.internal.values_list("code", "state"))
    assert states == {one.code: one.state for one in UNDERTAKINGS}
    kinds = dict(Project.internal.values_list("code", "kind"))
    assert kinds == {one.code: one.kind for one in UNDERTAKINGS}
    executing = ProjectHealth.internal.filter(project__state="executing")
    colours = dict(executing.values_list("project__code", "computed"))
    assert colours == {one.code: one.colour for one in UNDERTAKINGS if one.state == "executing"}
    assert Counter(colours.values()) == {"green": 8, "amber": 7, "red": 5, "grey": 2}
    uses = dict(ProjectHealth.internal.values_list("project__code", "u_time"))
    assert 1.3 < (uses["P02"] or 0) < 1.5  # twelve weeks late
    reported = StatusAssessment.internal.filter(project__code="P07").order_by("assessed_at")
    assert list(reported.values_list("colour", "computed")) == [
        ("green", "grey"),
        ("green", "grey"),
        ("green", "red"),
    ]
    assert [later.assessed_at - one.assessed_at for one, later in pairwise(reported)] == [WEEK, WEEK]
    assert len({one.assessed_at for one in reported}) == 3
    judged = dict(ProjectHealth.internal.exclude(assessed="").values_list("project__code", "assessed"))
    assert judged == {one.code: one.assessed for one in UNDERTAKINGS if one.assessed}


def commented() -> list[ProjectHealth]:
    """The statuses beside which the office says something."""
    codes = [code for code, _name, _text in COMMENTS]
    return list(ProjectHealth.internal.filter(project__code__in=codes).select_related("project__manager"))


def assert_everybody_gets_in() -> None:
    """One sign-in per role, of somebody who holds it, wears its hat, and gets in by the password told."""
    people = [row.person for row in DemoSignIn.objects.select_related("person").order_by("position")]
    hats = {User.objects.get(person=person).hat: person for person in people}
    assert list(hats) == ["PM", "SP", "TM", "PA", "PD", "PB", "SA"]
    for hat, person in hats.items():
        assert RoleGrant.internal.filter(person=person, role=hat, state="active").exists(), hat
    told = [(one.email, one.role) for one in sign_ins()]
    assert told == [(person.email, str(BY_CODE[hat].name)) for hat, person in hats.items()]
    for one in sign_ins():
        given = {"login": one.email, "password": one.password}
        assert (one.role, Client().post("/accounts/login/", given).status_code) == (one.role, 302)


def contradict_the_duties() -> None:
    """A second decision at a gate, an administrator on the board, a sponsor who never was one."""
    decision = GateDecision.internal.filter(project__code="P04").get()
    decision.pk = None
    decision.save(force_insert=True)
    administrator = RoleGrant.internal.get(role="SA")
    RoleGrant.objects.create(
        person=administrator.person, role="PB", scope=administrator.scope, valid_from=MONDAY, state="active"
    )
    sponsor = Project.internal.get(code="P01")
    RoleGrant.internal.filter(scope=sponsor.scope, role="SP").update(state="ended")


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_is_as_told_and_contradicts_itself_nowhere() -> None:
    load(MONDAY)
    assert_is_as_told()
    held = (Portfolio.internal, Programme.internal, Project.internal, Person.objects)
    assert [rows.count() for rows in held] == [3, 8, 40, 120]
    assert 8_500 <= Activity.internal.count() <= 9_500
    assert Link.internal.count() == 2 * Activity.internal.count()
    assert ProgressReport.internal.filter(state="reported", project__code="P01").count() == 4
    assert Charter.internal.filter(state="submitted").count() == 1
    assert all(openings_on(beside, acting(beside.project.manager, "PM")).exists() for beside in commented())
    assert_everybody_gets_in()
    assert MoveRequest.internal.filter(outcome="waiting", project__code="P12").count() == 1
    assert RoleGrant.internal.filter(state="requested", person__name="Noor Halvorsen").count() == 1
    with pytest.raises(NotEmpty):
        load(MONDAY)
    ProjectHealth.internal.filter(project__code="P02").update(late=99)
    Project.internal.filter(code="P03").update(state="closed")
    Activity.internal.filter(project__code="P06", number=3).update(start=0)
    contradict_the_duties()
    found = " ".join(violations())
    for sentence in (
        "the roll-up row of P02 is",
        "P03 is closed, but",
        "lies outside the plan",
        "has 2 decisions for its original baseline (I5)",
        "an administrator is PB too (I11)",
        "as SP without being it (I14)",
    ):
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


def rows_of_the_stories(profile: Profile) -> dict[str, list[str]]:
    """What the forty stories leave among the people of a profile, ids counted from a common beginning.

    Ids of portfolios and programmes are left out: at larger scales more of them stand before these.
    """
    with taken_back(), travel(dt.datetime.combine(MONDAY, NOON, dt.UTC), tick=False):
        organisation = make_organisation(1, profile)
        _count_on_from(COMMON_BEGINNING, Scope, RoleGrant, JournalEntry)
        compared = [model for model in tables() if model not in {Scope, ScopeClosure}]
        before = {model: set(rows(model)) for model in compared}
        for script, rehearsal in play(UNDERTAKINGS, organisation, seed=1, as_of=MONDAY, processes=0):
            write_down(script, rehearsal, organisation)
        added = {model: [row for row in rows(model) if row not in old] for model, old in before.items()}
        places = re.compile(r'"(portfolio|programme)_id": (\d+|null), ')
        return {model._meta.db_table: [places.sub("", row) for row in new] for model, new in added.items()}


def _count_on_from(number: int, *models: type[Model]) -> None:
    change = (
        "SELECT setval(pg_get_serial_sequence(%(table)s, 'id'), %(number)s)"
        if connection.vendor == "postgresql"
        else "UPDATE sqlite_sequence SET seq = %(number)s WHERE name = %(table)s"
    )
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(change, {"table": model._meta.db_table, "number": number})


@pytest.mark.prove
@pytest.mark.django_db(transaction=True, reset_sequences=True)
@pytest.mark.parametrize("name", ["medium", "load"])
def test_the_first_forty_projects_have_the_same_rows_at_a_larger_scale(name: str) -> None:
    expected, found = rows_of_the_stories(DEMO), rows_of_the_stories(PROFILES[name])
    assert len(expected[Project._meta.db_table]) == 40
    assert [table for table in expected if expected[table] != found[table]] == []


@pytest.mark.prove
@pytest.mark.django_db
def test_the_medium_organisation_holds_what_it_says_and_contradicts_itself_nowhere() -> None:
    profile = PROFILES["medium"]
    with travel(dt.datetime.combine(MONDAY, NOON, dt.UTC), tick=False):
        load_demo(profile, as_of=MONDAY)
    held = (Portfolio.internal, Programme.internal, Project.internal, Person.objects)
    wanted = [profile.portfolios, profile.programmes, profile.projects, profile.people]
    assert [rows_.count() for rows_ in held] == wanted
    assert Activity.internal.count() >= profile.rows
    assert list(violations(sampled=50)) == []


@pytest.mark.parametrize("name", ["medium", "load"])
def test_larger_scales_begin_with_the_same_stories_and_hold_exactly_what_is_asked_for(name: str) -> None:
    profile = PROFILES[name]
    drawn = undertakings(profile, 20260930)
    assert drawn[: DEMO.projects] == undertakings(DEMO, 20260930)
    assert len({one.code for one in drawn}) == len({one.name for one in drawn}) == profile.projects
    assert sum(one.rows for one in drawn if one.state not in WITHOUT_PLAN) == profile.rows
    assert 24 <= min(one.rows for one in drawn) < max(one.rows for one in drawn) <= 25_000


def test_the_command_offers_each_profile() -> None:
    assert tuple(PROFILES) == OFFERED
