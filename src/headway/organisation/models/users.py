"""Logins."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from headway.common import clock
from headway.common.access import Space


class UserManager(BaseUserManager["User"]):
    """Makes logins."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A login with a hashed password, or an unusable one if none is given."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """The login of a person. It carries no rights: those come from the person's role grants alone."""

    space: ClassVar[Space] = Space.TECHNICAL

    email = models.EmailField(unique=True)
    person = models.OneToOneField(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    hat = models.CharField(max_length=8, blank=True)  # the one last worn, to begin with next time
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.email
