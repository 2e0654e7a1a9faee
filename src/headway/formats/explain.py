"""Why stored dates differ from computed ones: rules that are tried out, not guesses.

A reason counts for an activity only if the plan, scheduled once more with the rule applied, gives the stored
dates. Rules are tried in the order of `RULES`; one that does not help an activity is taken back before the
next is tried.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from headway.engine import Network, schedule
from headway.formats.compare import Comparison, compare, four_dates
from headway.formats.network import network_of
from headway.formats.plan import Constraint, Kind, PlanActivity, PlanDocument

ROUNDS = 3
DAY = 86_400


class Reason(StrEnum):
    """The closed list of reasons."""

    OTHER_FINISH = "late dates hang from another project finish"
    NO_RESUME = "remaining work goes on where the done work ends, not at the resume date"
    NOT_LEVELED = "the levelling delay is not applied"
    OWN_CALENDAR = "the activity's own calendar and duration count, not its assignments"
    UNCONSTRAINED = "the constraint is not applied"
    NO_DEADLINE = "the deadline is not applied"
    INTERRUPTED = "the work is interrupted for a time that the file does not give"
    NEIGHBOUR = "follows an activity that differs"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class _Variant:
    """A plan with rules applied: one to each of some activities, and another project finish.

    Activities in `pinned` have their stored dates for no reason, so that one can see who merely follows them.
    """

    rules: Mapping[int, Reason] = field(default_factory=dict)
    pauses: Mapping[int, int] = field(default_factory=dict)
    finish: int | None = None
    pinned: frozenset[int] = frozenset()


State = tuple[_Variant, Sequence[Comparison]]


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
    variant, current = _explained(document, network, (_Variant(), base))
    if _count(current) < sum(comparison.compared for comparison in base):
        other = _explained(document, network, _with_other_finish(document, base))
        variant, current = max((variant, current), other, key=lambda state: _count(state[1]))
    variant, current = _with_pinned_roots(document, (variant, current))
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


def _explained(document: PlanDocument, network: Network, state: State) -> State:
    """Try all rules, again as long as more activities become equal."""
    for _ in range(ROUNDS):
        before = state
        for rule in RULES.items():
            state = _tried(document, network, rule, state)
        if state[0] == before[0]:
            break
    return state


def _with_other_finish(document: PlanDocument, base: Sequence[Comparison]) -> State:
    """Let the late dates hang from the latest stored one, if that makes more activities equal."""
    stored = max((c.stored.late_finish for c in base if c.stored.late_finish is not None), default=None)
    if stored is None:
        return _Variant(), base
    variant = _Variant(finish=stored)
    comparisons = _run(document, variant)
    return (variant, comparisons) if _count(comparisons) > _count(base) else (_Variant(), base)


def _with_pinned_roots(document: PlanDocument, state: State) -> State:
    """Give activities that nothing explains their stored dates, first those that follow no other of them."""
    for _ in range(ROUNDS):
        variant, current = state
        differing = {comparison.activity.uid for comparison in current if _differs(comparison)}
        followers = {link.successor for link in document.links if link.predecessor in differing}
        roots = {comparison.activity.uid for comparison in current if _can_be_pinned(comparison)} - followers
        trial = replace(variant, pinned=variant.pinned | roots)
        comparisons = _run(document, trial)
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


def _tried(document: PlanDocument, network: Network, rule: tuple[Reason, "Rule"], state: State) -> State:
    """Apply one rule wherever it could help and keep it where it does."""
    variant, current = state
    reason, applies = rule
    candidates = {}
    for comparison in current:
        if _differs(comparison) and comparison.activity.uid not in variant.rules:
            pause = applies(comparison, network)
            if pause is not None:
                candidates[comparison.activity.uid] = pause
    while candidates:
        trial = replace(
            variant,
            rules={**variant.rules, **dict.fromkeys(candidates, reason)},
            pauses={**variant.pauses, **{uid: pause for uid, pause in candidates.items() if pause}},
        )
        comparisons = _run(document, trial)
        equal = {comparison.activity.uid for comparison in comparisons if comparison.equal}
        if equal.issuperset(candidates):
            return (trial, comparisons) if _count(comparisons) > _count(current) else state
        candidates = {uid: pause for uid, pause in candidates.items() if uid in equal}
    return state


def _count(comparisons: Sequence[Comparison]) -> int:
    return sum(comparison.equal for comparison in comparisons)


def _run(document: PlanDocument, variant: _Variant) -> list[Comparison]:
    changed = _changed(document, variant)
    network = network_of(changed, pauses=variant.pauses)
    compared = compare(changed, network, schedule(network))
    return compared[: -1 if variant.finish is not None else None]


# ---- Rules ------------------------------------------------------------------------------------------------

Rule = Callable[[Comparison, Network], int | None]
"""Whether a rule could help an activity: None, or the working seconds of interruption that it brings."""


def _resumes(comparison: Comparison, network: Network) -> int | None:
    activity = comparison.activity
    return 0 if activity.started and not activity.completed and activity.resume is not None else None


def _is_leveled(comparison: Comparison, network: Network) -> int | None:
    return 0 if comparison.activity.leveling_delay else None


def _is_staffed(comparison: Comparison, network: Network) -> int | None:
    return 0 if comparison.activity.uid in network.assignments.activity else None


def _is_constrained(comparison: Comparison, network: Network) -> int | None:
    return 0 if comparison.activity.constraint is not Constraint.ASAP else None


def _has_deadline(comparison: Comparison, network: Network) -> int | None:
    return 0 if comparison.activity.deadline is not None else None


def _is_longer(comparison: Comparison, network: Network) -> int | None:
    """Work between the stored dates beyond what the duration asks for."""
    activity, stored = comparison.activity, comparison.stored
    if stored.early_start is None or stored.early_finish is None or activity.completed or activity.elapsed:
        return None
    start, duration = stored.early_start, activity.duration
    if activity.started and activity.resume is not None:
        start, duration = activity.resume, activity.remaining_duration or 0
    row = network.activities.id.tolist().index(activity.uid)
    calendar = network.terms.calendars[max(0, int(network.activities.calendar[row]))]
    compiled = calendar.compiled(min(start, stored.early_finish) - DAY, stored.early_finish + DAY)
    pause = compiled.work_between(start, stored.early_finish) - duration
    return pause if pause > 0 else None


RULES: Mapping[Reason, Rule] = {
    Reason.NO_RESUME: _resumes,
    Reason.NOT_LEVELED: _is_leveled,
    Reason.OWN_CALENDAR: _is_staffed,
    Reason.UNCONSTRAINED: _is_constrained,
    Reason.NO_DEADLINE: _has_deadline,
    Reason.INTERRUPTED: _is_longer,
}


def _changed(document: PlanDocument, variant: _Variant) -> PlanDocument:
    """The document as the rules of the variant would have it."""
    activities = [_edited(activity, variant) for activity in document.activities]
    if variant.finish is not None:
        activities.append(_finish_marker(document, variant.finish))
    without = {
        uid for uid, reason in variant.rules.items() if reason in (Reason.OWN_CALENDAR, Reason.INTERRUPTED)
    }
    assignments = tuple(entry for entry in document.assignments if entry.activity not in without)
    return replace(document, activities=tuple(activities), assignments=assignments)


def _edited(activity: PlanActivity, variant: _Variant) -> PlanActivity:
    if activity.uid in variant.pinned:
        activity = _pinned(activity)
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


def _pinned(activity: PlanActivity) -> PlanActivity:
    start, finish = activity.stored.early_start, activity.stored.early_finish
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
