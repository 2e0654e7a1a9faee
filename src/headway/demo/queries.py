"""Reads about the demo."""

from dataclasses import dataclass

from .models import DemoSignIn
from .people import PASSWORD


@dataclass(frozen=True, slots=True)
class SignIn:
    """How to sign in as one of the demo's people."""

    name: str
    email: str
    role: str
    password: str


def sign_ins() -> list[SignIn]:
    """One sign-in per role; none in an installation without the demo."""
    rows = DemoSignIn.objects.select_related("person")
    return [SignIn(row.person.name, row.person.email, row.role, PASSWORD) for row in rows]
