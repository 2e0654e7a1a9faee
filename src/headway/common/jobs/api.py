"""Routes of jobs: only for whoever asked."""

from typing import Any

from headway.common.http.api import Router
from headway.common.http.pages import ActorRequest

from .models import Job
from .permissions import OWN_JOBS
from .queries import own_job
from .services import cancel_job

router = Router(tags=["jobs"])


@router.route("GET", "/jobs/{job_id}", OWN_JOBS)
def read_job(request: ActorRequest, job_id: int) -> dict[str, Any]:
    """How far a job is; ``result`` when it is done, ``error`` when it failed."""
    return _spoken(own_job(request.actor, job_id))


@router.route("POST", "/jobs/{job_id}/cancel", OWN_JOBS)
def cancel(request: ActorRequest, job_id: int) -> dict[str, Any]:
    """Call a job off. A running one stops at its next step and leaves nothing behind."""
    return _spoken(cancel_job(own_job(request.actor, job_id), actor=request.actor))


def _spoken(job: Job) -> dict[str, Any]:
    return {
        "id": job.pk,
        "name": job.name,
        "state": job.state,
        "progress": job.progress,
        "message": job.message,
        "result": job.result,
        "error": job.error,
        "cancel_requested": job.cancel_requested,
        "created_at": job.created_at,
        "finished_at": job.finished_at,
    }
