"""What lists of work can be narrowed by."""

from uuid import UUID

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field

from chassis.api.filters import BooleanFilter, FilterSet, PersonFilter, WhileFilterSet
from chassis.branches import either
from tasks_service.work.models import (
    Asset,
    Attachment,
    Comment,
    Priority,
    SavedView,
    Task,
    TaskQuerySet,
    TimeEntry,
    small,
)


@extend_schema_field({"type": "string", "enum": [word for word, _ in Priority.words()]})
class PriorityFilter(django_filters.TypedChoiceFilter):
    """A priority by its name."""


class TaskFilter(WhileFilterSet):
    """The filters of `GET /tasks/`."""

    moments = ("due_at", "finished_at")

    completed = BooleanFilter()
    priority = PriorityFilter(choices=Priority.words(), coerce=lambda word: Priority[word.upper()])
    assignee = PersonFilter(method="assigned_to", help_text="A person's id, or `me`.")
    asset_tag = django_filters.CharFilter(
        method="about_tagged", help_text="An asset's tag, whatever its capitals."
    )
    team = django_filters.UUIDFilter(method="of_team", help_text="The id of the team that does it.")
    created_by = django_filters.CharFilter(method="written_by", help_text="Its author's id.")
    label = django_filters.CharFilter(
        method="labelled", help_text="One of its labels, whatever its capitals."
    )

    view = django_filters.UUIDFilter(
        method="as_it_is", help_text="A saved view's id: what is asked beside it goes first."
    )

    class Meta:
        model = Task
        fields = {
            "status": ["exact", "in"],
            "kind": ["exact", "in"],
            "asset_id": ["exact"],
            "schedule_id": ["exact"],
            "due_at": ["lte", "gte", "isnull"],
            "finished_at": ["lte", "gte"],
        }

    def as_it_is(self, tasks: QuerySet[Task], name: str, value: UUID) -> QuerySet[Task]:
        """Keep all: the view has put its filters beside this one."""
        return tasks

    def labelled(self, tasks: TaskQuerySet, name: str, value: str) -> QuerySet[Task]:
        """Keep the tasks with a label."""
        return tasks.labelled(small(value))

    def assigned_to(self, tasks: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        """Keep the tasks of one person."""
        person = self.request.caller.person_id if value == "me" else UUID(value)
        return either(tasks, assignee=person) if person else tasks.none()

    def of_team(self, tasks: QuerySet[Task], name: str, value: UUID) -> QuerySet[Task]:
        """Keep the tasks of one team."""
        return either(tasks, team=value)

    def written_by(self, tasks: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        """Keep the tasks that one caller wrote down."""
        return either(tasks, created_by=value)

    def about_tagged(self, tasks: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        """Keep the tasks about what carries a tag."""
        return tasks.filter(asset_id__in=Asset.objects.tagged(value).values("id"))


class SavedViewFilter(FilterSet):
    """The filters of `GET /saved-views/`."""

    is_shared = BooleanFilter()

    class Meta:
        model = SavedView
        fields = {"owner": ["exact"]}


class AttachmentFilter(FilterSet):
    """The filters of `GET /attachments/`."""

    task = django_filters.UUIDFilter(field_name="task_id", help_text="A task's id.")

    class Meta:
        model = Attachment
        fields = ("task",)


class CommentFilter(FilterSet):
    """The filters of `GET /comments/`."""

    task = django_filters.UUIDFilter(field_name="task_id", help_text="A task's id.")

    class Meta:
        model = Comment
        fields = {"author": ["exact"]}


class TimeEntryFilter(WhileFilterSet):
    """The filters of `GET /time-entries/`."""

    moments = ("spent_on",)

    task = django_filters.UUIDFilter(field_name="task_id", help_text="A task's id.")

    class Meta:
        model = TimeEntry
        fields = {"person": ["exact"], "spent_on": ["exact", "gte", "lte"]}
