"""Choosing a person: a text box that finds people by any part of their name."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Person

MOST_MEANT = 5  # people who are named where several can be meant


class PersonInput(forms.TextInput):
    """A text box with the names that it takes. The browser searches in them, without any script."""

    names: tuple[str, ...] = ()

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "placeholder": gettext_lazy("Type a name"), **(attrs or {})})

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The box and its names. A browser that does not search in them leaves a box to write a name into."""
        key = f"{(attrs or {}).get('id', name)}_people"
        box = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((name,) for name in self.names))
        return format_html('{}<datalist id="{}">{}</datalist>', box, key, options)


class PersonField(forms.CharField):
    """One of the people who are offered, as an id. Two of one name are told apart by their addresses."""

    widget = PersonInput
    people: Mapping[str, int] = {}

    def offer(self, people: QuerySet[Person] | Mapping[str, int]) -> None:
        """Take nobody else. A page with many such fields reads the people once for all, by ``names_of``."""
        self.people = people if isinstance(people, Mapping) else names_of(people)
        cast(PersonInput, self.widget).names = tuple(self.people)

    def prepare_value(self, value: Any) -> Any:
        """The name of a person, or behind an id of somebody who is offered; what was typed stays as it is."""
        if isinstance(value, Person):
            return self._name_of(value.pk) or value.name
        return self._name_of(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]  # a name comes in, an id goes on
        """The id of the person who was named."""
        typed = super().to_python(value)
        if not typed:
            return None
        if typed in self.people:
            return self.people[typed]
        meant = [key for name, key in self.people.items() if name.casefold() == typed.casefold()]
        if len(meant) != 1:
            raise forms.ValidationError(self._nobody(typed), code="invalid_choice")
        return meant[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether it is another person."""
        try:
            return self.to_python(self.prepare_value(initial)) != self.to_python(data)
        except forms.ValidationError:
            return True

    def run_validators(self, value: Any) -> None:
        """Nothing more to check of a person who is offered."""

    def _name_of(self, key: int) -> str:
        return next((name for name, known in self.people.items() if known == key), "")

    def _nobody(self, typed: str) -> str:
        meant = [name for name in self.people if typed.casefold() in name.casefold()]
        if not meant:
            return _("Nobody of this name can be chosen here.")
        names = ", ".join(meant[:MOST_MEANT]) + (" …" if len(meant) > MOST_MEANT else "")
        return _("Write the whole name of one of: %(names)s.") % {"names": names}


def with_named(people: Mapping[str, int], named: Person | None) -> Mapping[str, int]:
    """These people and whoever is named already: what is not changed may stay, also without a role."""
    if named is None or named.pk in people.values():
        return people
    alike = any(name.casefold().startswith(named.name.casefold()) for name in people)
    return {**people, f"{named.name} ({named.email})" if alike else named.name: named.pk}


def names_of(people: QuerySet[Person]) -> dict[str, int]:
    """Name -> id of people, each name once, in whatever case it is typed."""
    rows = list(people.values_list("pk", "name", "email"))
    often = Counter(name.casefold() for _key, name, _email in rows)
    return {name if often[name.casefold()] == 1 else f"{name} ({email})": key for key, name, email in rows}
