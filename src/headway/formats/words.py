"""Words of the formats that pages show in the reader’s language."""

from enum import StrEnum
from typing import Self


def gettext_noop(text: str) -> str:
    """The text itself. The tools of gettext find it by this name, pages translate it where they show it."""
    return text


class Worded(StrEnum):
    """A closed list of keys, each with its words for people.

    Keys are stored, answered to programs and compared, and never become others; words may be said better.
    """

    words: str

    def __new__(cls, key: str, words: str = "") -> Self:
        made = str.__new__(cls, key)
        made._value_, made.words = key, words
        return made
