"""Forms: every field has its label, its hint and its error beside it."""

from typing import Any

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from headway.common.http.forms import STALE

from .render import component

register = template.Library()


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A form field: label, control, hint, and its error beside it."""
    widget = bound.field.widget
    single = isinstance(widget, CheckboxInput)
    group = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    control = bound.as_widget(attrs=_attributes(bound, css="" if group else _css(bound)))
    if bound.field.show_hidden_initial:
        control += bound.as_hidden(only_initial=True)
    form = bound.form
    beside = {
        "written": getattr(form, "written", {}).get(bound.name),
        "when": getattr(form, "needed_when", {}).get(bound.name),
        "needed": bound.name in getattr(form, "needed", ()),
    }
    return component("field", field=bound, control=control, single=single, group=group, **beside)


def _css(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


def _attributes(bound: BoundField, css: str) -> dict[str, str | bool]:
    described = [f"{bound.auto_id}_hint"] if bound.help_text else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    classes = f"{bound.field.widget.attrs.get('class', '')} {css}".strip()
    return {
        **({"class": classes} if classes else {}),
        **({"aria-describedby": " ".join(described)} if described else {}),
        **({"aria-invalid": "true"} if bound.errors else {}),
    }


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """Summary of a form's errors that links to the fields; empty when there are none."""
    fields = [form[name] for name in form.errors if name in form.fields]
    both = [form[name] for name in getattr(form, "written", {})]
    return component("form_errors", form=form, fields=fields, both=both)


@register.filter
def overtaken(form: BaseForm) -> bool:
    """Whether what this form is about was changed since it was opened."""
    return form.has_error(NON_FIELD_ERRORS, STALE)


@register.simple_tag
def version_field(version: int) -> SafeString:
    """The version of what is edited, sent back with it: stale is a 409, missing a 428."""
    return format_html('<input type="hidden" name="version" value="{}">', version)


@register.inclusion_tag("components/form.html")
def form(
    form: BaseForm, *, action: str = "", submit: Any = "", cancel: str = "", version: int | None = None
) -> dict[str, Any]:
    """A whole form by POST: errors, fields, version, buttons. For htmx write the form tag yourself."""
    words = submit or _("Save")
    return {"form": form, "action": action, "submit": words, "cancel": cancel, "version": version}
