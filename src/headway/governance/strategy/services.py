"""Changes of the portfolio structure."""

from django.db import transaction

from headway.common.access import Actor
from headway.common.journal.services import record
from headway.organisation.models import Scope
from headway.organisation.services import create_scope

from .models import Portfolio, Programme


@transaction.atomic
def create_portfolio(code: str, name: str, *, parent: Scope, actor: Actor) -> Portfolio:
    """A new portfolio below the organisation."""
    scope = create_scope(Scope.Kind.PORTFOLIO, parent=parent, code=code)
    portfolio = Portfolio.objects.create(scope=scope, code=code, name=name)
    record(actor, scope.pk, "portfolio.created", portfolio, code=code, name=name)
    return portfolio


@transaction.atomic
def create_programme(code: str, name: str, *, portfolio: Portfolio, actor: Actor) -> Programme:
    """A new programme in a portfolio."""
    scope = create_scope(Scope.Kind.PROGRAMME, parent=portfolio.scope, code=code)
    programme = Programme.objects.create(scope=scope, portfolio=portfolio, code=code, name=name)
    record(actor, scope.pk, "programme.created", programme, code=code, name=name)
    return programme
