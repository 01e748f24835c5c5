"""The table of tasks, as it is."""

import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, SmallInteger, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Priority(StrEnum):
    """How much a task matters."""

    NONE = "none"
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Status(StrEnum):
    """How far a task is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    DONE = "done"
    CANCELLED = "cancelled"


NAMES = list(Priority)
NUMBERS = {name: number for number, name in enumerate(NAMES)}


class PriorityNumber(TypeDecorator[Priority]):
    """A priority, which the table keeps as a number."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> int | None:
        """Return the number of a priority."""
        return None if value is None else NUMBERS[value]

    def process_result_value(self, value: Any, dialect: Any) -> Priority | None:
        """Return the priority of a number."""
        return None if value is None else NAMES[value]


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """The tables."""

    type_annotation_map = {datetime: DateTime(timezone=True)}


class Task(Base):
    """One thing that needs doing."""

    __tablename__ = "work_task"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(String(20), default=Status.OPEN)
    priority: Mapped[Priority] = mapped_column(PriorityNumber, default=Priority.NORMAL)
    assignee: Mapped[uuid.UUID | None]
    due_at: Mapped[datetime | None]
    asset_id: Mapped[uuid.UUID | None]
    created_by: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)

    @property
    def completed(self) -> bool:
        """Whether it is done."""
        return self.status == Status.DONE
