"""ProTrack's XML format and its element names."""

import re

from headway.formats.format import Format
from headway.formats.safe_xml import root_name
from headway.formats.words import gettext_noop

ROOT = "Project"
# Microsoft Project's root has the same name, and a namespace.
_BEGINNING = re.compile(rb"<Project>\s*<(?:NAME|ProjectInfo)>")

PROTRACK = Format(
    key="protrack",
    name="ProTrack",
    how=gettext_noop("in ProTrack: Save as"),
    extensions=(".p2x",),
    media_types=("application/xml", "text/xml"),
    recognises=lambda head: root_name(head) == ROOT and _BEGINNING.search(head) is not None,
    start="<Agenda><StartDate>050120260800</StartDate></Agenda>",
    names={
        "task.predecessor": "FromTask",
        "assignment.activity": "FIELD1024",
        "assignment.resource": "FIELD1025",
        "tracking.activity": "Activity",
    },
)
