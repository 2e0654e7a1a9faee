"""Reading what somebody typed in a field of an activity."""

from typing import Any, NoReturn

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.project.schedule.plan.facts import ActivityFacts
from headway.project.schedule.text import parse_date
from headway.project.schedule.text.dates import LAST_MOMENT, YEARS

from .editor import Editor
from .kinds import Value


class Typed:
    """What was typed in one field of an activity: reads it, and refuses with the field and row named."""

    def __init__(self, editor: Editor, row: ActivityFacts, name: str, value: Value) -> None:
        self.editor, self.row, self.name, self.value = editor, row, name, value

    def put(self, **facts: Any) -> None:
        """Give the activity facts."""
        self.editor.draft.change(self.row.id, **facts)

    def refuse(self, sentence: str) -> NoReturn:
        """Refuse the value."""
        raise Invalid(sentence, field=self.name, row=self.row.id)

    def text(self, longest: int) -> str:
        """A text without line ends around it."""
        if not isinstance(self.value, str):
            self.refuse(_("Write a text."))
        text = self.value.strip()
        if len(text) > longest or "\0" in text:
            self.refuse(_("Write at most %(count)d characters.") % {"count": longest})
        return text

    def whole(self, lowest: int, highest: int) -> int:
        """A whole number; “40 %” and “40,4” are 40."""
        value: Any = self.value
        if isinstance(value, str):
            try:
                value = float(value.strip().removesuffix("%").strip().replace(",", "."))
            except ValueError:
                value = None
        if isinstance(value, bool) or not isinstance(value, int | float) or not lowest <= value <= highest:
            self.refuse(
                _("Write a number from %(lowest)d to %(highest)d.") % {"lowest": lowest, "highest": highest}
            )
        return round(value)

    def choice(self, *choices: str) -> str:
        """One of a few words."""
        value = self.value.strip().lower() if isinstance(self.value, str) else ""
        if value not in choices:
            self.refuse(_("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)})
        return value

    def flag(self) -> bool:
        """Yes or no, as 1 or 0, true or false."""
        if self.value not in {0, 1, "0", "1"}:
            self.refuse(_("Choose yes or no."))
        return self.value in {1, "1"}

    def moment(self, *, time_of_day: int) -> int | None:
        """A date: typed, or as plan time; None where nothing is written. Typed days begin at
        ``time_of_day``.
        """
        if self.value is None or self.value == "":
            return None
        if isinstance(self.value, str):
            return parse_date(self.value, time_of_day=time_of_day, field=self.name)
        if not 0 <= self.value <= LAST_MOMENT:
            self.refuse(_("Choose a date between %(first)d and %(last)d.") % YEARS)
        return self.whole(0, LAST_MOMENT)

    def needed_moment(self, *, time_of_day: int) -> int:
        """A date that must be there."""
        moment = self.moment(time_of_day=time_of_day)
        if moment is None:
            self.refuse(_("Write a date."))
        return moment
