"""Changes of the portfolio structure."""

from django.db import transaction

from headway.common.journal.services import record
from headway.organisation.actors import System
from headway.organisation.models import Scope
from headway.organisation.services import create_scope

from .models import Portfolio, Programme


@transaction.atomic
def create_portfolio(code: str, name: str, *, parent: Scope) -> Portfolio:
    """A new portfolio below the organisation. Part of setting an installation up: no role gives it."""
    scope = create_scope(Scope.Kind.PORTFOLIO, parent=parent, code=code)
    portfolio = Portfolio.objects.create(scope=scope, code=code, name=name)
    record(System(), scope.pk, "portfolio.created", portfolio, code=code, name=name)
    return portfolio


@transaction.atomic
def create_programme(code: str, name: str, *, portfolio: Portfolio) -> Programme:
    """A new programme in a portfolio. Part of setting an installation up: no role gives it."""
    scope = create_scope(Scope.Kind.PROGRAMME, parent=portfolio.scope, code=code)
    programme = Programme.objects.create(scope=scope, portfolio=portfolio, code=code, name=name)
    record(System(), scope.pk, "programme.created", programme, code=code, name=name)
    return programme
