"""What every table owes its reader."""

from django.apps import apps
from django.db.models import Model


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("headway.")]


def test_there_are_models_to_look_at() -> None:
    assert len(own_models()) > 3


def test_every_model_says_what_it_means_to_the_business() -> None:
    # Django writes "Name(field, field)" where the author wrote nothing.
    silent = [
        model.__qualname__
        for model in own_models()
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")
    ]
    assert silent == []


def test_every_relation_is_named_or_closed_on_its_far_side() -> None:
    """A reverse accessor that nobody chose is a door around the scoped managers."""
    unnamed = [
        f"{model.__qualname__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.concrete and field.remote_field and not field.remote_field.related_name
    ]
    assert unnamed == []
