"""What every table owes its reader."""

import tomllib

from django.apps import apps
from django.db.models import Model

from headway.common.access import ScopedModel, Space
from tests.house.repository import ROOT

# Models whose rows belong to no scope, and what sees to it that only those read them who may.
UNSCOPED = {
    "Scope": "what scoping is made of; found through `actor.scopes`",
    "ScopeClosure": "what scoping is made of",
    "User": "a login; nobody but its person and the sign-in looks at it",
    "Person": "works in many scopes or in none; `people_known_to` says whom a picker shows",
    "OrgUnit": "of the organisation, which is everybody's",
    "WorkCalendar": "of the organisation; a plan has its own copy",
    "Job": "of whoever asked for it; `own_job` shows it to nobody else",
    "ClockPass": "when a recurring job is due; says nothing of anybody",
    "DemoSignIn": "of the demo, for whoever visits it",
    "Upload": "of whoever sent it, and perhaps of no project yet",
    "ChainHead": "where a chain of the journal ends; says nothing of what is in it",
    "Anchor": "the same of all chains",
}


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


def test_every_model_says_on_which_side_of_the_border_it_lives() -> None:
    assert [
        model.__qualname__ for model in own_models() if not isinstance(getattr(model, "space", None), Space)
    ] == []


def test_tables_lie_where_the_rule_inside_a_capability_sees_them() -> None:
    """``headway.ROOM.models`` or ``headway.WING.ROOM.models``, perhaps a folder: nowhere deeper."""
    assert {
        model.__module__ for model in own_models() if "models" not in model.__module__.split(".")[2:4]
    } == set()


def test_every_model_belongs_to_a_scope_or_stands_in_the_table() -> None:
    unscoped = {model.__qualname__ for model in own_models() if not issubclass(model, ScopedModel)}
    assert unscoped == set(UNSCOPED)


def layers_of_containers() -> dict[str, list[set[str]]]:
    """Of all rooms and of each wing the layers of the import rules, top first."""
    rules = tomllib.loads((ROOT / "tools/import-rules.toml").read_text())["tool"]["importlinter"]["contracts"]
    return {
        rule["containers"][0]: [{name.strip(" ()") for name in layer.split("|")} for layer in rule["layers"]]
        for rule in rules
        if rule.get("exhaustive")
    }


def height(module: str, container: str) -> int:
    room = module.removeprefix(f"{container}.").split(".")[0]
    return next(-depth for depth, layer in enumerate(LAYERS[container]) if room in layer)


LAYERS = layers_of_containers()


def test_no_relation_points_up_the_floors() -> None:
    """A relation written as a string is no import, so the import rules do not see it."""
    upward = []
    for model in own_models():
        for field in model._meta.get_fields():
            other = field.related_model if field.concrete and field.remote_field else None
            if not isinstance(other, type) or not other.__module__.startswith("headway."):
                continue
            here, there = model.__module__, other.__module__
            wing = ".".join(here.split(".")[:2])
            container = wing if wing in LAYERS and there.startswith(f"{wing}.") else "headway"
            if height(there, container) > height(here, container):
                upward.append(f"{model.__qualname__}.{field.name} -> {other.__qualname__}")
    assert upward == []
