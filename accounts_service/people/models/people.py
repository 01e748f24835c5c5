"""People and the teams that they are in."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower

from accounts_service.access.models import ROLE_SCOPES, Role
from accounts_service.people.events import PersonChanged
from chassis.auth import Caller
from chassis.constraints import IsOneOf
from chassis.encryption.fields import BlindIndex, EncryptedCharField, EncryptedEmailField
from chassis.events import publish
from chassis.history import tracked
from chassis.models import Resource
from chassis.search import SearchIndex

USERNAME = r"^[a-z0-9][a-z0-9._-]*$"
USERNAME_RULE = RegexValidator(
    USERNAME, "Small letters, digits, dots, dashes and underscores; a letter or digit first."
)
PHONE_RULE = RegexValidator(
    r"^[+(]?[0-9][0-9 ()./x-]+\Z", "Digits, spaces and ( ) . / - x, with a + before them or none."
)


class UserManager(BaseUserManager["User"]):
    """How people are found and made from the outside: at sign-in, and by Django's own commands."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by username or e-mail address, however it was typed."""
        typed = (username or "").lower()
        return self.get(email=typed) if "@" in typed else self.get(username=typed)

    def create_user(self, username: str, password: str | None = None, **details: Any) -> "User":
        """Make a person (Django's and pytest's word for it)."""
        user = self.model(username=username, **details)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, username: str, password: str | None = None, **details: Any
    ) -> "User":
        """Make an admin (what `createsuperuser` calls)."""
        return self.create_user(username, password, **{**details, "role": Role.ADMIN})


@tracked(exclude=["password"])
class User(Resource, AbstractBaseUser):  # type: ignore[django-manager-missing]
    """A person. What they may do is their role, and nothing else."""

    username = models.CharField(max_length=64, validators=[USERNAME_RULE])
    name = models.CharField(max_length=200, blank=True)
    email = EncryptedEmailField(blank=True, index="email")
    phone = EncryptedCharField(max_length=40, blank=True, validators=[PHONE_RULE])
    role = models.CharField(max_length=20, choices=Role, default=Role.MEMBER)
    is_active = models.BooleanField(default=True, help_text="Whether they may sign in.")
    # Signing in changes nothing about a person: no new version, no row in the history.
    last_login = None

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta(Resource.Meta):
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["username"], name="a_username_is_one_persons"),
            models.UniqueConstraint(
                BlindIndex("email"),
                name="an_email_address_is_one_persons",
                violation_error_message="Somebody else has this e-mail address.",
            ),
            models.CheckConstraint(
                condition=Q(username__regex=USERNAME), name="a_username_is_in_small_letters"
            ),
            models.CheckConstraint(
                condition=IsOneOf("role", Role.values), name="a_person_has_a_known_role"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="person_by_age"),
            models.Index(fields=["updated_at", "id"], name="person_by_change"),
            models.Index(fields=["username", "id"], name="person_by_username"),
            models.Index(fields=["name", "id"], name="person_by_name"),
            models.Index(fields=["role", "created_at", "id"], name="person_by_role"),
            SearchIndex(fields=["username", "name"], name="person_by_words"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    # Not in the verbs: Django's own commands, its password page and sign-in save people as well.
    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and tell the other services."""
        super().save(*args, **kwargs)
        publish(PersonChanged.of(self))

    @property
    def scopes(self) -> frozenset[str]:
        """What their role lets them do."""
        return ROLE_SCOPES[Role(self.role)]

    def caller(self) -> Caller:
        """Return whom this person is in tokens."""
        return Caller(
            id=str(self.id),
            name=str(self),
            roles=frozenset({self.role}),
            scopes=self.scopes,
        )

    # What Django's admin asks: here, admins may do all and nobody else may enter.

    @property
    def is_staff(self) -> bool:
        """Tell whether they may enter this admin."""
        return self.role == Role.ADMIN

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Answer the admin's question about one page."""
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """Answer the admin's question about one app."""
        return self.is_active and self.is_staff


@tracked()
class Team(Resource):
    """People who belong together."""

    name = models.CharField(max_length=200)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")

    history_children: ClassVar = {"members": "memberships"}

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="a_team_name_is_one_teams"),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="a_team_has_a_name"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="team_by_age"),
            models.Index(fields=["updated_at", "id"], name="team_by_change"),
            models.Index(fields=["name", "id"], name="team_by_name"),
            SearchIndex(fields=["name"], name="team_by_words"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def member_ids(self) -> list[uuid.UUID]:
        """The ids of the people in it."""
        return sorted(membership.person_id for membership in self.memberships.all())


@tracked()
class Membership(models.Model):
    """One person in one team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(User, models.CASCADE, related_name="memberships")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "person"], name="a_person_is_in_a_team_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"
