"""Why stored dates differ from computed ones: rules that are tried out, not guesses.

A reason counts for an activity only if the plan, scheduled once more with the rule applied, gives the stored
dates. A rule is applied with other facts of the file, never with the dates that it is to explain. Rules are
tried in the order of `RULES`; one that does not help an activity is taken back before the next is tried.
However the activities of a file depend on each other, the engine runs a bounded number of times.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from headway.engine import Network
from headway.formats.compare import Comparison, compare, four_dates
from headway.formats.errors import FormatError
from headway.formats.network import dates_of, network_of
from headway.formats.plan import Constraint, Kind, PlanActivity, PlanDocument
from headway.formats.primavera import Bound, BoundDate, PrimaveraFacts, PrimaveraProject
from headway.formats.words import Worded, gettext_noop

ROUNDS = 3
TRIES = 8  # of one rule: activities that it does not help drop out of each, and may take others along
MOST_RUNS = 60  # of the engine, for one file; what they have not explained by then stays unexplained


class Reason(Worded):
    """The closed list of reasons."""

    OTHER_FINISH = "other_finish", gettext_noop("Late dates depend on the finish of another project")
    NO_RESUME = (
        "no_resume",
        gettext_noop("Remaining work continues where completed work ends, not at the resume date"),
    )
    NOT_LEVELED = "not_leveled", gettext_noop("The levelling delay is not applied")
    OWN_CALENDAR = (
        "own_calendar",
        gettext_noop("The activity’s own calendar and duration count, not its assignments"),
    )
    UNCONSTRAINED = "unconstrained", gettext_noop("The constraint is not applied")
    NO_DEADLINE = "no_deadline", gettext_noop("The deadline is not applied")
    NO_EXPECTATION = "no_expectation", gettext_noop("The expected finish is not applied")
    NEIGHBOUR = "neighbour", gettext_noop("Depends on an activity that differs")
    UNEXPLAINED = "unexplained", gettext_noop("Unexplained")


@dataclass(frozen=True, slots=True)
class _Variant:
    """A plan with rules applied: one to each of some activities, and the project finish that the file gives.

    Activities in `pinned` have their stored dates for no reason, so that one can see who merely follows them.
    """

    rules: Mapping[int, Reason] = field(default_factory=dict)
    finish: int | None = None
    pinned: frozenset[int] = frozenset()


State = tuple[_Variant, Sequence[Comparison]]


class _Trials:
    """A document scheduled again and again, each time with other rules, but not for ever."""

    def __init__(self, document: PlanDocument, network: Network) -> None:
        self.document, self.network = document, network
        self._left = MOST_RUNS

    def run(self, variant: _Variant) -> list[Comparison]:
        """The comparison under a variant; empty, which explains nothing, when there were too many before."""
        if not self._left:
            return []
        self._left -= 1
        return _run(self.document, variant)


def explain(document: PlanDocument, network: Network, base: Sequence[Comparison]) -> dict[int, Reason]:
    """The reason of every compared activity that is not equal, by its identity.

    Parameters
    ----------
    document : PlanDocument
    network : Network
        The network of the document.
    base : sequence of Comparison
        The document compared with the schedule of that network.
    """
    differing = [comparison for comparison in base if _differs(comparison)]
    if not differing:
        return {}
    trials = _Trials(document, network)
    variant, current = _explained(trials, (_Variant(), base))
    if _count(current) < sum(comparison.compared for comparison in base):
        other = _explained(trials, _with_stored_finish(trials, base))
        variant, current = max((variant, current), other, key=lambda state: _count(state[1]))
    variant, current = _with_pinned_roots(trials, (variant, current))
    equal = {comparison.activity.uid for comparison in current if comparison.equal} - variant.pinned
    return {comparison.activity.uid: _reason(comparison, variant, equal) for comparison in differing}


def _reason(comparison: Comparison, variant: _Variant, equal: set[int]) -> Reason:
    uid = comparison.activity.uid
    if uid not in equal:
        return Reason.UNEXPLAINED
    if uid in variant.rules:
        return variant.rules[uid]
    early = four_dates(comparison.stored)[:2] == four_dates(comparison.computed)[:2]
    return Reason.OTHER_FINISH if early and variant.finish is not None else Reason.NEIGHBOUR


def _explained(trials: _Trials, state: State) -> State:
    """Try all rules, again as long as more activities become equal."""
    for _ in range(ROUNDS):
        before = state
        for rule in RULES.items():
            state = _tried(trials, rule, state)
        if state[0] == before[0]:
            break
    return state


def _with_stored_finish(trials: _Trials, base: Sequence[Comparison]) -> State:
    """Let the late dates hang from the project finish of the file, if that makes more activities equal."""
    stored = trials.document.project.finish
    if stored is None:
        return _Variant(), base
    variant = _Variant(finish=stored)
    comparisons = trials.run(variant)
    return (variant, comparisons) if _count(comparisons) > _count(base) else (_Variant(), base)


def _with_pinned_roots(trials: _Trials, state: State) -> State:
    """Give activities that nothing explains their stored dates, first those that follow no other of them."""
    for _ in range(ROUNDS):
        variant, current = state
        differing = {comparison.activity.uid for comparison in current if _differs(comparison)}
        followers = {link.successor for link in trials.document.links if link.predecessor in differing}
        roots = {comparison.activity.uid for comparison in current if _can_be_pinned(comparison)} - followers
        trial = replace(variant, pinned=variant.pinned | roots)
        comparisons = trials.run(trial)
        gained = {comparison.activity.uid for comparison in comparisons if comparison.equal} & followers
        if not gained & differing:
            break
        state = trial, comparisons
    return state


def _can_be_pinned(comparison: Comparison) -> bool:
    start, finish = comparison.stored.early_start, comparison.stored.early_finish
    return _differs(comparison) and start is not None and finish is not None and start <= finish


def _differs(comparison: Comparison) -> bool:
    return comparison.compared and not comparison.equal


def _tried(trials: _Trials, rule: tuple[Reason, "Rule"], state: State) -> State:
    """Apply one rule wherever it could help and keep it where it does."""
    variant, current = state
    reason, applies = rule
    candidates = {
        comparison.activity.uid
        for comparison in current
        if _differs(comparison)
        and comparison.activity.uid not in variant.rules
        and applies(comparison.activity, trials.network)
    }
    for _ in range(TRIES):
        if not candidates:
            break
        trial = replace(variant, rules={**variant.rules, **dict.fromkeys(candidates, reason)})
        comparisons = trials.run(trial)
        equal = {comparison.activity.uid for comparison in comparisons if comparison.equal}
        if equal.issuperset(candidates):
            return (trial, comparisons) if _count(comparisons) > _count(current) else state
        candidates &= equal
    return state


def _count(comparisons: Sequence[Comparison]) -> int:
    return sum(comparison.equal for comparison in comparisons)


def _run(document: PlanDocument, variant: _Variant) -> list[Comparison]:
    changed = _changed(document, variant)
    network = network_of(changed)
    try:
        compared = compare(changed, network, dates_of(changed, network))
    except FormatError:  # a rule under which the plan has no dates explains none
        return []
    if variant.finish is not None and not document.projects:
        compared.pop()  # what holds the finish is no activity of the file
    return compared


# ---- Rules ------------------------------------------------------------------------------------------------

Rule = Callable[[PlanActivity, Network], bool]
"""Whether the file has the facts that a rule needs."""


def _resumes(activity: PlanActivity, network: Network) -> bool:
    resume = activity.resume if activity.primavera is None else activity.primavera.resume
    return activity.started and not activity.completed and resume is not None


def _is_leveled(activity: PlanActivity, network: Network) -> bool:
    return activity.leveling_delay != 0


def _is_staffed(activity: PlanActivity, network: Network) -> bool:
    return activity.uid in network.assignments.activity


def _is_constrained(activity: PlanActivity, network: Network) -> bool:
    if activity.primavera is not None:
        return bool(activity.primavera.constraints)
    return activity.constraint is not Constraint.ASAP


def _expects(activity: PlanActivity, network: Network) -> bool:
    return activity.primavera is not None and activity.primavera.expected_finish is not None


def _has_deadline(activity: PlanActivity, network: Network) -> bool:
    return activity.deadline is not None


RULES: Mapping[Reason, Rule] = {
    Reason.NO_RESUME: _resumes,
    Reason.NOT_LEVELED: _is_leveled,
    Reason.OWN_CALENDAR: _is_staffed,
    Reason.UNCONSTRAINED: _is_constrained,
    Reason.NO_DEADLINE: _has_deadline,
    Reason.NO_EXPECTATION: _expects,
}


def _changed(document: PlanDocument, variant: _Variant) -> PlanDocument:
    """The document as the rules of the variant would have it."""
    activities = [_edited(activity, variant) for activity in document.activities]
    projects = document.projects
    if variant.finish is not None and projects:
        projects = tuple(_until_stored_finish(project) for project in projects)
    elif variant.finish is not None:
        activities.append(_finish_marker(document, variant.finish))
    without = {uid for uid, reason in variant.rules.items() if reason is Reason.OWN_CALENDAR}
    assignments = tuple(entry for entry in document.assignments if entry.activity not in without)
    return replace(document, activities=tuple(activities), assignments=assignments, projects=projects)


def _edited(activity: PlanActivity, variant: _Variant) -> PlanActivity:
    if activity.uid in variant.pinned:
        activity = _pinned(activity)
    if activity.primavera is not None:
        return replace(activity, primavera=_edited_facts(activity.primavera, variant.rules.get(activity.uid)))
    match variant.rules.get(activity.uid):
        case Reason.NO_RESUME:
            activity = replace(activity, resume=None)
        case Reason.NOT_LEVELED:
            activity = replace(activity, leveling_delay=0)
        case Reason.UNCONSTRAINED:
            activity = replace(activity, constraint=Constraint.ASAP, constraint_date=None)
        case Reason.NO_DEADLINE:
            activity = replace(activity, deadline=None)
        case _:
            pass
    if variant.finish is None or activity.kind is Kind.SUMMARY:
        return activity
    return replace(activity, deadline=min(variant.finish, activity.deadline or variant.finish))


def _until_stored_finish(project: PrimaveraProject) -> PrimaveraProject:
    """The project whose late dates hang from the finish that the file has."""
    return replace(project, must_finish_by=project.must_finish_by or project.scheduled_finish)


def _edited_facts(facts: PrimaveraFacts, reason: Reason | None) -> PrimaveraFacts:
    """The same for what only activities of Primavera have."""
    if reason is Reason.NO_RESUME:
        return replace(facts, resume=None)
    if reason is Reason.NO_EXPECTATION:
        return replace(facts, expected_finish=None)
    return replace(facts, constraints=()) if reason is Reason.UNCONSTRAINED else facts


def _pinned(activity: PlanActivity) -> PlanActivity:
    start, finish = activity.stored.early_start, activity.stored.early_finish
    if activity.primavera is not None:
        bounds = (
            BoundDate(bound=Bound.MANDATORY_START, date=start),
            BoundDate(bound=Bound.MANDATORY_FINISH, date=finish),
        )
        facts = replace(activity.primavera, constraints=bounds, resume=None, suspend=None)
        return replace(activity, actual_start=None, actual_finish=None, primavera=facts)
    return replace(
        activity, manual=True, start=start, finish=finish, actual_start=None, actual_finish=None, resume=None
    )


def _finish_marker(document: PlanDocument, finish: int) -> PlanActivity:
    """An activity that holds the project finish where the file had it, should it be later than the computed
    one."""
    uid = max(activity.uid for activity in document.activities) + 1
    return PlanActivity(
        uid=uid, number=uid, line=0, name="", kind=Kind.MILESTONE, manual=True, start=finish, finish=finish
    )
