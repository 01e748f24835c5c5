"""What needs doing, and what tasks know of people and gear."""

from tasks_service.work.models.neighbours import Asset, Person
from tasks_service.work.models.tasks import FINISHED, Priority, Status, Task, TaskQuerySet

__all__ = ["FINISHED", "Asset", "Person", "Priority", "Status", "Task", "TaskQuerySet"]
