"""The wire form of what the operations page shows."""

from rest_framework import serializers


class FigureSerializer(serializers.Serializer):
    """One number."""

    name = serializers.CharField(help_text="As it is called in /metrics.")
    labels = serializers.DictField(
        child=serializers.CharField(), help_text="What tells it from others of its name."
    )
    value = serializers.FloatField()
    is_red = serializers.BooleanField(help_text="Whether somebody should look.")


class ReadingSerializer(serializers.Serializer):
    """One part of the service, as it is now."""

    name = serializers.CharField(source="part.name")
    title = serializers.CharField(source="part.title")
    is_known = serializers.BooleanField(help_text="False while the database does not tell.")
    is_red = serializers.BooleanField(help_text="Whether somebody should look.")
    figures = FigureSerializer(many=True)
    meanings = serializers.DictField(
        source="part.meanings", child=serializers.CharField(), help_text="What each figure means."
    )
    remedy = serializers.CharField(source="part.remedy", help_text="What to do when it is red.")


class OperationsSerializer(serializers.Serializer):
    """How this service is."""

    service = serializers.CharField()
    is_red = serializers.BooleanField(help_text="Whether somebody should look.")
    parts = ReadingSerializer(many=True)
