"""What answers tell of a borrower."""

from rest_framework import serializers

from catalog_service.gear.models import Person
from chassis.projections.serializers import DetailsSerializer


class BorrowerSerializer(DetailsSerializer):
    """Who it is for, as far as the catalog has heard."""

    projection, key = Person, "borrower"

    name = serializers.CharField()
    is_active = serializers.BooleanField(help_text="Whether they are still here.")
