"""Reading a PMXML file into a plan document."""

from collections.abc import Mapping
from typing import BinaryIO

from headway.formats.errors import FormatError
from headway.formats.plan import NotTakenOver, Omission, PlanDocument
from headway.formats.pmxml.calendars import calendar_row
from headway.formats.pmxml.format import PMXML, ROOT
from headway.formats.pmxml.spellings import BY_ELEMENT, OPTIONS, OVERRIDE, PROJECT, Spelling
from headway.formats.safe_xml import DEFAULT_LIMITS, Element, XmlLimits, iter_rows, local_name
from headway.formats.xer.omissions import DERIVED, Omissions
from headway.formats.xer.reader import Reading
from headway.formats.xer.tables import Row

PROJECT_PARTS = ("Project", "BaselineProject")
ASIDE = ("ProjectList", "Currency", "OBS", "EPS")
CUSTOM = {"UDF": Omission.CUSTOM_FIELD, "Code": Omission.CUSTOM_FIELD}
YES = ("1", "true")
# Values that P6 computes from those that are read, how things are typed in and shown, who wrote and when.
COMPUTED = DERIVED | {
    "ActualDuration",
    "ActualThisPeriodUnits",
    "ActualUnits",
    "AtCompletionDuration",
    "AtCompletionLaborUnits",
    "AtCompletionNonLaborUnits",
    "AtCompletionUnits",
    "AtCompletionUnitsPerTime",
    "AutoComputeActuals",
    "CreateDate",
    "CreateUser",
    "DurationPercentComplete",
    "EstimatedWeight",
    "FinishDate",
    "GUID",
    "IsStarred",
    "LastUpdateDate",
    "LastUpdateUser",
    "LevelingPriority",
    "OBSObjectId",
    "PercentComplete",
    "PlannedDuration",
    "PlannedLaborUnits",
    "PlannedNonLaborUnits",
    "ProjectObjectId",
    "RemainingDuration",
    "RemainingFinishDate",
    "RemainingStartDate",
    "RemainingUnitsPerTime",
    "ScopePercentComplete",
    "StartDate",
    "Status",
    "UnitsPercentComplete",
    "WBSObjectId",
}


def read_pmxml(source: BinaryIO, *, limits: XmlLimits = DEFAULT_LIMITS) -> PlanDocument:
    """The plan that a PMXML file tells, of all projects in it.

    Parameters
    ----------
    source : binary file
        Read once, from its position to its end.
    limits : XmlLimits
        Largest accepted row, and number of rows.

    Raises
    ------
    FormatError
        For a file that is no PMXML, is broken or unsafe, or contradicts itself; with the line.
    """
    reading = Reading(PMXML, Omissions(COMPUTED))
    projects = _Projects(reading)
    for section, element in iter_rows(source, root=ROOT, sections=PROJECT_PARTS, limits=limits):
        name = local_name(element)
        if section == "BaselineProject":
            _leave_out(reading, element, Omission.NO_PLACE)
        elif section == "Project" and name not in BY_ELEMENT:
            projects.take(element)
        elif name == "Calendar":
            reading.take(calendar_row(element))
        elif name in BY_ELEMENT:
            reading.take(_spelled(_facts(element), BY_ELEMENT[name], element.sourceline or 0))
            for inner in element:
                if len(inner):
                    _leave_out(reading, inner, CUSTOM.get(local_name(inner), Omission.NO_PLACE), owner=name)
        elif len(element) and name not in ASIDE:
            _leave_out(reading, element, Omission.NO_PLACE)
    projects.close()
    return reading.document()


class _Projects:
    """Facts of a project stand among its activities, each an element of its own; a row comes of them once
    the project is over."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._line = 0
        self._said: dict[str, str] = {}

    def take(self, element: Element) -> None:
        """Take one element of a project that is no row of its own."""
        name = local_name(element)
        if name == "Calendar":
            self._reading.take(calendar_row(element))
        elif name == "ScheduleOptions":
            options = OPTIONS.columns.keys() - {"ObjectId"}
            self._said.update({key: text for key, text in _facts(element).items() if key in options})
        elif len(element):
            _leave_out(self._reading, element, Omission.NO_PLACE)
        else:
            self._take_fact(name, (element.text or "").strip(), element.sourceline or 0)

    def _take_fact(self, name: str, text: str, line: int) -> None:
        if name == "ObjectId" and self._said.get("ObjectId", text) != text:
            self.close()
        self._line = self._line or line
        self._said[name] = text

    def close(self) -> None:
        """The project is over."""
        if "ObjectId" not in self._said:
            return
        self._reading.take(_spelled(self._said, PROJECT, self._line, known_only=True))
        self._reading.take(_options(self._said, self._line))
        self._said, self._line = {}, 0


def _options(said: Mapping[str, str], line: int) -> Row:
    override, retained = OVERRIDE.get(said.get("OutOfSequenceScheduleType", ""), ("N", "Y"))
    fields = {**said, "OutOfSequenceScheduleType": override, "sched_retained_logic": retained}
    known = {name: text for name, text in fields.items() if name in OPTIONS.columns}
    return _spelled({**known, "sched_retained_logic": retained}, OPTIONS, line)


def _facts(element: Element) -> dict[str, str]:
    return {local_name(child): (child.text or "").strip() for child in element if not len(child)}


def _spelled(said: Mapping[str, str], spelling: Spelling, line: int, *, known_only: bool = False) -> Row:
    """A row of facts, called as in XER files; a fact that they do not have keeps its name.

    Of two facts for one column the first counts.
    """
    fields: dict[str, str] = {}
    for name, text in said.items():
        column = spelling.columns.get(name)
        if column is not None:
            fields[column] = fields.get(column) or _value(spelling, column, text, line)
        elif not known_only:
            fields[name] = text
    return Row(spelling.table, {name: at for at, name in enumerate(fields)}, list(fields.values()), line)


def _value(spelling: Spelling, column: str, text: str, line: int) -> str:
    if not text:
        return ""
    if column in spelling.flags:
        return "Y" if text in YES else "N"
    if column in spelling.shares:
        return _percent(text, line)
    codes = spelling.codes.get(column)
    if codes is None:
        return text
    if text not in codes:
        raise FormatError(line, f"“{text[:40]}” is none of {', '.join(codes)}.")
    return codes[text]


def _percent(text: str, line: int) -> str:
    try:
        return f"{float(text) * 100:.6f}"
    except ValueError:
        raise FormatError(line, f"“{text[:40]}” is no number.") from None


def _leave_out(reading: Reading, element: Element, reason: Omission, *, owner: str = "project") -> None:
    reading.omissions.count(
        NotTakenOver(
            line=element.sourceline or 0,
            owner=owner.lower(),
            uid=None,
            field=local_name(element),
            value="",
            reason=reason,
        )
    )
