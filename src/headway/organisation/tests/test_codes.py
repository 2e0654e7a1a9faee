"""A code names one place, whatever its case: a portfolio, a programme or a project."""

from itertools import chain, repeat

import pytest
from django.db import IntegrityError, transaction

from headway.common.refusal import Invalid
from headway.governance.strategy.services import create_programme
from headway.organisation import services
from headway.organisation.models import Scope
from headway.organisation.permissions import VIEW_ROLES
from headway.organisation.places import code_in_use, place_with_code
from headway.organisation.tests.factories import actor_with, make_organisation
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_portfolio, make_project

pytestmark = pytest.mark.django_db


def test_no_two_places_share_a_code_whatever_its_case() -> None:
    portfolio = make_portfolio("AB-1")
    create_programme("Straße", "Roads", portfolio=portfolio)
    make_project(code="P-1", portfolio=portfolio)
    make_project(code="Q-1", portfolio=portfolio, confidential=True)
    for code in ("AB-1", "ab-1", "STRASSE", "p-1", "q-1"):
        with pytest.raises(Invalid) as refused:
            make_project(code=code, portfolio=portfolio)
        assert refused.value.extra["field"] == "code"
        with pytest.raises(Invalid):
            make_portfolio(code)
        with pytest.raises(Invalid):
            create_programme(code, "Again", portfolio=portfolio)
    assert set(Project.internal.values_list("code", flat=True)) == {"P-1", "Q-1"}


def test_a_place_is_found_by_its_code_in_any_case_and_by_no_other() -> None:
    portfolio = make_portfolio("AB-1")
    project = make_project(code="ab-10", portfolio=portfolio)
    administrator = actor_with("SA", make_organisation())
    found = [place_with_code(code, administrator, VIEW_ROLES).pk for code in ("ab-1", " AB-10 ")]
    assert found == [portfolio.pk, project.pk]
    with pytest.raises(Invalid):
        place_with_code("ab", administrator, VIEW_ROLES)


def test_whoever_was_faster_has_the_code_and_the_other_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both looked before either wrote."""
    portfolio = make_portfolio()
    make_project(code="RACE", portfolio=portfolio)
    late = chain(repeat(False, 2), repeat(True))
    monkeypatch.setattr(services, "code_in_use", lambda _code: next(late))
    with pytest.raises(Invalid) as refused:
        make_project(code="race", portfolio=portfolio)
    assert refused.value.extra["field"] == "code"
    assert Project.internal.count() == 1


def test_the_database_itself_keeps_codes_apart() -> None:
    taken = make_project(code="ONE").scope
    for key in (taken.code_key, ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            Scope.objects.create(kind=Scope.Kind.PROJECT, code_key=key)
    assert not code_in_use("")
