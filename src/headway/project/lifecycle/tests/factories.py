"""Portfolios and projects for tests."""

from itertools import count
from typing import Any

from headway.governance.strategy.models import Portfolio
from headway.governance.strategy.services import create_portfolio
from headway.organisation.actors import PersonActor
from headway.organisation.tests.factories import actor, actor_with, make_organisation, make_person
from headway.project.lifecycle import services
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.queries import waiting_request
from headway.project.lifecycle.services import Move, establish_project

_numbers = count(1)


def make_portfolio(code: str = "") -> Portfolio:
    """A portfolio below the organisation."""
    code = code or f"PF{next(_numbers)}"
    return create_portfolio(code, f"Portfolio {code}", parent=make_organisation())


def make_project(**fields: Any) -> Project:
    """A project with a manager and a sponsor of its own, opened as people open it."""
    number = next(_numbers)
    portfolio = fields.pop("portfolio", None) or make_portfolio()
    given = {
        "code": f"T{number:03}",
        "name": f"Project {number}",
        "manager": fields.pop("manager", None) or make_person("Maria Manager"),
        "sponsor": fields.pop("sponsor", None) or make_person("Simon Sponsor"),
    }
    confidential = fields.pop("confidential", False)
    board = actor_with("PB", portfolio.scope, "Bo Board").person if confidential else None
    opener = actor_with("POOL", portfolio.scope)
    project = Project(portfolio=portfolio, **{**given, **fields})
    return establish_project(project, actor=opener, board=board)


def manager_of(project: Project) -> PersonActor:
    """The project manager, wearing that hat."""
    return actor(project.manager, "PM")


def sponsor_of(project: Project) -> PersonActor:
    """The sponsor, wearing that hat."""
    return actor(project.sponsor, "SP")


def decide(project: Project, move: Move, *, actor: PersonActor) -> Project:
    """A decision about the project as it was read, answering the request that waits."""
    waiting = waiting_request(project)
    answers = waiting.pk if waiting else None
    return services.decide_move(project, move, actor=actor, version=project.version, answers=answers)
