"""Plan files that are sent: kept until the job that reads them is over."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from headway.common import clock
from headway.common.access import Actor, acting_person, require
from headway.common.jobs.models import Job
from headway.common.jobs.queue import Cancelled
from headway.common.jobs.services import enqueue, refuse_too_many
from headway.common.refusal import NotFound, Refusal, TooMuch
from headway.exchange.models import Upload
from headway.exchange.queries import COMPARING, IMPORTING, LONGEST_KEPT, waiting_bytes
from headway.exchange.storage import keep, remove
from headway.formats.detect import IMPORTED, format_of
from headway.formats.errors import FormatError
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes, new_project
from headway.project.lifecycle.states import refuse_archive
from headway.project.schedule.permissions import CHANGE_PLAN

from .reading import unreadable


def receive_plan(file: "File[bytes]", wishes: Wishes, *, actor: Actor) -> Job:
    """Take in a file that is to become a new project. The job opens it, with the actor as its manager.

    Raises ``Forbidden`` without the right to open projects in the portfolio, ``Invalid`` for an unknown
    portfolio or sponsor, a code in use or a file that is no plan, ``TooLarge``, ``NoSpace`` and ``TooMuch``.
    """
    place = new_project(wishes, actor=actor).portfolio
    return _receive(file, IMPORTING, actor=actor, scope_id=place.pk, wishes=dataclasses.asdict(wishes))


def receive_newer_plan(project: Project, file: "File[bytes]", *, actor: Actor) -> Job:
    """Take in a newer file of a plan, unless the project is over. The job compares; applying changes."""
    require(actor, CHANGE_PLAN, project)
    refuse_archive(project)
    return _receive(file, COMPARING, actor=actor, scope_id=project.pk, project=project)


def _refuse_no_plan(file: "File[bytes]") -> None:
    """Raise ``Invalid`` where the first bytes of a file tell that it cannot be read; a job reads the rest."""
    try:
        format_of(cast(BinaryIO, file), among=IMPORTED)
    except FormatError as error:
        raise unreadable(file.name or "", error) from error


def _receive(file: "File[bytes]", job: str, *, actor: Actor, scope_id: int, **purpose: Any) -> Job:
    _refuse_no_plan(file)
    refuse_too_many(actor)
    _refuse_too_large_a_heap(file.size, actor)
    kept = keep(file.chunks())
    try:
        with transaction.atomic():
            upload = Upload.objects.create(
                person_id=acting_person(actor),
                name=(file.name or "plan")[-200:],
                stored_as=kept.stored_as,
                size=kept.size,
                digest=kept.digest,
                **purpose,
            )
            return enqueue(job, {"upload": upload.pk}, actor=actor, scope_id=scope_id)
    except BaseException:
        remove(kept.stored_as)
        raise


def _refuse_too_large_a_heap(size: int, actor: Actor) -> None:
    """Raise ``TooMuch`` where the actor's files that wait, with one more, are larger than they may be."""
    used, limit = waiting_bytes(actor), settings.HEADWAY_MAX_WAITING
    if used and used + size > limit:
        sentence = _(
            "Your waiting files take %(used)s of %(limit)s MB. "
            "Apply or discard a comparison, or wait for a job."
        )
        raise TooMuch(sentence % {"used": -(-used // settings.MEGABYTE), "limit": limit // settings.MEGABYTE})


def wanted_upload(pk: int) -> Upload:
    """The upload of a job. Raises ``NotFound`` for one that is gone."""
    upload = Upload.objects.filter(pk=pk, size__gt=0).first()
    if upload is None:
        raise NotFound(_("The file is no longer stored. Upload it again."))
    return upload


@contextmanager
def gone_when_refused(upload: Upload) -> Iterator[None]:
    """A file that is refused or called off is not kept; after a fault of ours the next attempt needs it.

    What project it was to become stays for a while: another file may be chosen for it.
    """
    try:
        yield
    except (Refusal, Cancelled):
        forget_file(upload)
        raise


def forget_file(upload: Upload) -> None:
    """Remove a file's bytes, and its row, too, unless it keeps for a while what project was wished for."""
    row = Upload.objects.filter(pk=upload.pk)
    if upload.wishes and upload.created_at > clock.now() - LONGEST_KEPT:
        row.update(size=0)
    else:
        row.delete()
    remove(upload.stored_as)
