"""The gallery: every component once, in every state it can be in. For builders of pages, and for tests."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from headway.common.access import ANYONE, OpenTo
from headway.common.http.forms import DayInput
from headway.common.http.pages import ActorRequest, page
from headway.engine.plan_time import DAY

SHOWS_NOTHING = OpenTo(ANYONE, "shows made-up examples and no data")
EXAMPLE_DAY = 20_500 * DAY


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(help_text="What people call it.")
    finish = forms.DateField(required=False, widget=DayInput)
    kind = forms.ChoiceField(choices=[("predictive", "Predictive"), ("hybrid", "Hybrid")])
    remark = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    hard = forms.BooleanField(
        required=False, label="The deadline is hard", help_text="Work after it is worthless."
    )
    source = forms.ChoiceField(widget=forms.RadioSelect, choices=[("law", "Law"), ("contract", "Contract")])


EXAMPLES: dict[str, Any] = {
    "actor": SimpleNamespace(
        person_id=1,
        display_name="Rosa Almeida",
        hat="PM",
        hats=[("PM", "Project manager"), ("TM", "Team member")],
    ),
    "navigation": [
        {"label": "My work", "url": "/work/", "icon": "list-check", "active": False},
        {"label": "Cockpit", "url": "/cockpit/", "icon": "gauge", "active": False},
        {"label": "Projects", "url": "/gallery/", "icon": "folder", "active": True},
        {"label": "Portfolio", "url": "/portfolio/", "icon": "chart-bar", "active": False},
        {"label": "Sponsor", "url": "/sponsor/", "icon": "scale", "active": False},
    ],
    "uses": [0.0, 0.42, 0.6, 0.83, 1.0, 1.27, 2.4, float("inf"), None],
    "pairs": [
        ("green", "green"),
        ("amber", "green"),
        ("red", "amber"),
        ("green", "amber"),
        (None, "green"),
        ("red", None),
    ],
    "tones": ["green", "amber", "red", "grey", "blue"],
    "projects": [
        SimpleNamespace(
            name="Harbour Trunk Main Replacement",
            code="P01",
            finish=EXAMPLE_DAY,
            use=0.83,
            cost=4_250_000,
            days=3 * 28_800,
        ),
        SimpleNamespace(
            name="Substation North-7 Refurbishment",
            code="P02",
            finish=EXAMPLE_DAY + 90 * DAY,
            use=1.4,
            cost=980_500,
            days=-5_400,
        ),
        SimpleNamespace(
            name="Safety Training Renewal", code="P36", finish=None, use=None, cost=None, days=None
        ),
    ],
    "page": Paginator(range(420), 20).page(7),
    "tabs": [
        {"label": "Plan", "url": "/gallery/", "active": True, "count": None},
        {"label": "Risks", "url": "/gallery/?tab=risks", "active": False, "count": 12},
    ],
    "facts": [
        ("Sponsor", "Ines Duarte"),
        ("Method", "Predictive, class L"),
        ("Deadline", "14 October 2026 (hard)"),
    ],
    "changes": [
        SimpleNamespace(label="Finish", before="12 Mar 2026", after="14 Mar 2026"),
        SimpleNamespace(label="Predecessors", before=None, after="12FS+2d"),
    ],
    "entries": [
        SimpleNamespace(
            at=datetime(2026, 9, 30, 8, 15, tzinfo=UTC),
            who="Rosa Almeida",
            capacity="project manager",
            text="Moved “Pour slab” to 12 Mar",
        ),
        SimpleNamespace(
            at=datetime(2026, 9, 29, 16, 2, tzinfo=UTC),
            who="Ines Duarte",
            capacity="sponsor",
            text="Approved baseline B0",
            detail="With one condition.",
            url="/gallery/",
        ),
    ],
}


@page(SHOWS_NOTHING)
def gallery(request: ActorRequest) -> HttpResponse:
    """All components on one page."""
    messages.success(request, "“Pour slab” deleted.", extra_tags="undo:/gallery/")
    return render(request, "web/gallery.html", _examples())


def _examples() -> dict[str, Any]:
    bad = ExampleForm({"name": "", "kind": "agile", "finish": "tomorrow-ish"})
    bad.add_error("finish", "Write a date such as 2026-10-14.")
    return {**EXAMPLES, "example_form": ExampleForm(), "bad_form": bad}
