"""The plan page: the plan as table and timeline, and as plain pages where scripts do not run."""

import datetime as dt
from typing import Any, NamedTuple

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from headway.common.access import get_visible
from headway.common.http.forms import status_of
from headway.common.http.lists import page_of
from headway.common.http.pages import ActorRequest, page
from headway.engine.plan_time import moment_of
from headway.project.lifecycle.forms import StartForm
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import VIEW_PROJECT
from headway.project.lifecycle.states import can_change

from . import services
from .fields import FIELDS, TABLE, Field
from .forms import DataDateForm
from .hooks import plan_header
from .models import Activity, Plan
from .pages import data_date_view
from .permissions import CHANGE_PLAN
from .results.working_time import project_time
from .text import date_text
from .text.values import Wording
from .wire.element_messages import element_words

_FIELDS = [FIELDS[name] for name in TABLE]


class Cell(NamedTuple):
    """What an activity says in a field of the table."""

    field: Field
    value: Any

    @property
    def words(self) -> str:
        """In words, where the page has no own way to show values of this kind."""
        return self.field.words(self.value, Wording())


@page(VIEW_PROJECT)
def plan(request: ActorRequest, project_id: int) -> HttpResponse:
    """The plan of a project, or how to begin one."""
    return _show(request, get_visible(Project, request.actor, pk=project_id))


@page(VIEW_PROJECT)
def dates(request: ActorRequest, project_id: int) -> HttpResponse:
    """The dates in the head of the plan page: a fragment that follows each change of the plan."""
    project = get_visible(Project, request.actor, pk=project_id)
    row = get_visible(Plan, request.actor, project=project)
    return render(request, "schedule/_dates.html", {"project": project} | _dates(project, row))


@page(CHANGE_PLAN, methods=("POST",))
def start(request: ActorRequest, project_id: int) -> HttpResponse:
    """Begin an empty plan."""
    project = get_visible(Project, request.actor, CHANGE_PLAN, pk=project_id)
    form = StartForm(request.POST)
    if not form.is_valid():
        return _show(request, project, start_form=form)
    services.create_plan(project, actor=request.actor, start=form.moment())
    return redirect("plan", project_id)


def _show(request: ActorRequest, project: Project, **forms: Form) -> HttpResponse:
    row = Plan.objects.within(project).select_related("project").first()
    may_change = can_change(request.actor, CHANGE_PLAN, project)
    status = max((status_of(form) for form in forms.values()), default=200)
    context: dict[str, Any] = {"project": project, "plan": row, "can_change": may_change}
    if row is None:
        context["start_form"] = forms.get("start_form") or StartForm()
        return render(request, "schedule/no_plan.html", context, status=status)
    activities = Activity.objects.within(project).order_by("path", "pk")
    shown = page_of(request, activities)
    context |= {
        "element_words": element_words(),
        "panels": plan_header(project, request.actor),
        "page": shown,
        "fields": _FIELDS,
        "cells": [[Cell(field, getattr(activity, field.stored)) for field in _FIELDS] for activity in shown],
        "data_date_form": forms.get("data_date_form") or DataDateForm.of(row),
        **_dates(project, row),
    }
    return render(request, "schedule/plan.html", context, status=status)


def _show_data_date(request: ActorRequest, plan: Plan, form: DataDateForm) -> HttpResponse:
    return _show(request, plan.project, data_date_form=form)


data_date = data_date_view("plan", _show_data_date)


def _dates(project: Project, row: Plan) -> dict[str, Any]:
    reserve = _reserve(project, row)
    return {
        "plan": row,
        "reserve": reserve,
        "missed_by": None if reserve is None else -reserve,
        "data_date": None if row.data_date is None else date_text(row.data_date),
    }


def _reserve(project: Project, row: Plan) -> float | None:
    """Working days between the forecast finish and the deadline; negative when it is missed."""
    deadline: dt.date | None = project.deadline
    if deadline is None or row.finish is None:
        return None
    return project_time(row).working_days(row.finish, moment_of(deadline) + row.default_finish)
