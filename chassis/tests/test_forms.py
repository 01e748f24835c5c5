"""Forms are made of fields that DRF makes once: each has its own, and says what DRF would say."""

import pytest
from rest_framework import serializers

from chassis.api.serializers import ResourceSerializer, StrictSerializer
from chassis.tests.project.notes.models import Note


class LabelsSerializer(serializers.Serializer):
    """A part of a note."""

    colour = serializers.CharField()


class LabelledSerializer(ResourceSerializer):
    """A note with parts."""

    words = serializers.ListField(child=serializers.CharField(max_length=3))
    labels = LabelsSerializer(required=False)
    mood = serializers.CharField(default="calm")
    kind = serializers.CharField(read_only=True, default="note")

    class Meta:
        model = Note
        fields = ("title", "rank", "words", "labels", "mood", "kind")


def test_no_form_has_the_fields_of_another():
    one, two = LabelledSerializer(), LabelledSerializer()

    for name in one.fields:
        assert one.fields[name] is not two.fields[name]
        assert one.fields[name].parent is one
    assert one.fields["words"].child.parent is one.fields["words"]
    assert one.fields["labels"].fields["colour"].root is one


@pytest.mark.django_db
@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"title": "Tidy", "words": ["one"]},
        {"title": "Tidy", "words": ["three"], "labels": {}},
        {"title": "", "rank": "x", "words": None, "mood": None, "kind": "other"},
        [],
    ],
)
def test_it_says_what_it_says_when_it_asks_all_of_its_fields(sent, partial, monkeypatch):
    def told():
        form = LabelledSerializer(data=sent, partial=partial)
        return form.is_valid(), form.validated_data, form.errors

    some = told()
    everything = serializers.ModelSerializer._writable_fields
    monkeypatch.setattr(LabelledSerializer, "_writable_fields", everything)

    assert some == told()


class LineSerializer(StrictSerializer):
    """A line of a list."""

    text = serializers.CharField()
    is_done = serializers.BooleanField(default=False)


class ListedSerializer(ResourceSerializer):
    """A note with lines."""

    lines = serializers.ListSerializer(child=LineSerializer(), required=False)

    class Meta:
        model = Note
        fields = ("title", "lines")


@pytest.mark.django_db
@pytest.mark.parametrize("partial", [False, True])
def test_a_line_is_whole_though_its_row_is_changed_in_part(partial):
    said = {"title": "Tidy", "lines": [{"text": "Dry"}]}
    form = ListedSerializer(data=said, partial=partial)
    assert form.is_valid(), form.errors
    assert form.validated_data["lines"] == [{"text": "Dry", "is_done": False}]

    form = ListedSerializer(data={"title": "Tidy", "lines": [{"text": "Dry"}, {}]}, partial=partial)
    assert not form.is_valid()
    assert form.errors == {"lines": {1: {"text": ["This field is required."]}}}
