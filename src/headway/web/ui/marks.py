"""Small marks in a line of text: icons, badges, status, dates, durations."""

from datetime import datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from headway.engine.plan_time import wall_clock

from . import status as statuses
from . import text
from .render import component

register = template.Library()


@register.simple_tag
def icon(name: str, *, label: Any = "") -> SafeString:
    """An icon of the sprite by its Tabler name; decorative unless it has a ``label``."""
    address = f"{static('headway/icons.svg')}#icon-{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address)


@register.simple_tag
def badge(label: Any, *, tone: str = "grey", icon: str = "") -> SafeString:
    """A short word: tone green, amber, red, grey or blue; give an icon where the tone matters."""
    return component("badge", label=label, tone=tone, icon_name=icon)


@register.simple_tag
def rag(code: str | None, *, label: Any = "") -> SafeString:
    """Status chip for green, amber, red, grey or none; ``label`` replaces the word beside the shape."""
    status = statuses.status_of(code)
    return component("rag", status=status, label=label or status.label)


@register.simple_tag
def split_dot(computed: str | None, assessed: str | None, *, words: bool = False) -> SafeString:
    """Computed status on the first half, people's assessment on the second; divergence gets a strong ring.

    ``assessed`` none means that nobody judged yet. ``words`` writes the sentence beside the dot.
    """
    return component(
        "split_dot",
        computed=statuses.status_of(computed),
        assessed=statuses.status_of(assessed) if assessed else None,
        diverges=statuses.diverge(computed, assessed),
        words=words,
    )


@register.filter
def plan_date(seconds: int | None, style: text.DateStyle = "date") -> str:
    """A plan moment as text; styles date (the default), short, time."""
    return text.plan_date_text(seconds, style)


@register.simple_tag
def plan_time(seconds: int | None, style: text.DateStyle = "date") -> SafeString | str:
    """A plan moment as a time element."""
    if seconds is None:
        return text.NOTHING
    moment = wall_clock(seconds)
    machine = moment.isoformat(timespec="minutes") if style == "time" else moment.date().isoformat()
    return format_html(
        '<time class="hw-nowrap" datetime="{}">{}</time>', machine, text.plan_date_text(seconds, style)
    )


@register.inclusion_tag("components/moment.html")
def moment(value: datetime | None, *, style: str = "DATETIME_FORMAT") -> dict[str, Any]:
    """An audit moment (UTC) as a time element in the reader's zone."""
    return {"value": value, "style": style}


@register.filter
def plan_duration(seconds: int | None, minutes_per_day: int = 480) -> str:
    """Working seconds as text, such as 2.5 d."""
    return text.plan_duration_text(seconds, minutes_per_day)
