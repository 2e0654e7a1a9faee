"""The refusal of a plan file."""


class FormatError(ValueError):
    """A plan file that cannot be taken; nothing of it is used.

    Parameters
    ----------
    line : int
        Line of the file where the reason was found; 0 when it concerns the file as a whole.
    reason : str
        One sentence for people.

    Examples
    --------
    >>> str(FormatError(12, "The task has no UID."))
    'line 12: The task has no UID.'
    """

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)
        self.line = line
        self.reason = reason
