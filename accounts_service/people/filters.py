"""What lists of people, teams and erasures can be narrowed by."""

import django_filters
from django.db.models import QuerySet

from accounts_service.people.models import Erasure, Team, User
from chassis.api.filters import FilterSet
from chassis.search import saying


class PersonFilter(FilterSet):
    """The filters of `GET /people/`."""

    email = django_filters.CharFilter(help_text="A whole e-mail address: it is stored encrypted.")
    team = django_filters.UUIDFilter("memberships__team", help_text="A team's id: who is in it.")

    class Meta:
        model = User
        fields = {"role": ["exact", "in"], "is_active": ["exact"], "username": ["exact"]}


class TeamFilter(FilterSet):
    """The filters of `GET /teams/`."""

    member = django_filters.UUIDFilter(
        "memberships__person", help_text="A person's id: the teams that they are in."
    )

    name__icontains = django_filters.CharFilter(
        method="called", help_text="A part of the name, from the beginning of a word on."
    )

    class Meta:
        model = Team
        fields = {"name": ["exact"]}

    def called(self, teams: "QuerySet[Team]", name: str, value: str) -> "QuerySet[Team]":
        """Keep the teams with such a name."""
        return teams.filter(saying(Team, "name", value))


class ErasureFilter(FilterSet):
    """The filters of `GET /erasures/`."""

    class Meta:
        model = Erasure
        fields = {"person": ["exact"]}
