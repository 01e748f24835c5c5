"""The wire form of what tasks have heard of a person."""

from rest_framework import serializers

from chassis.projections.serializers import DetailsSerializer
from tasks_service.work.models import Person


class PersonDetailsSerializer(DetailsSerializer):
    """The base of whoever has to do with a task: `key` says which field holds their id."""

    projection = Person

    name = serializers.CharField()
    is_active = serializers.BooleanField(help_text="Whether they may still sign in.")
