"""A person is chosen by name among those who are offered, and among nobody else."""

import pytest
from django import forms

from headway.organisation.models import Person
from headway.organisation.pickers import PersonField, names_of
from headway.organisation.tests.factories import make_person

pytestmark = pytest.mark.django_db


class Chosen(forms.Form):
    """A form with one person."""

    person = PersonField(required=False)


def form_with(*people: Person, typed: str | None = None) -> Chosen:
    form = Chosen(None if typed is None else {"person": typed})
    rows = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("name")
    form.fields["person"].offer(rows)  # type: ignore[attr-defined]  # a person's field
    return form


def test_a_name_in_any_case_is_the_person() -> None:
    rosa, ann = make_person("Rosa Almeida"), make_person("Ann Other")
    for typed in ("Rosa Almeida", " rosa almeida ", "ROSA ALMEIDA"):
        form = form_with(rosa, ann, typed=typed)
        assert (form.is_valid(), form.cleaned_data) == (True, {"person": rosa.pk})
    assert form_with(rosa, typed="").is_valid()


def test_nobody_who_is_not_offered_can_be_chosen_by_name_address_or_number() -> None:
    rosa, stranger = make_person("Rosa Almeida"), make_person("Simon Stranger")
    for typed in (stranger.name, str(stranger.pk), str(rosa.pk), stranger.email, "0"):
        form = form_with(rosa, typed=typed)
        assert form.errors == {"person": ["Nobody of this name can be chosen here."]}


def test_a_part_of_a_name_is_no_choice_and_says_who_can_be_meant() -> None:
    people = [make_person(name) for name in ("Rosa Almeida", "Rosa Berg", "Carl Roos")]
    form = form_with(*people, typed="ro")
    assert form.errors == {"person": ["Write the whole name of one of: Carl Roos, Rosa Almeida, Rosa Berg."]}
    assert form["person"].value() == "ro"


def test_two_of_one_name_are_told_apart_by_their_addresses() -> None:
    first, second, other = make_person("Ann Smith"), make_person("Ann Smith"), make_person("Ann Zed")
    offered = names_of(Person.objects.filter(pk__in=[first.pk, second.pk, other.pk]).order_by("pk"))
    assert list(offered) == [f"Ann Smith ({first.email})", f"Ann Smith ({second.email})", "Ann Zed"]
    assert not form_with(first, second, other, typed="Ann Smith").is_valid()
    form = form_with(first, second, other, typed=f"Ann Smith ({second.email})")
    assert (form.is_valid(), form.cleaned_data["person"]) == (True, second.pk)


def test_names_that_differ_by_case_only_are_told_apart_too() -> None:
    first, second = make_person("Ann Smith"), make_person("ANN SMITH")
    for person in (first, second):
        form = form_with(first, second, typed=f"{person.name} ({person.email})")
        assert (form.is_valid(), form.cleaned_data["person"]) == (True, person.pk)
    form = Chosen({"person": "ANN SMITH"})
    form.fields["person"].offer({"Ann Smith": first.pk, "ANN SMITH": second.pk})  # type: ignore[attr-defined]  # as above
    assert (form.is_valid(), form.cleaned_data["person"]) == (True, second.pk)


def test_somebody_who_cannot_be_chosen_any_more_is_no_number_in_the_box() -> None:
    rosa, gone = make_person("Rosa Almeida"), make_person("Gone Girl")
    form = form_with(rosa)
    form.initial = {"person": gone.pk}
    assert (form["person"].value(), str(gone.pk) in str(form["person"])) == ("", False)


def test_the_browser_searches_in_the_names_without_a_script() -> None:
    rosa = make_person("Rosa <Almeida>")
    form = form_with(rosa)
    form.initial = {"person": rosa.pk}
    drawn = str(form["person"])
    assert 'list="id_person_people"' in drawn
    assert 'value="Rosa &lt;Almeida&gt;"' in drawn
    people = '<datalist id="id_person_people"><option value="Rosa &lt;Almeida&gt;"></option></datalist>'
    assert drawn.endswith(people)
    assert str(rosa.pk) not in drawn
