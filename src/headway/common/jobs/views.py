"""The progress of a job as a fragment of any page."""

from django.http import HttpResponse
from django.shortcuts import render

from headway.common.http.pages import ActorRequest, page

from .permissions import OWN_JOBS
from .queries import own_job
from .services import cancel_job


@page(OWN_JOBS)
def progress(request: ActorRequest, pk: int) -> HttpResponse:
    """The bar, asking again every two seconds; once the job is finished the page is loaded again."""
    job = own_job(request.actor, pk)
    response = render(request, "jobs/_progress.html", {"job": job})
    if job.is_finished:
        response["HX-Refresh"] = "true"
    return response


@page(OWN_JOBS, methods=("POST",))
def cancel(request: ActorRequest, pk: int) -> HttpResponse:
    """Call the job off."""
    job = cancel_job(own_job(request.actor, pk), actor=request.actor)
    return render(request, "jobs/_progress.html", {"job": job})
