"""Ending a role takes it away earlier, never later, and leaves no board without a member (I6, I7)."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from headway.common.refusal import Refusal
from headway.organisation.actors import active_grants
from headway.organisation.models import Person, RoleGrant, Scope
from headway.organisation.queries import holdings
from headway.organisation.services import decide_role, end_role, request_role
from headway.organisation.tests.factories import (
    actor,
    actor_with,
    browser,
    grant,
    make_organisation,
    make_person,
)
from headway.project.lifecycle.tests.factories import make_portfolio, make_project, manager_of, sponsor_of

pytestmark = pytest.mark.django_db
FAR = dt.date(2099, 12, 31)


def in_days(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


def until(given: RoleGrant, last_day: dt.date) -> RoleGrant:
    given.valid_to = last_day
    given.save()
    return given


def grant_of(person: Person, role: str = "PB") -> RoleGrant:
    return RoleGrant.internal.get(person=person, role=role)


# ---- Only earlier, and only while it counts -------------------------------------------------------------


def test_nobody_prolongs_the_own_role_by_ending_it() -> None:
    organisation = make_organisation()
    me = actor_with("PB", organisation)
    actor_with("PB", organisation)
    own = until(grant_of(me.person), timezone.localdate())
    client = browser(me)
    assert client.post(f"/roles/{own.pk}/end/", {"last_day": FAR.isoformat()}).status_code == 409
    own.refresh_from_db()
    assert (own.state, own.valid_to) == ("active", timezone.localdate())


@pytest.mark.parametrize("last_day", [None, FAR])
def test_a_role_that_is_over_stays_as_it_was(last_day: dt.date | None) -> None:
    organisation = make_organisation()
    over = until(grant(make_person(), "PD", organisation), in_days(-400))
    with pytest.raises(Refusal, match="not held any more"):
        end_role(over, actor=actor_with("PB", organisation), last_day=last_day)
    over.refresh_from_db()
    assert (over.state, over.valid_to) == ("active", in_days(-400))
    assert not active_grants().filter(pk=over.pk).exists()


def test_a_new_manager_does_not_revive_the_own_role_as_user_representative() -> None:
    project, newcomer = make_project(), make_person()
    over = until(grant(newcomer, "UR", project.scope), in_days(-1))
    wish = request_role(newcomer, "PM", project.scope, actor=actor_with("SA", make_organisation()))
    decide_role(wish, actor=sponsor_of(project), approve=True)
    with pytest.raises(Refusal):
        end_role(over, actor=actor(newcomer, "PM"), last_day=FAR)
    assert [role for role, _ in actor(newcomer).held] == ["PM"]


def test_a_last_day_moves_to_an_earlier_one_and_not_to_a_later_one() -> None:
    project = make_project()
    given = until(grant(make_person(), "TM", project.scope), in_days(10))
    end_role(given, actor=manager_of(project), last_day=in_days(5))
    assert (given.state, given.valid_to) == ("active", in_days(5))
    with pytest.raises(Refusal, match=f"ends on {in_days(5):%-d %b %Y} already.*a new request"):
        end_role(given, actor=manager_of(project), last_day=in_days(6))
    end_role(given, actor=manager_of(project))
    assert (given.state, given.valid_to) == ("ended", timezone.localdate())


def test_a_manager_is_succeeded_although_a_deputy_was_one_for_some_days_only() -> None:
    project = make_project()
    deputy = until(grant(make_person(), "PM", project.scope, deputy_of=project.manager), in_days(-3))
    wish = request_role(make_person(), "PM", project.scope, actor=actor_with("SA", make_organisation()))
    decide_role(wish, actor=sponsor_of(project), approve=True)
    deputy.refresh_from_db()
    assert deputy.valid_to == in_days(-3)


# ---- The last of the board ------------------------------------------------------------------------------


def boards() -> list[Scope]:
    """A place of each kind that has a board of its own."""
    return [make_organisation(), make_portfolio().scope, make_project(confidential=True).scope]


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("days", [None, 30])
def test_the_last_member_of_a_board_cannot_go_before_another_is_there(place: int, days: int | None) -> None:
    scope = boards()[place]
    held = active_grants().filter(scope=scope, role="PB").first() or grant(make_person(), "PB", scope)
    last_day = None if days is None else in_days(days)
    last = actor(held.person, "PB")
    with pytest.raises(Refusal, match="last member of the board here"):
        end_role(held, actor=last, last_day=last_day)
    assert [one.can_end for one in holdings(scope.pk, last) if one.grant == held] == [False]
    grant(make_person(), "PB", scope)
    assert [one.can_end for one in holdings(scope.pk, last) if one.grant == held] == [True]
    end_role(held, actor=last, last_day=last_day)


def test_a_member_who_leaves_soon_does_not_let_the_other_go_first() -> None:
    """Otherwise one person would empty the board: a last day for one, and at once the other."""
    organisation = make_organisation()
    first, second = actor_with("PB", organisation), actor_with("PB", organisation)
    end_role(grant_of(first.person), actor=second, last_day=in_days(1))
    with pytest.raises(Refusal, match="last member"):
        end_role(grant_of(second.person), actor=second)
    end_role(grant_of(first.person), actor=second)


@pytest.mark.parametrize("counts", ["deputy", "later", "elsewhere", "over"])
def test_who_does_not_hold_the_role_here_today_does_not_keep_the_board(counts: str) -> None:
    organisation = make_organisation()
    last = actor_with("PB", organisation)
    other = grant(make_person(), "PB", make_portfolio().scope if counts == "elsewhere" else organisation)
    if counts == "deputy":
        other.deputy_of = last.person
    if counts == "later":
        other.valid_from = in_days(2)
    if counts == "over":
        other.valid_to = in_days(-1)
    other.save()
    with pytest.raises(Refusal, match="last member"):
        end_role(grant_of(last.person), actor=last)


def test_where_the_board_is_that_of_the_place_above_its_only_member_can_go() -> None:
    project = make_project()
    grant(make_person(), "PB", project.scope)
    board = actor_with("PB", make_organisation())
    assert end_role(RoleGrant.internal.get(role="PB", scope=project.scope), actor=board).state == "ended"


@pytest.mark.django_db(transaction=True)
def test_of_the_last_two_members_who_end_each_other_at_once_one_is_left() -> None:
    organisation = make_organisation()
    members = [actor_with("PB", organisation) for _ in range(2)]
    together = 2 if connection.vendor == "postgresql" else 1  # SQLite writes one after the other anyway
    barrier = Barrier(together)

    def end(at: int) -> str:
        try:
            barrier.wait(timeout=10)
            return str(end_role(grant_of(members[at].person), actor=members[1 - at]).state)
        except Refusal as refusal:
            return str(refusal.detail)
        finally:
            connection.close()

    with ThreadPoolExecutor(together) as threads:
        outcomes = sorted(threads.map(end, (0, 1)), key=len)
    assert outcomes[0] == "ended"
    assert "last member" in outcomes[1] or "None of your roles" in outcomes[1]
    assert active_grants().filter(role="PB", scope=organisation).count() == 1
