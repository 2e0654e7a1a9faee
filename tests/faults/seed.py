"""Fills an empty installation: a portfolio, two projects, three signed-in managers, one of the pool.

`python -m tests.faults seed` in the installation's environment prints what the tests need to know as JSON.
"""

import json
import sys

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from headway.organisation.middleware import HAT_SESSION_KEY
from headway.organisation.models import Person
from headway.organisation.tests.factories import actor, grant, make_person, make_user
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_portfolio, make_project, manager_of
from headway.project.schedule.commands import Add
from headway.project.schedule.models import Assignment, Resource
from headway.project.schedule.services import change_plan, create_plan
from headway.project.team.services import staff_resource

MONDAY = 1_772_438_400  # 2 March 2026, 08:00


def session_of(person: Person, hat: str) -> str:
    """The key of a session in which the person is signed in and wears the hat."""
    user = make_user(person)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store[HAT_SESSION_KEY] = hat
    store.create()
    return str(store.session_key)


def planned(project: Project) -> Project:
    """The project with a small plan, in which a crew works on one activity."""
    manager = manager_of(project)
    create_plan(project, actor=manager, start=MONDAY)
    change_plan(project, [Add(f"n{at}", fields={"name": f"First {at}"}) for at in range(5)], actor=manager)
    change_plan(project, [Add("n5", fields={"name": "Crew's", "resources": "Crew"})], actor=manager)
    return project


def worked_on(project: Project) -> tuple[int, str]:
    """The activity of the crew, and the session of the member of the team for whom the crew stands."""
    member, crew = make_person("Tom Team"), Resource.objects.within(project).get(name="Crew")
    grant(member, "TM", project.scope)
    staff_resource(project, crew.pk, member.pk, actor=manager_of(project))
    return Assignment.objects.within(project).get(resource=crew).activity_id, session_of(member, "TM")


def main() -> None:
    portfolio = make_portfolio("PF")
    one, two = (planned(make_project(portfolio=portfolio)) for _ in range(2))
    colleague = make_person("Carla Colleague")
    grant(colleague, "PM", one.scope)
    opener = make_person("Paula Pool")
    grant(opener, "POOL", portfolio.scope)
    json.dump(
        {
            "portfolio": portfolio.pk,
            "sponsor": one.sponsor_id,
            "projects": [one.pk, two.pk],
            "managers": [
                [one.pk, session_of(one.manager, "PM")],
                [one.pk, session_of(colleague, "PM")],
                [two.pk, session_of(two.manager, "PM")],
            ],
            "member": worked_on(one),
            "pool": session_of(opener, "POOL"),
            "names": [actor(one.manager).display_name, colleague.name],
        },
        sys.stdout,
    )
