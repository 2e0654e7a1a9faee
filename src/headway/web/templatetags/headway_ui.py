"""``{% load headway_ui %}``: all components of ``headway.web.ui`` in one library."""

from django import template

from headway.web.ui import blocks, charts, forms, lists, marks, shell

register = template.Library()
for part in (marks, charts, blocks, lists, forms, shell):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
