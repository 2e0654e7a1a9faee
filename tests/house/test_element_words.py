"""What the plan element says in English it can say in every language that has a catalogue."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from headway.engine import Constraint
from headway.organisation.tests.factories import make_user
from headway.project.schedule.models import Activity
from headway.project.schedule.tests.factories import make_plan
from headway.project.schedule.text.values import CONSTRAINTS
from headway.project.schedule.wire import element_words as written
from headway.project.schedule.wire.element_messages import element_words
from tools.gantt_words import ENGLISH, WRITTEN, source

ENGLISH_WORDS = json.loads(ENGLISH.read_text())


def test_the_words_for_translators_are_those_of_the_element() -> None:
    assert WRITTEN.read_text() == source(), "run: python tools/gantt_words.py"


def test_every_message_is_said_in_the_active_language() -> None:
    with translation.override("de"):
        words = element_words()
    assert set(words) == set(ENGLISH_WORDS) == {*written.MESSAGES, *written.PLURALS}
    assert words["selection.count"] == {
        "zero": "{count} activities selected",
        "one": "{count} activity selected",
        "two": "{count} activities selected",
        "few": "{count} activities selected",
        "many": "{count} activities selected",
        "other": "{count} activities selected",
    }


def test_the_element_calls_kinds_and_constraints_what_pages_call_them() -> None:
    kinds = {f"kind.{kind.value}": str(kind.label) for kind in Activity.Kind}
    constraints = {f"constraint.{one.name.lower()}": str(CONSTRAINTS[one]) for one in Constraint}
    named = {key: text for key, text in ENGLISH_WORDS.items() if key.startswith(("kind.", "constraint."))}
    assert named == kinds | constraints


@pytest.mark.django_db
def test_the_page_gives_the_element_its_words_where_they_are_not_english(
    client: Client, settings: Any
) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("de", "Deutsch")]
    project = make_plan({"name": "Dig"})
    client.force_login(make_user(project.manager))
    address = f"/projects/{project.pk}/plan/"
    assert "hw-gantt-messages" not in client.get(address).text
    page = client.get(address, headers={"Accept-Language": "de"}).text
    (words,) = re.findall(r'<script id="hw-gantt-messages" type="application/json">(.*?)</script>', page)
    assert set(json.loads(words)) == set(ENGLISH_WORDS)
