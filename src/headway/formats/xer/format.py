"""The XER format and its field names."""

from headway.formats.format import Format
from headway.formats.words import gettext_noop

MARK = "ERMHDR"
_BEGINNINGS = (MARK.encode(), b"\xef\xbb\xbf" + MARK.encode())
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def _recognises(head: bytes) -> bool:
    if head.startswith(_UTF_16):
        return head[:64].decode("utf-16", "replace").startswith(MARK)
    return head.startswith(_BEGINNINGS)


XER = Format(
    key="xer",
    name="Primavera XER",
    how=gettext_noop("in P6: File, Export, Primavera PM (XER)"),
    extensions=(".xer",),
    media_types=("application/octet-stream", "text/plain"),
    recognises=_recognises,
    names={
        "project.calendar_uid": "clndr_id",
        "project.status_date": "last_recalc_date",
        "calendar.base_uid": "base_clndr_id",
        "task.calendar_uid": "clndr_id",
        "task.link": "TASKPRED",
        "task.predecessor": "pred_task_id",
        "task.wbs": "wbs_id",
        "resource.calendar_uid": "clndr_id",
        "resource.initials": "rsrc_short_name",
        "resource.email": "email_addr",
        "resource.code": "employee_code",
        "resource.active": "active_flag",
        "resource.notes": "rsrc_notes",
        "assignment.activity": "task_id",
        "assignment.resource": "rsrc_id",
    },
)
