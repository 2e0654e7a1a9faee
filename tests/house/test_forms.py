"""Whoever leaves a field of a form empty reads what to enter, in words of the house."""

from collections.abc import Iterator

import pytest
from django import forms
from django.urls import get_resolver

from headway.common.http.forms import Form


def classes(of: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    """The forms of the product; those of its tests and of the gallery of components are examples."""
    for one in of.__subclasses__():
        if one.__module__.startswith("headway.") and not {"tests", "gallery"} & {*one.__module__.split(".")}:
            yield one
        yield from classes(one)


def unasked(form: type[forms.BaseForm]) -> set[str]:
    """The fields that must be filled in and say so in Django's words."""
    fields: dict[str, forms.Field] = getattr(form, "base_fields", {})
    required = {name for name, field in fields.items() if field.required}
    return required - set(getattr(form, "asks", {}))


def test_every_field_that_must_be_filled_in_says_what_to_enter() -> None:
    assert get_resolver().url_patterns, "which loads every form that a page has"
    found = {form.__name__: unasked(form) for form in classes(forms.BaseForm)}
    assert {name: fields for name, fields in found.items() if fields} == {}
    assert "AssessmentForm" in found


def test_a_field_that_asks_in_other_words_would_be_found() -> None:
    class Example(forms.Form):
        name = forms.CharField()
        note = forms.CharField(required=False)

    assert unasked(Example) == {"name"}


def test_an_empty_field_is_answered_with_its_sentence() -> None:
    class Example(Form):
        asks = {"name": "Enter the name."}
        name = forms.CharField()

    assert Example({}).errors == {"name": ["Enter the name."]}


def test_a_sentence_for_no_field_is_refused() -> None:
    class Example(Form):
        asks = {"nmae": "Enter the name."}
        name = forms.CharField()

    with pytest.raises(KeyError):
        Example({})
