"""Parts of a page that hold other markup: each is a block tag with an end tag."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .render import component

register = template.Library()


@register.simple_block_tag
def card(
    content: SafeString, *, title: Any = "", href: str = "", action: Any = "", flush: bool = False
) -> SafeString:
    """A framed part. ``href`` with ``action`` puts one link into its head; ``flush`` is for tables."""
    return component("card", content=content, title=title, href=href, action=action, flush=flush)


@register.simple_block_tag
def page_header(content: SafeString, *, title: Any, pretitle: Any = "", subtitle: Any = "") -> SafeString:
    """The one h1 of a page; the body is its actions."""
    return component("page_header", content=content, title=title, pretitle=pretitle, subtitle=subtitle)


@register.simple_block_tag
def table(
    content: SafeString,
    *,
    caption: Any,
    hide_caption: bool = False,
    sticky: bool = False,
    stacks: bool = False,
) -> SafeString:
    """A table that scrolls sideways by itself; the body is thead and tbody: ``column``, ``empty_row``.

    With ``stacks`` it never does: where its columns have no room, each row is a block of cells that say by
    their ``data-label`` what they are.
    """
    return component(
        "table", content=content, caption=caption, hide_caption=hide_caption, sticky=sticky, stacks=stacks
    )


@register.simple_block_tag
def dialog(content: SafeString, *, id: str, title: Any, kind: str = "") -> SafeString:  # noqa: A002  # HTML's word
    """A modal dialog, opened by a button with ``data-dialog-open="ID"``; kind "", "wide" or "drawer"."""
    return component("dialog", content=content, id=id, title=title, kind=kind)


@register.simple_block_tag
def menu(content: SafeString, *, label: Any, icon: str = "dots-vertical", plain: bool = False) -> SafeString:
    """A drop-down of links and buttons with class ``hw-menu-item``; ``plain`` shows the icon alone."""
    return component("menu", content=content, label=label, icon_name=icon, plain=plain)


@register.simple_block_tag
def banner(
    content: SafeString, *, title: Any = "", tone: str = "blue", icon: str = "info-circle"
) -> SafeString:
    """A lasting message on the page; for the passing ones use Django's messages."""
    return component("banner", content=content, title=title, tone=tone, icon_name=icon)


@register.simple_block_tag
def how(content: SafeString, *, label: Any = "") -> SafeString:
    """How a figure was computed, unfolded on demand."""
    return component("how", content=content, label=label or _("How computed"))
