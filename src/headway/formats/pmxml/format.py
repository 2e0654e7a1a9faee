"""The PMXML format and its element names."""

from headway.formats.format import Format
from headway.formats.safe_xml import root_name
from headway.formats.words import gettext_noop

ROOT = "APIBusinessObjects"

PMXML = Format(
    key="pmxml",
    name="Primavera XML",
    how=gettext_noop("in P6: File, Export, Primavera P6 (XML)"),
    extensions=(".xml",),
    media_types=("application/xml", "text/xml"),
    recognises=lambda head: root_name(head) == ROOT,
    names={
        "project.calendar_uid": "ActivityDefaultCalendarObjectId",
        "project.status_date": "DataDate",
        "calendar.base_uid": "BaseCalendarObjectId",
        "task.calendar_uid": "CalendarObjectId",
        "task.link": "Relationship",
        "task.predecessor": "PredecessorActivityObjectId",
        "task.wbs": "WBSObjectId",
        "resource.calendar_uid": "CalendarObjectId",
        "resource.initials": "Id",
        "resource.email": "EmailAddress",
        "resource.code": "EmployeeId",
        "resource.active": "IsActive",
        "resource.notes": "ResourceNotes",
        "assignment.activity": "ActivityObjectId",
        "assignment.resource": "ResourceObjectId",
    },
)
