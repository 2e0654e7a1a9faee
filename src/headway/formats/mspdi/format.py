"""Microsoft Project's XML format and its element names."""

from headway.formats.format import Format
from headway.formats.safe_xml import root_name
from headway.formats.words import gettext_noop

ROOT = "Project"

MSPDI = Format(
    key="mspdi",
    name="Microsoft Project XML",
    how=gettext_noop("in Project: Save as, XML"),
    extensions=(".xml",),
    media_types=("application/xml", "text/xml"),
    recognises=lambda head: root_name(head) == ROOT,
    start="<StartDate>2026-01-05T08:00:00</StartDate>",
    names={
        "project.status_date": "StatusDate",
        "project.calendar_uid": "CalendarUID",
        "project.author": "Author",
        "project.manager": "Manager",
        "project.company": "Company",
        "project.currency": "CurrencyCode",
        "project.multiple_critical_paths": "MultipleCriticalPaths",
        "calendar.base_uid": "BaseCalendarUID",
        "task.calendar_uid": "CalendarUID",
        "task.link": "PredecessorLink",
        "task.predecessor": "PredecessorUID",
        "task.wbs": "WBS",
        "task.hyperlink": "HyperlinkAddress",
        "task.physical_percent_complete": "PhysicalPercentComplete",
        "resource.calendar_uid": "CalendarUID",
        "resource.active": "IsInactive",
        "resource.initials": "Initials",
        "resource.group": "Group",
        "resource.code": "Code",
        "resource.email": "EmailAddress",
        "resource.material_unit": "MaterialLabel",
        "resource.generic": "IsGeneric",
        "resource.notes": "Notes",
        "assignment.activity": "TaskUID",
        "assignment.resource": "ResourceUID",
        "assignment.overtime_work": "OvertimeWork",
        "assignment.leveling_delay": "LevelingDelay",
    },
)
