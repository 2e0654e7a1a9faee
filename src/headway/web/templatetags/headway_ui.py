"""Components of the product's pages: ``{% load headway_ui %}``. What to use for what: ``docs/ui.md``.

Tags that end in a colon below take a body; all other arguments are given by name.
Markup lives in ``templates/components``, looks in ``frontend/styles``; a page needs neither.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headway.web import status as statuses
from headway.web import text

register = template.Library()


class MoneyLike(Protocol):
    """What the ``money`` filter reads from a value object."""

    amount: Decimal
    currency: str


def component(name: str, values: Mapping[str, Any]) -> SafeString:
    """A component template rendered with these values alone: nothing leaks in from the page."""
    return render_to_string(f"components/{name}.html", dict(values))


# Small marks


@register.simple_tag
def icon(name: str, *, label: str = "") -> SafeString:
    """An icon of the sprite by its Tabler name; decorative unless it has a ``label``."""
    address = f"{static('headway/icons.svg')}#icon-{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address)


@register.simple_tag
def badge(label: Any, *, tone: str = "grey", icon: str = "") -> SafeString:  # the parameter is the tag's word
    """A short word about a thing: tone green, amber, red, grey or blue; give an icon where the tone matters."""
    return component("badge", {"label": label, "tone": tone, "icon_name": icon})


@register.simple_tag
def rag(code: str | None, *, label: Any = "") -> SafeString:
    """Status chip for green, amber, red, grey or none; ``label`` replaces the word beside the shape."""
    status = statuses.status_of(code)
    return component("rag", {"status": status, "label": label or status.label})


@register.simple_tag
def split_dot(computed: str | None, assessed: str | None, *, words: bool = False) -> SafeString:
    """Computed status on the first half, people's assessment on the second; divergence gets a strong ring.

    ``assessed`` none means that nobody judged yet. ``words`` writes the sentence beside the dot.
    """
    return component(
        "split_dot",
        {
            "computed": statuses.status_of(computed),
            "assessed": statuses.status_of(assessed) if assessed else None,
            "diverges": bool(assessed) and bool(statuses.divergence(computed, assessed)),
            "words": words,
        },
    )


@register.simple_tag
def tolerance_bar(use: float | Decimal | None, *, label: Any = "", status: str | None = None) -> SafeString:
    """Bar of a tolerance use: 0 nothing used, 1 all of it, above 1 breached; none is unknown and hatched."""
    share = None if use is None else float(use)
    return component(
        "tolerance_bar",
        {
            "bar": statuses.tolerance_bar(share, status),
            "label": label or _("Tolerance use"),
            "known": share is not None,
            "value": text.share_text(share) if share is not None else _("unknown"),
        },
    )


# Filters and elements for dates, durations, amounts


@register.filter
def plan_date(seconds: int | None, style: text.DateStyle = "date") -> str:
    """A plan moment as text; styles date (the default), short, time."""
    return text.plan_date_text(seconds, style)


@register.filter
def plan_duration(seconds: int | None, minutes_per_day: int = 480) -> str:
    """Working seconds as text, such as 2.5 d."""
    return text.plan_duration_text(seconds, minutes_per_day)


@register.filter
def money(amount: "Decimal | float | MoneyLike | None", currency: str = "") -> str:
    """An amount with its currency code; takes a number and a code, or a value with ``amount`` and ``currency``."""
    if amount is None or isinstance(amount, Decimal | int | float):
        return text.money_text(amount, currency)
    return text.money_text(amount.amount, currency or str(amount.currency))


@register.filter
def share(value: float | Decimal | None) -> str:
    """A share of one as a percentage."""
    return text.share_text(None if value is None else float(value))


@register.simple_tag
def plan_time(seconds: int | None, style: text.DateStyle = "date") -> SafeString | str:
    """A plan moment as a time element."""
    if seconds is None:
        return text.NOTHING
    moment = text.plan_datetime(seconds)
    machine = moment.isoformat(timespec="minutes") if style == "time" else moment.date().isoformat()
    return format_html(
        '<time class="hw-nowrap" datetime="{}">{}</time>', machine, text.plan_date_text(seconds, style)
    )


@register.inclusion_tag("components/moment.html")
def moment(value: datetime | None, *, style: str = "DATETIME_FORMAT") -> dict[str, Any]:
    """An audit moment (UTC) as a time element in the reader's zone."""
    return {"value": value, "style": style}


# Blocks with a body


@register.simple_block_tag
def card(
    content: SafeString, *, title: Any = "", href: str = "", action: Any = "", flush: bool = False
) -> SafeString:
    """A framed part of a page. ``href`` with ``action`` puts one link into its head; ``flush`` is for tables."""
    return component(
        "card", {"content": content, "title": title, "href": href, "action": action, "flush": flush}
    )


@register.simple_block_tag
def page_header(content: SafeString, *, title: Any, pretitle: Any = "", subtitle: Any = "") -> SafeString:
    """The one h1 of a page; the body is its actions."""
    return component(
        "page_header", {"content": content, "title": title, "pretitle": pretitle, "subtitle": subtitle}
    )


@register.simple_block_tag
def table(
    content: SafeString, *, caption: Any, hide_caption: bool = False, sticky: bool = False
) -> SafeString:
    """A table that scrolls sideways by itself; the body is thead and tbody (see ``column``, ``empty_row``)."""
    return component(
        "table", {"content": content, "caption": caption, "hide_caption": hide_caption, "sticky": sticky}
    )


@register.simple_block_tag
def dialog(content: SafeString, *, id: str, title: Any, kind: str = "") -> SafeString:  # noqa: A002  # HTML's word
    """A modal dialog, opened by a button with ``data-dialog-open="ID"``; kind "", "wide" or "drawer"."""
    return component("dialog", {"content": content, "id": id, "title": title, "kind": kind})


@register.simple_block_tag
def menu(content: SafeString, *, label: Any, icon: str = "dots-vertical", plain: bool = False) -> SafeString:
    """A drop-down of links and buttons with class ``hw-menu-item``; ``plain`` shows the icon alone."""
    return component("menu", {"content": content, "label": label, "icon_name": icon, "plain": plain})


@register.simple_block_tag
def banner(
    content: SafeString, *, title: Any = "", tone: str = "blue", icon: str = "info-circle"
) -> SafeString:
    """A lasting message on the page; for the passing ones use Django's messages."""
    return component("banner", {"content": content, "title": title, "tone": tone, "icon_name": icon})


@register.simple_block_tag
def how(content: SafeString, *, label: Any = "") -> SafeString:
    """How a figure was computed, unfolded on demand."""
    return component("how", {"content": content, "label": label or _("How computed")})


# Parts of lists


@register.simple_tag(takes_context=True)
def column(
    context: Context, label: Any, *, sort: str = "", numeric: bool = False, hidden: bool = False
) -> SafeString:
    """A column head; with ``sort`` it links to ``?sort=KEY`` and back to ``?sort=-KEY``, keeping other filters."""
    current = _request_query(context).get("sort", "")
    direction = {sort: "ascending", f"-{sort}": "descending"}.get(current, "") if sort else ""
    target = f"-{sort}" if direction == "ascending" else sort
    return component(
        "column",
        {
            "label": label,
            "href": _with_query(context, sort=target, page=None) if sort else "",
            "direction": direction,
            "numeric": numeric,
            "hidden": hidden,
        },
    )


@register.simple_tag
def empty_row(columns: int, sentence: Any) -> SafeString:
    """The row of a table that has none: says what would be here."""
    return format_html('<tr><td colspan="{}" class="hw-empty">{}</td></tr>', columns, sentence)


@register.simple_tag
def empty_state(
    title: Any, *, text: Any = "", action: Any = "", href: str = "", opens: str = "", icon: str = "folder"
) -> SafeString:
    """What a list is for and the one button that fills it: a link (``href``) or a dialog to open (``opens``)."""
    values = {"title": title, "text": text, "action": action, "href": href, "opens": opens, "icon_name": icon}
    return component("empty_state", values)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Any) -> SafeString:
    """Links to the pages of a Django paginator's ``Page``; filters in the address are kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [(n, _with_query(context, page=n) if isinstance(n, int) else "") for n in numbers]
    values = {
        "page": page,
        "links": links,
        "previous": _with_query(context, page=page.number - 1) if page.has_previous() else "",
        "next": _with_query(context, page=page.number + 1) if page.has_next() else "",
    }
    return component("pagination", values)


@register.simple_tag
def breadcrumbs(*pairs: Any, items: Any = None) -> SafeString:
    """Where the page is: ``{% breadcrumbs _("Projects") projects_url project.name %}``, or pairs as ``items``.

    Label and address alternate; a last label without address is the page itself.
    """
    steps = list(
        items or [(pairs[i], pairs[i + 1] if i + 1 < len(pairs) else "") for i in range(0, len(pairs), 2)]
    )
    return component("breadcrumbs", {"items": steps})


@register.simple_tag
def tabs(items: Any, *, label: Any) -> SafeString:
    """Pages beside each other: items with label, url, active and perhaps count."""
    return component("tabs", {"items": items, "label": label})


@register.simple_tag
def stat_tile(
    label: Any, value: Any, *, href: str = "", tone: str = "", note: Any = "", how: Any = ""
) -> SafeString:
    """A figure that links to the rows behind it, and says how it was computed."""
    values = {"label": label, "value": value, "href": href, "tone": tone, "note": note, "how": how}
    return component("stat_tile", values)


@register.simple_tag
def definition_list(items: Any) -> SafeString:
    """Pairs of term and value (values may be SafeString)."""
    return component("definition_list", {"items": items})


@register.simple_tag
def diff_table(rows: Any, *, caption: Any) -> SafeString:
    """Rows with label, before and after."""
    return component("diff_table", {"rows": rows, "caption": caption})


@register.simple_tag
def timeline(entries: Any) -> SafeString:
    """Journal entries: items with at (UTC), who, text and perhaps capacity, detail, url."""
    return component("timeline", {"entries": entries})


@register.simple_tag
def job_progress(
    url: str, *, state: str, percent: int | None = None, text: Any = "", result_url: str = ""
) -> SafeString:
    """Progress of a job, polled from ``url`` every 2 s while state is queued or running.

    The fragment at ``url`` renders this same tag; on done, failed or cancelled it polls no more.
    """
    values = {
        "url": url,
        "state": state,
        "percent": percent,
        "text": text,
        "result_url": result_url,
        "running": state in {"queued", "running"},
    }
    return component("job_progress", values)


# Forms


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A form field: label, control, hint, and its error beside it."""
    widget = bound.field.widget
    single = isinstance(widget, CheckboxInput)
    group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    described = [f"{bound.auto_id}_hint"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    css = (
        "form-check-input"
        if single or group
        else "form-select"
        if isinstance(widget, Select)
        else "form-control"
    )
    attributes = {"class": f"{widget.attrs.get('class', '')} {css}".strip()}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    values = {"field": bound, "control": bound.as_widget(attrs=attributes), "single": single, "group": group}
    return component("field", values)


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """Summary of a form's errors that links to the fields; empty when there are none."""
    fields = [form[name] for name in form.errors if name in form.fields]
    return component("form_errors", {"form": form, "fields": fields})


@register.simple_tag
def version_field(version: int) -> SafeString:
    """The version of what is edited, sent back with it: stale is a 409, missing a 428."""
    return format_html('<input type="hidden" name="version" value="{}">', version)


@register.inclusion_tag("components/form.html")
def form(
    form: BaseForm, *, action: str = "", submit: Any = "", cancel: str = "", version: int | None = None
) -> dict[str, Any]:
    """A whole form by POST: errors, fields, version, buttons. For fragments by htmx write the form tag yourself."""
    return {
        "form": form,
        "action": action,
        "submit": submit or _("Save"),
        "cancel": cancel,
        "version": version,
    }


# Page shell


@register.simple_tag(takes_context=True)
def appearance(context: Context) -> SafeString:
    """Attributes of the root element for the remembered theme and density; nothing means system and comfortable."""
    request = context.get("request")
    cookies: Mapping[str, str] = request.COOKIES if request is not None else {}
    theme, density = cookies.get("headway_theme", ""), cookies.get("headway_density", "")
    return format_html(
        "{}{}",
        format_html(' data-bs-theme="{}"', theme) if theme in {"light", "dark"} else "",
        format_html(' data-density="{}"', density) if density == "compact" else "",
    )


@register.simple_tag
def hat_label(actor: Any) -> str:
    """The name of the hat that the actor wears."""
    labels = dict(getattr(actor, "hats", ()))
    return str(labels.get(actor.hat, "")) or _("no role")


@register.simple_tag
def headway_version() -> str:
    """The version of this installation; empty in a checkout that was not installed."""
    try:
        return version("headway")
    except PackageNotFoundError:
        return ""


@register.filter
def undo_url(extra_tags: str | None) -> str:
    """The address in a message's ``extra_tags`` of the form ``undo:/projects/7/undo``; empty without one."""
    tags = (extra_tags or "").split()
    return next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:/")), "")


@register.simple_tag
def shell_words() -> SafeString:
    """The words that the page shell's scripts say, in the active language."""
    words = {
        "saved": _("Saved"),
        "saving": _("Saving…"),
        "offline": _("Offline: not saved yet"),
        "failed": _("Not saved"),
        "undo": _("Undo"),
        "dismiss": _("Dismiss"),
        "error": _("That did not work. Reload the page and try again."),
        "unreachable": _("The server cannot be reached. Your last change was not saved."),
        "goTo": _("Go to"),
        "actions": _("Actions"),
        "found": _("Found"),
        "everywhere": _("Everywhere"),
        "searching": _("Searching…"),
        "nothingFound": _("Nothing found"),
        "results": _("%(count)s results"),
        "openPalette": _("Open the command palette"),
        "showShortcuts": _("Show keyboard shortcuts"),
        "then": _("then"),
    }
    return json_script(words, "headway-words")


def _request_query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request is not None else QueryDict()


def _with_query(context: Context, **changes: Any) -> str:
    """The page's own address with these query parameters changed; None removes one."""
    query = _request_query(context).copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"
