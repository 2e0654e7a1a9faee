"""Values checked against what a table can hold, with a refusal that names the field."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from .refusal import Invalid


def check_values(row: models.Model) -> None:
    """Refuse a row whose plain values its columns cannot hold: too long, not a choice, no finite number.

    Relations are left out: ids are checked where they are loaded. Raises ``Invalid`` with the field's name.
    """
    unchecked = {field.name for field in row._meta.concrete_fields if field.is_relation}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if value is None and field.null:
            unchecked.add(field.name)  # nothing is a value where the column allows it
        if not isinstance(value, str):
            continue
        if "\x00" in value:
            raise Invalid(_("This text holds a character that cannot be stored."), field=field.name)
        limit = getattr(field, "max_length", None)
        if limit is not None and len(value) > limit:
            raise Invalid(_("At most %(limit)s characters.") % {"limit": limit}, field=field.name)
    try:
        row.clean_fields(exclude=unchecked)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Invalid(" ".join(messages), field=name) from error
