"""The reconciliation of a plan file: its stored dates against computed ones, each difference with its reason.

*Compared* are activities and milestones with stored early and late dates; *exact* are those of which all four
are the same minute; *equal* those of which all four are the same moment of work: the end of a day is the
start of the next, and 0.3 minutes are rounding.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headway.engine import Network, Schedule
from headway.formats.compare import MINUTE, Comparison, Group, compare, roots
from headway.formats.explain import Reason, explain
from headway.formats.network import dates_of, network_of
from headway.formats.plan import PlanDocument


@dataclass(frozen=True, slots=True)
class Tally:
    """How many activities were compared, and how many of them are exact, equal, and equal in start and
    finish."""

    compared: int
    exact: int
    equal: int
    start_finish: int

    @classmethod
    def of(cls, comparisons: Sequence[Comparison]) -> "Tally":
        """The tally of the compared ones among these."""
        compared = [comparison for comparison in comparisons if comparison.compared]
        return cls(
            compared=len(compared),
            exact=sum(comparison.exact for comparison in compared),
            equal=sum(comparison.equal for comparison in compared),
            start_finish=sum(comparison.start_finish for comparison in compared),
        )


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A plan document with its network, its schedule and the comparison of both, activity by activity.

    `reasons` holds, by identity, every compared activity that is not equal.
    """

    document: PlanDocument
    network: Network
    dates: Schedule
    comparisons: Sequence[Comparison]
    reasons: Mapping[int, Reason]

    @property
    def tally(self) -> Tally:
        """Counts of all compared activities."""
        return Tally.of(self.comparisons)

    def tally_of(self, group: Group) -> Tally:
        """Counts of the compared activities of one group."""
        return Tally.of([comparison for comparison in self.comparisons if comparison.group is group])

    @property
    def roots(self) -> frozenset[int]:
        """Activities that differ although what they depend on does not."""
        return roots(self.document, self.comparisons)

    @property
    def floats(self) -> Mapping[str, tuple[int, int]]:
        """Of compared activities: how many floats are stored, and how many of them are computed too."""
        return {name: _floats(self.comparisons, name) for name in ("total_float", "free_float")}

    @property
    def unexplained(self) -> int:
        """How many activities differ for no reason of the list."""
        return self.reason_counts[Reason.UNEXPLAINED]

    @property
    def reason_counts(self) -> Counter[Reason]:
        """How many activities differ for each reason."""
        return Counter(self.reasons.values())


def _floats(comparisons: Sequence[Comparison], name: str) -> tuple[int, int]:
    pairs = [
        (getattr(each.stored, name), getattr(each.computed, name)) for each in comparisons if each.compared
    ]
    given = [(one, other or 0) for one, other in pairs if one is not None]
    return len(given), sum(abs(one - other) <= MINUTE for one, other in given)


def reconcile(document: PlanDocument) -> Reconciliation:
    """Schedule a document, compare and explain.

    Raises
    ------
    FormatError
        When the activities make no network, or one without dates; see `network_of` and `dates_of`.
    """
    network = network_of(document)
    dates = dates_of(document, network)
    comparisons = compare(document, network, dates)
    return Reconciliation(document, network, dates, comparisons, explain(document, network, comparisons))
