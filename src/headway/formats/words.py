"""Words of the formats that pages show in the reader’s language."""


def gettext_noop(text: str) -> str:
    """The text itself. The tools of gettext find it by this name, pages translate it where they show it."""
    return text
