"""The components behind ``{% load headway_ui %}``; which one for what: ``docs/ui.md``.

Markup lives in ``templates/components``, looks in ``frontend/styles``; a page needs to know
neither. Words for numbers are in ``text``, words and shapes for colours in ``status``.
"""
