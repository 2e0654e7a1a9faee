"""A field of an activity is in the table of fields, in the database, in memory, in the API and in the
element, or in none of them: whoever forgets one of these places is told here.
"""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from headway.exchange import document_to_plan
from headway.exchange.tests.documents import small_plan
from headway.formats.detect import read_plan
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.fields import FACTS, FIELDS, SILENT, TABLE, TERMS, TYPED
from headway.project.schedule.models import Activity, Plan
from headway.project.schedule.plan.draft import TABLES
from headway.project.schedule.plan.facts import (
    ActivityFacts,
    AssignmentFacts,
    CalendarFacts,
    Computed,
    LinkFacts,
    PlanTerms,
    ResourceFacts,
)
from headway.project.schedule.plan.replace import OWN
from headway.project.schedule.queries import columns_of
from headway.project.schedule.store.save import MODELS
from headway.project.schedule.tests.factories import make_plan
from headway.project.schedule.wire.answers import plan_answer
from tests.house.repository import ROOT

ROW_KEPT = {"project_id", "version", "changed_in"}  # what no plan in memory knows of its rows
NO_FACTS_OF_ITS_OWN = {"place", "predecessors", "resources"}  # said of other rows
ELEMENT = ROOT / "frontend/gantt/model/fields.ts"


def test_every_fact_of_an_activity_and_of_a_plan_is_in_the_table_or_silent() -> None:
    facts, computed = set(ActivityFacts._fields), set(Computed._fields)
    assert facts - SILENT <= FACTS.keys()
    assert FACTS.keys() - facts - computed == NO_FACTS_OF_ITS_OWN
    assert facts >= SILENT
    assert TERMS.keys() == set(PlanTerms._fields) - {"next_number"}


def test_what_can_be_typed_has_a_name_within_sentences() -> None:
    assert {name for name, field in FIELDS.items() if field.called} == TYPED.keys()


def test_a_column_is_read_from_the_database_and_a_part_belongs_to_a_field_that_is_typed() -> None:
    stored = {*ActivityFacts._fields, *Computed._fields}
    assert {field.stored for field in FIELDS.values() if field.stored} <= stored
    assert {field.of for field in FIELDS.values() if field.of} <= TYPED.keys()
    assert all(FIELDS[name].stored for name in TABLE)


def test_facts_are_the_columns_of_their_tables_and_begin_with_the_id() -> None:
    columns = {field.attname for field in Activity._meta.concrete_fields}
    assert columns == {*columns_of(ActivityFacts), *Computed._fields, *ROW_KEPT}
    terms = {field.attname for field in Plan._meta.concrete_fields}
    assert terms == {*columns_of(PlanTerms), "project_id", "revision", "finish"}
    for kind, (_table, facts) in TABLES.items():
        assert columns_of(facts)[0] == "id"
        assert set(columns_of(facts)) <= {field.attname for field in MODELS[kind]._meta.concrete_fields}


def test_a_plan_file_tells_every_fact_or_a_newer_one_leaves_it_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kinds: set[type[Any]] = {
        ActivityFacts,
        AssignmentFacts,
        CalendarFacts,
        LinkFacts,
        PlanTerms,
        ResourceFacts,
    }
    told: dict[type[Any], set[str]] = {kind: set() for kind in kinds}

    def noted(kind: type[Any]) -> Callable[..., Any]:
        def make(*values: Any, **facts: Any) -> Any:
            told[kind] |= {*kind._fields[: len(values)], *facts}
            return kind(*values, **facts)

        return make

    for kind in kinds:
        monkeypatch.setattr(document_to_plan, kind.__name__, noted(kind))
    document_to_plan.plan_of(read_plan(BytesIO(small_plan().xml())), file_name="plan.xml")
    assert told == {kind: set(kind._fields) - set(OWN.get(kind, ())) for kind in kinds}


@pytest.mark.django_db
def test_the_element_knows_the_columns_of_the_answer_and_no_others() -> None:
    project = make_plan({"name": "Dig"})
    answer = plan_answer(project, actor=manager_of(project))
    table = re.search(r"export const FIELDS = \{\n(.*?)\n\} as const", ELEMENT.read_text(), re.DOTALL)
    assert table is not None
    assert set(re.findall(r"^  (\w+):", table[1], re.MULTILINE)) == answer["activities"].keys()
