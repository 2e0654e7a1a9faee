"""The words of the plan element in the reader's language."""

from django.utils.translation import get_language

from .element_words import MESSAGES, PLURALS

# For each form of counting that languages know, a number that is counted so wherever the form exists.
TYPICAL = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def element_words() -> dict[str, str | dict[str, str]]:
    """Every message of the element by its key, plural forms by their name; none in English, its own words."""
    if (get_language() or "en").startswith("en"):
        return {}
    plain: dict[str, str | dict[str, str]] = {key: str(text) for key, text in MESSAGES.items()}
    return plain | {
        key: {form: counted(number) for form, number in TYPICAL.items()} for key, counted in PLURALS.items()
    }
