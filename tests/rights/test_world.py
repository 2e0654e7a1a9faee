"""The world of these tests does not end on a date."""

import datetime as dt

import pytest
from django.utils import timezone

from headway.project.control.models import Action
from tests.rights.world import make_world

pytestmark = pytest.mark.django_db


def test_the_world_can_be_made_in_years_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now() + dt.timedelta(days=5 * 365)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert make_world().row(Action).due > timezone.localdate()
