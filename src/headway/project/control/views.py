"""The status page: computed and assessed beside each other, with what people say about it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.collaboration.models import Comment
from headway.collaboration.permissions import ANSWER_COMMENT, WRITE_COMMENT
from headway.collaboration.queries import address_of, openings_on, threads_of
from headway.collaboration.services import answer_comment, write_comment
from headway.common.access import get_visible
from headway.common.http.forms import Kept, carried_out, kept_text, status_of
from headway.common.http.lists import back_to, page_of
from headway.common.http.pages import ActorRequest, page, posted_version
from headway.project.health.models import JUDGEMENTS, ProjectHealth
from headway.project.health.reasons import sentence
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import VIEW_PROJECT
from headway.project.lifecycle.states import can_change

from . import queries, services
from .forms import AssessmentForm
from .models import Action
from .permissions import ASSESS_STATUS


@page(VIEW_PROJECT)
def status(request: ActorRequest, project_id: int) -> HttpResponse:
    """The status of a project."""
    return _show(request, get_visible(Project, request.actor, pk=project_id))


@page(ASSESS_STATUS, methods=("POST",))
def assess(request: ActorRequest, project_id: int) -> HttpResponse:
    """Judge the status."""
    project = get_visible(Project, request.actor, ASSESS_STATUS, pk=project_id)
    health = ProjectHealth.objects.within(project).first()
    form = AssessmentForm(request.POST, computed=queries.computed_of(health))
    if not carried_out(form, lambda: services.assess_status(project, form.value(), actor=request.actor)):
        return _show(request, project, tried=form)
    messages.success(request, _("Your judgement is shown beside the computed status."))
    return redirect(f"{reverse('status', args=[project_id])}#assessed")


@page(WRITE_COMMENT, methods=("POST",))
def comment(request: ActorRequest, project_id: int) -> HttpResponse:
    """Say something beside the status."""
    health = get_visible(ProjectHealth, request.actor, WRITE_COMMENT, project=project_id)
    kept = kept_text(
        request, "text", box="comment-text", act=lambda text: write_comment(health, text, actor=request.actor)
    )
    if kept is not None:
        return _show(request, health.project, kept=kept)
    return redirect("status", project_id)


@page(ANSWER_COMMENT, methods=("POST",))
def answer(request: ActorRequest, project_id: int, comment_id: int) -> HttpResponse:
    """Answer what somebody said beside the status."""
    health = get_visible(ProjectHealth, request.actor, project=project_id)
    said = get_visible(Comment, request.actor, ANSWER_COMMENT, pk=comment_id, **address_of(health))
    kept = kept_text(
        request,
        "text",
        box=f"answer-{comment_id}",
        act=lambda text: answer_comment(said, text, actor=request.actor),
    )
    if kept is not None:
        return _show(request, health.project, kept=kept)
    return redirect(f"{reverse('status', args=[project_id])}{back_to(request)}")


@page(ASSESS_STATUS, methods=("POST",))
def finish(request: ActorRequest, project_id: int, action_id: int) -> HttpResponse:
    """Say that an action is done."""
    action = get_visible(Action, request.actor, ASSESS_STATUS, pk=action_id, project=project_id)
    services.finish_action(action, actor=request.actor, version=posted_version(request))
    return redirect("status", project_id)


def _show(
    request: ActorRequest,
    project: Project,
    *,
    tried: AssessmentForm | None = None,
    kept: Kept | None = None,
) -> HttpResponse:
    actor = request.actor
    health = ProjectHealth.objects.within(project).first()
    openings = page_of(request, openings_on(health, actor)) if health else None
    judged = list(queries.assessments(project))
    can_assess = not project.in_pipeline and can_change(actor, ASSESS_STATUS, project)
    computed = queries.computed_of(health)
    initial = {"colour": judged[0].colour if judged else health.computed if health else ""}
    context = {
        "project": project,
        "health": health,
        "reasons": [sentence(reason) for reason in health.reasons] if health else [],
        "assessments": judged,
        "actions": list(queries.open_actions(project)),
        "today": timezone.localdate(),
        "openings": openings,
        "threads": threads_of(openings, actor) if openings else [],
        "back": back_to(request),
        "can_answer": health is not None and actor.may(ANSWER_COMMENT, project.pk),
        "can_comment": health is not None and actor.may(WRITE_COMMENT, project.pk),
        "comment_url": reverse("status_comment", args=[project.pk]),
        "can_assess": can_assess,
        "form": tried or AssessmentForm(initial=initial, computed=computed),
        "better": [colour for colour, _label in JUDGEMENTS if services.needs_reason(colour, computed)],
        "kept": kept,
    }
    return render(request, "control/status.html", context, status=kept.status if kept else status_of(tried))
