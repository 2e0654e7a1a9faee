"""What only the page shell uses."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headway.organisation.roles import role_name

register = template.Library()


@register.simple_tag(takes_context=True)
def appearance(context: Context) -> SafeString:
    """Attributes of the root element for the remembered theme and density; none means system, comfortable."""
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
    return str(dict(getattr(actor, "hats", ())).get(getattr(actor, "hat", ""), "")) or _("choose a role")


@register.filter
def role(code: str) -> str:
    """The name of the role behind the code of a hat, such as “PMO analyst”."""
    return role_name(code)


@register.filter
def undo_url(extra_tags: str | None) -> str:
    """The address in a message's ``extra_tags`` of the form ``undo:/projects/7/undo``; empty without one."""
    addresses = (tag.removeprefix("undo:") for tag in (extra_tags or "").split() if tag.startswith("undo:/"))
    return next((address for address in addresses if not address.startswith("//")), "")


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
        "nothingFound": _("Nothing found"),
        "results": _("%(count)s results"),
        "openPalette": _("Search and commands"),
        "showShortcuts": _("Show keyboard shortcuts"),
        "then": _("then"),
        "draftEnded": _("Your session had ended"),
        "draftFailed": _("That was not saved"),
        "draftUnsure": _("This may not have been saved"),
        "draftBack": _("What you typed is back. It is not saved yet."),
        "draftLook": _("What you typed is back. Look whether it was saved before you send it again."),
        "draftLost": _(
            "Not everything that you typed found its field again. What is missing stands here; copy it."
        ),
        "draftGone": _(
            "The form for this is not here now, at least not in the role that you act in. "
            "Copy what you typed, or dismiss it."
        ),
        "draftFile": _("Choose the file once more."),
    }
    return json_script(words, "headway-words")
