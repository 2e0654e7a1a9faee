"""A type of link is known wherever one of the others is: whoever adds one is told here what is left to do."""

import json
import re
from typing import get_args

import pytest

from headway.engine import LinkType
from headway.engine.kernels import plan as kernels
from headway.project.schedule.api import LinkBody
from headway.project.schedule.text import parse_predecessors
from headway.project.schedule.text.durations import Units
from tests.house.repository import ROOT

ELEMENT = ROOT / "frontend/gantt"


def test_kernels_count_them_as_the_engine_says() -> None:
    assert {name: getattr(kernels, name) for name in LinkType.__members__} == LinkType.__members__


def test_the_api_takes_each() -> None:
    assert get_args(LinkBody.model_fields["type"].annotation) == tuple(LinkType.__members__)


@pytest.mark.parametrize("name", LinkType.__members__)
def test_each_can_be_typed(name: str) -> None:
    [typed] = parse_predecessors(f"1{name}", Units())
    assert typed.type == LinkType[name]


@pytest.mark.parametrize(
    ("file", "declared"),
    [
        ("server/wire.ts", r"type LinkType = (.*);"),
        ("model/links.ts", r"LINK_TYPES: LinkType\[\] = \[(.*)\];"),
    ],
)
def test_the_element_has_the_same_in_the_same_order(file: str, declared: str) -> None:
    found = re.search(declared, (ELEMENT / file).read_text())
    assert found
    assert [json.loads(name) for name in re.split(r"[|,]", found[1])] == list(LinkType.__members__)
