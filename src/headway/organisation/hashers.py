"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Small(Argon2PasswordHasher):
    """Argon2id at 19 MiB, two passes, one lane: the setting that OWASP recommends."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
