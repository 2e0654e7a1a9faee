"""What goes on right now, through the services: what waits for whom, and who signs in as whom."""

import datetime as dt

from headway.collaboration.services import write_comment
from headway.common import clock
from headway.common.access import Reason
from headway.organisation.models import Person, User
from headway.organisation.services import request_role
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move, request_move
from headway.project.schedule.models import Assignment
from headway.project.team.services import Said, report_progress

from .models import DemoSignIn
from .people import Organisation, acting
from .plan import start_of
from .tale import local_moment

WAITING_REPORTS = 4
COMMENTS = (
    (
        "P07",
        "Anwen Sallis",
        "The forecast uses 1.4 of your tolerance. Which part of the plan do you see differently?",
    ),
    ("P30", "Tomas Brekke", "Four iterations without burn-up: would a planning clinic with Dalia help?"),
    ("P36", "Anwen Sallis", "The data date is five weeks old. Can we help with the update?"),
    ("P02", "Tomas Brekke", "Noted. The board would like to see the options before its next meeting."),
)


def play_scenes(organisation: Organisation, *, as_of: dt.date) -> None:
    """Reports and requests that wait for somebody, comments beside statuses, and the sign-ins."""
    named = Project.objects.system(Reason.SEED).filter(code__in=_NAMED)
    projects = {project.code: project for project in named}
    _reports(projects["P01"], as_of)
    for code, name, text in COMMENTS:
        beside = ProjectHealth.objects.within(projects[code]).get()
        write_comment(beside, text, actor=acting(organisation.people[name], "PA"))
    _requests(organisation, projects["P12"])
    _sign_ins(organisation, projects)


_NAMED = ("P01", "P12", "P22", *(code for code, _, _ in COMMENTS))


def _requests(organisation: Organisation, project: Project) -> None:
    """A manager asks the sponsor for a hold, the administrator the director for an analyst."""
    hold = Move(
        state="on_hold",
        reason="The interface test failed again. Every unit installed before it is repaired costs a visit.",
        review_on=clock.today() + dt.timedelta(days=30),
    )
    request_move(project, hold, actor=acting(project.manager, "PM"))
    administrator = acting(_administrator(organisation), "SA")
    request_role(organisation.people["Noor Halvorsen"], "PA", organisation.scope, actor=administrator)


def _administrator(organisation: Organisation) -> Person:
    return organisation.unit("IT operations")[0]


def _under_way(project: Project) -> list[Assignment]:
    rows = Assignment.objects.within(project).filter(
        activity__percent_complete__gt=0, activity__percent_complete__lt=100
    )
    return list(rows.select_related("activity__project", "resource__person").order_by("activity__path"))


def _reports(project: Project, as_of: dt.date) -> None:
    """The team says this morning how far it is; the manager has not looked yet."""
    now = local_moment(start_of(as_of) + 2 * 3600)
    for row in _under_way(project)[:WAITING_REPORTS]:
        percent = min(99, row.activity.percent_complete + 10)
        said = Said(percent=percent, note="As seen on site this morning.")
        with clock.standing_at(now):
            report_progress(row.activity, said, actor=acting(_person(row), "TM"))


def _person(row: Assignment) -> Person:
    person = row.resource.person
    assert person is not None  # noqa: S101  the resources of these plans stand for people
    return person


def _sign_ins(organisation: Organisation, projects: dict[str, Project]) -> None:
    """One person per role who has something to do, each with a hat on."""
    member = _person(_under_way(projects["P01"])[-1])
    cast = (
        (projects["P01"].manager, "PM", "Project manager"),
        (projects["P22"].sponsor, "SP", "Sponsor"),
        (member, "TM", "Team member"),
        (organisation.people["Tomas Brekke"], "PA", "PMO analyst"),
        (organisation.people["Ilse Marwick-Oduya"], "PD", "PMO director"),
        (organisation.unit("Executive")[0], "PB", "Portfolio board member"),
        (_administrator(organisation), "SA", "System administrator"),
    )
    for position, (person, hat, role) in enumerate(cast):
        DemoSignIn.objects.create(person=person, position=position, role=role)
        User.objects.filter(person=person).update(hat=hat)
