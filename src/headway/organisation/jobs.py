"""Jobs of sign-in."""

import datetime as dt

from django.contrib.sessions.backends.db import SessionStore

from headway.common.jobs.job_kinds import job
from headway.common.jobs.queue import Context

from .models import User
from .signin import MAILING_RESET_LINK, mail_reset_link


@job(MAILING_RESET_LINK)
def send_reset_link(context: Context, user: int) -> None:
    """Send the link that somebody asked for who forgot the password."""
    mail_reset_link(User.objects.get(pk=user, is_active=True))


@job("accounts.forget_sessions", every=dt.timedelta(days=1))
def forget_sessions(context: Context) -> None:
    """Drop sessions that have run out."""
    SessionStore.clear_expired()
