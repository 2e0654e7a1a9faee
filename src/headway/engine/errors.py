"""What the engine refuses, and how it says so."""

from collections.abc import Sequence


class NetworkError(ValueError):
    """A network that has no schedule. Raised before any number is computed; ``no_work`` also by ``schedule``,
    where a calendar turns out to have too little working time.

    Parameters
    ----------
    code : str
        Stable word for programs: ``cycle``, ``dangling_link``, ``negative_duration``,
        ``impossible_constraint``, ``duplicate_activity``, ``missing_parent``, ``missing_calendar``,
        ``no_work`` or ``bad_column``.
    message : str
        One sentence for people.
    activities : sequence of int
        Identities of the activities concerned; for a cycle in the order of its links.

    Examples
    --------
    >>> error = NetworkError("cycle", "Activities 1 and 2 wait for each other.", [1, 2])
    >>> error.code, error.activities
    ('cycle', (1, 2))
    """

    def __init__(self, code: str, message: str, activities: Sequence[int] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.activities = tuple(int(activity) for activity in activities)
