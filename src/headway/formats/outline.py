"""From outline levels, as files write them, to parents and summaries."""


class Outline:
    """Finds the summary above each entry while entries come in the order of the file.

    A level that skips one hangs on the nearest entry above with a lower level.

    Examples
    --------
    >>> outline = Outline()
    >>> [outline.place(uid, level) for uid, level in [(7, 1), (8, 2), (9, 3), (5, 2)]]
    [None, 7, 8, 7]
    >>> sorted(outline.summaries)
    [7, 8]
    """

    def __init__(self) -> None:
        self.summaries: set[int] = set()
        self._above: list[tuple[int, int]] = []

    def place(self, uid: int, level: int) -> int | None:
        """The parent of the next entry; that parent is a summary from now on."""
        while self._above and self._above[-1][0] >= level:
            self._above.pop()
        parent = self._above[-1][1] if self._above else None
        self._above.append((level, uid))
        if parent is not None:
            self.summaries.add(parent)
        return parent
