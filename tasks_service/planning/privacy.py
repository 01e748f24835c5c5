"""What comes round for somebody."""

from chassis.privacy import about, exempt
from tasks_service.planning.models import Schedule

about(
    "schedules", Schedule, "assignee", "created_by", says="What comes round for them, or by them."
)

exempt(Schedule, "asset_id", why="The id of a thing.")
