"""What lists of people and teams can be narrowed by."""

import django_filters

from accounts_service.people.models import Team, User
from chassis.api.filters import FilterSet


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

    class Meta:
        model = Team
        fields = {"name": ["exact", "icontains"]}
