"""One person, one account."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        """A new account; without password nobody can log in until one is set."""
        user = self.model(username=username.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account; what its owner may do comes from dated appointments, never from the account.

    Personal data: login name, full name, e-mail; kept as long as traces name the account.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    closes_on = models.DateField(null=True, blank=True)
    """First day (in Vietnam) on which the account opens no more; asked at every request, never left to a job."""
    must_change_password = models.BooleanField(default=False)
    """The password was given by somebody else and is good for one login."""
    temporary_until = models.DateTimeField(null=True, blank=True)
    """Until when (real time) a given password opens the account at all; empty for one's own password."""
    created_at = models.DateTimeField()
    """Real time."""

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        """The name for pages."""
        return self.full_name

    def closed_on(self, day: date) -> bool:
        """Whether the account opens nothing on a day in Vietnam."""
        return not self.is_active or (self.closes_on is not None and day >= self.closes_on)

    def temporary_password_expired(self, at: datetime) -> bool:
        """Whether a given password was left lying too long to open the account.

        Args:
            at: real time, aware.
        """
        return self.must_change_password and self.temporary_until is not None and at >= self.temporary_until
