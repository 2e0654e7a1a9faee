"""Durations, dates, predecessors and resources as people type them."""

import datetime as dt
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.utils import translation

from headway.common.refusal import Invalid
from headway.engine import LagKind, LinkType, moment
from headway.project.schedule.fields import FACTS
from headway.project.schedule.text import (
    Amount,
    Predecessor,
    Share,
    Units,
    duration_text,
    lag_text,
    parse_date,
    parse_duration,
    parse_lag,
    parse_predecessors,
    parse_resources,
    predecessors_text,
    resources_text,
)
from headway.project.schedule.text.predecessors import Lag
from headway.project.schedule.text.values import Wording

HOUR, DAY = 3600, 86_400
UNITS = Units()
WEDNESDAY = dt.date(2026, 3, 11)


@pytest.mark.parametrize(
    ("text", "amount", "estimated"),
    [
        ("2w", Amount(80 * HOUR, "w"), False),
        ("3ed", Amount(3 * DAY, "d", elapsed=True), False),
        ("5d?", Amount(40 * HOUR, "d"), True),
        ("1.5d", Amount(12 * HOUR, "d"), False),
        ("1,5 days", Amount(12 * HOUR, "d"), False),
        ("30m", Amount(1800, "min"), False),
        ("4 hrs", Amount(4 * HOUR, "h"), False),
        ("1mo", Amount(160 * HOUR, "mo"), False),
        ("7", Amount(56 * HOUR, "d"), False),
        ("0", Amount(0, "d"), False),
    ],
)
def test_a_duration_is_read_in_the_units_of_the_project(text: str, amount: Amount, estimated: bool) -> None:
    assert parse_duration(text, UNITS) == (amount, estimated)


@pytest.mark.parametrize("text", ["", "soon", "-2d", "2 fortnights", "1e309d", "nan", "9" * 30, "2d 3h", "d"])
def test_what_is_no_duration_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(Invalid, match="Write a number and a unit"):
        parse_duration(text, UNITS)


def test_a_day_is_as_long_as_the_project_says() -> None:
    assert parse_duration("2d", Units(minutes_per_day=600)).amount.seconds == 20 * HOUR


@pytest.mark.parametrize("text", ["2w", "3ed", "1.5d", "45min", "4h", "0d", "2mo", "1.25ew"])
def test_a_duration_is_printed_as_it_is_typed(text: str) -> None:
    assert duration_text(parse_duration(text, UNITS).amount, UNITS) == text


def test_a_duration_that_its_unit_cannot_say_is_printed_in_a_smaller_one() -> None:
    assert duration_text(Amount(1000 * 60, "mo"), UNITS) == "1000min"
    assert duration_text(Amount(10 * HOUR, "w"), UNITS, estimated=True) == "0.25w?"
    assert duration_text(Amount(10**8 * 60 + 7, "mo"), UNITS) == "100000000.12min"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-20", "2026-03-20"),
        ("today", "2026-03-11"),
        ("Tomorrow", "2026-03-12"),
        ("+3d", "2026-03-14"),
        ("-1w", "2026-03-04"),
        ("+1m", "2026-04-11"),
        ("+ 2 weeks", "2026-03-25"),
        ("+1 month", "2026-04-11"),
        ("-1yr", "2025-03-11"),
        ("+5", "2026-03-16"),
        ("next fri", "2026-03-13"),
        ("next thurs", "2026-03-12"),
        ("sunday", "2026-03-15"),
        ("Wednesday", "2026-03-18"),
        ("this wed", "2026-03-11"),
        ("12 Mar", "2026-03-12"),
        ("1 Sept", "2026-09-01"),
        ("March 12, 2027", "2027-03-12"),
        ("20.3.2026", "2026-03-20"),
        ("20.3.26", "2026-03-20"),
        ("20.3.", "2026-03-20"),
        ("3/20/2026", "2026-03-20"),
        ("1 Feb", "2026-02-01"),
        ("1.8.", "2026-08-01"),
    ],
)
def test_a_date_is_read_in_the_forms_that_people_use(text: str, day: str) -> None:
    with translation.override("en"):
        assert parse_date(text, time_of_day=8 * HOUR, today=WEDNESDAY) == moment(f"{day}T08:00")


@pytest.mark.parametrize(
    "text",
    [
        "+4h",
        "+90min",
        "+2 hours",
        "+3 moons",
        "+3days ago",
        "next month",
        "next week",
        "sunk",
        "next fried",
        "12 marble",
        "marble 12",
        "15 juni",
        "weds",
    ],
)
def test_what_only_begins_like_a_unit_or_a_day_is_no_date_and_the_refusal_says_what_to_type(
    text: str,
) -> None:
    with translation.override("en-gb"), pytest.raises(Invalid) as refused:
        parse_date(text, time_of_day=0, today=WEDNESDAY)
    assert str(refused.value.detail) == (
        f"“{text}” is no date. Write it like 12 Mar 2026 or 2026-03-12, or “next fri”, “+3d”, “+1m”."
    )


def test_the_order_of_day_and_month_is_that_of_the_language() -> None:
    with translation.override("ar"):
        assert parse_date("3/4/2026", time_of_day=0) == moment("2026-04-03T00:00")
    with translation.override("en"):
        assert parse_date("3/4/2026", time_of_day=0) == moment("2026-03-04T00:00")


def test_a_typed_time_goes_before_the_usual_one() -> None:
    assert parse_date("2026-03-20 14:30", time_of_day=8 * HOUR) == moment("2026-03-20T14:30")


@pytest.mark.parametrize(
    "text",
    ["", "soon", "32.1.2026", "2026-13-01", "10000-01-01", "1.1.1900", "+99999d", "fri 9", "t " * 500_000],
)
def test_what_is_no_date_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(Invalid, match="is no date"):
        parse_date(text, time_of_day=0, today=WEDNESDAY)


def test_predecessors_are_numbers_with_type_and_lag() -> None:
    assert parse_predecessors("12FS+2d;7SS-1ed; 3ff+50%;4", UNITS) == [
        Predecessor(12, LinkType.FS, Lag(16 * HOUR, LagKind.WORKING, "d")),
        Predecessor(7, LinkType.SS, Lag(-DAY, LagKind.ELAPSED, "d")),
        Predecessor(3, LinkType.FF, Lag(50, LagKind.PERCENT, "%")),
        Predecessor(4),
    ]


def test_predecessors_are_printed_as_they_are_typed() -> None:
    text = "3FF+50%;4;7SS-1ed;12FS+2d;20SF+25e%"
    assert predecessors_text(parse_predecessors(text, UNITS), UNITS) == text


@pytest.mark.parametrize("text", ["x", "12XX", "12FS+", "12FS+soon", "12FS+9999%", "-3", "1;2;1", "12 13"])
def test_what_is_no_predecessor_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(Invalid, match="Write"):
        parse_predecessors(text, UNITS)


def test_a_lag_has_a_sign_and_no_lag_is_nothing() -> None:
    assert lag_text(parse_lag("3h", UNITS), UNITS) == "+3h"
    assert lag_text(parse_lag("", UNITS), UNITS) == ""


def test_resources_are_names_with_shares() -> None:
    assert parse_resources("Ann [50%]; Crane;Team (2)[250%]") == [
        Share("Ann", 0.5),
        Share("Crane", 1.0),
        Share("Team (2)", 2.5),
    ]
    assert resources_text(parse_resources("Ann[50%];Crane")) == "Ann[50%];Crane"


def test_a_name_with_separators_or_brackets_stands_in_quotation_marks() -> None:
    text = '"Müller, Otto"[50%];"Team [A; ""B""]";5" pipe;Crane[0%];Sand[1234567.5%]'
    assert parse_resources(text) == [
        Share("Müller, Otto", 0.5),
        Share('Team [A; "B"]'),
        Share('5" pipe'),
        Share("Crane", 0.0),
        Share("Sand", 12345.675),
    ]
    assert resources_text(parse_resources(text)) == text


def test_a_known_name_with_a_comma_is_one_name_without_quotation_marks() -> None:
    known = {"Müller, Otto"}.__contains__
    assert parse_resources("Müller, Otto[50%]", known=known) == [Share("Müller, Otto", 0.5)]
    assert parse_resources("Müller, Otto;") == [Share("Müller, Otto")]
    assert parse_resources("Müller, Otto; Ann", known=known) == [Share("Müller, Otto"), Share("Ann")]
    assert parse_resources('"Müller, Otto", Ann', known=known) == [Share("Müller, Otto"), Share("Ann")]
    assert parse_resources("Ann, Crane", known=known) == [Share("Ann"), Share("Crane")]


@pytest.mark.parametrize(
    "text", ["Ann[", "Ann[-5%]", "Ann[x]", "[50%]", '"Ann', '"Ann" B', '""', '" "', "x" * 256, "Team [A]"]
)
def test_what_is_no_resource_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(Invalid, match="Write"):
        parse_resources(text)


@pytest.mark.parametrize(
    ("text", "parse"),
    [
        ("Ann[5" + " " * 60_000 + "x", parse_resources),
        (";".join(["a" + " " * 250 + "b"] * 12_000), parse_resources),
        (",".join(["a" + " " * 250 + "b"] * 12_000), parse_resources),
        ('"' + '""' * 1_000_000, parse_resources),
        ("1" + " " * 60_000 + "!", lambda text: parse_predecessors(text, UNITS)),
    ],
    ids=["share", "names", "names with commas", "quotation marks", "predecessor"],
)
def test_reading_a_list_takes_no_longer_than_the_list_is_long(
    text: str, parse: Callable[[str], object]
) -> None:
    begun = time.process_time()
    with suppress(Invalid):
        parse(text)
    assert time.process_time() - begun < 1


def test_the_history_tells_of_a_resource_that_is_of_another_kind_now() -> None:
    words = [FACTS["kind"].words(kind, Wording()) for kind in ("milestone", "material")]
    assert words == ["Milestone", "material"]
