"""Parts of lists and of overview pages."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .render import component, query_of, with_query

register = template.Library()


@register.simple_tag(takes_context=True)
def column(
    context: Context, label: Any, *, sort: str = "", numeric: bool = False, hidden: bool = False
) -> SafeString:
    """A column head; with ``sort`` it links to ``?sort=KEY`` and back to ``?sort=-KEY``, keeping filters."""
    href, direction = _sorting(context, sort) if sort else ("", "")
    return component("column", label=label, href=href, direction=direction, numeric=numeric, hidden=hidden)


@register.simple_tag(takes_context=True)
def column_pair(context: Context, *labels_and_keys: Any) -> SafeString:
    """The head of a column with two lines, each sorted by its own key.

    ``{% column_pair _("Tolerance use") "use" _("Data date") "data_date" %}``
    """
    pairs = zip(labels_and_keys[::2], labels_and_keys[1::2], strict=True)
    heads = [(label, *_sorting(context, sort)) for label, sort in pairs]
    direction = next((each for _label, _href, each in heads if each), "")
    return component("column_pair", heads=heads, direction=direction)


def _sorting(context: Context, sort: str) -> tuple[str, str]:
    """Where the head of a column leads, and how it is sorted now."""
    direction = {sort: "ascending", f"-{sort}": "descending"}.get(query_of(context).get("sort", ""), "")
    return with_query(context, sort=f"-{sort}" if direction == "ascending" else sort, page=None), direction


@register.simple_tag(takes_context=True)
def filters(context: Context, form: BaseForm, *, label: Any, narrowed: bool) -> SafeString:
    """What a list can be narrowed by, as a form above it; with a way back to all where it is.

    Hidden fields keep what is chosen elsewhere on the page, such as in a tile or the head of a column.
    """
    here = context["request"].path
    return component("filters", form=form, label=label, narrowed=narrowed, here=here)


@register.simple_tag
def empty_row(columns: int, sentence: Any) -> SafeString:
    """The row of a table that has none: says what would be here."""
    return format_html('<tr><td colspan="{}" class="hw-empty-row">{}</td></tr>', columns, sentence)


@register.simple_tag
def empty_state(title: Any, *, text: Any = "", icon: str = "folder", **button: Any) -> SafeString:
    """What a list is for and the one button that fills it.

    The button has an ``action`` (its words) and either ``href`` or ``opens`` (the id of a dialog).
    """
    return component("empty_state", title=title, text=text, icon_name=icon, **button)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Any) -> SafeString:
    """Links to the pages of a Django paginator's ``Page``; filters in the address are kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return component(
        "pagination",
        page=page,
        links=[(n, with_query(context, page=n) if isinstance(n, int) else "") for n in numbers],
        previous=with_query(context, page=page.number - 1) if page.has_previous() else "",
        next=with_query(context, page=page.number + 1) if page.has_next() else "",
    )


@register.simple_tag
def breadcrumbs(*steps: Any) -> SafeString:
    """Where the page is: label and address in turn; a last label without address is the page itself.

    ``{% breadcrumbs _("Projects") projects_url project.name project_url _("Plan") %}``
    """
    padded = [*steps, ""]
    return component("breadcrumbs", items=list(zip(padded[::2], padded[1::2], strict=False)))


@register.simple_tag
def tabs(items: Any, *, label: Any) -> SafeString:
    """Pages beside each other: items with label, url, active and perhaps count."""
    return component("tabs", items=items, label=label)


@register.simple_tag
def stat_tile(label: Any, value: Any, *, href: str = "", tone: str = "", **more: Any) -> SafeString:
    """A figure that links to the rows behind it; ``note`` under it, ``how`` says how it was computed."""
    return component("stat_tile", label=label, value=value, href=href, tone=tone, **more)


@register.simple_tag
def diff_table(rows: Any, *, caption: Any) -> SafeString:
    """Rows with label, before and after."""
    return component("diff_table", rows=rows, caption=caption)


@register.simple_tag
def timeline(entries: Any) -> SafeString:
    """Journal entries: items with at (UTC), who, text and perhaps capacity, detail, url."""
    return component("timeline", entries=entries)


@register.simple_tag
def job_progress(url: str, *, state: str, percent: int | None = None, **more: Any) -> SafeString:
    """Progress of a job, polled from ``url`` every 2 s while state is queued or running.

    The fragment at ``url`` renders this same tag; on done, failed or cancelled it polls no more.
    ``text`` says what happens now or what came out, ``result_url`` leads to the result.
    """
    running = state in {"queued", "running"}
    return component("job_progress", url=url, state=state, percent=percent, running=running, **more)
