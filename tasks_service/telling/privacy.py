"""What somebody was told, and how they like to be."""

from chassis.privacy import about, exempt
from tasks_service.telling.models import Notification, Preference

about("notifications", Notification, "person", says="What they were told.", goes=True)
about("preferences", Preference, "person", says="How they like to be told.", goes=True)

exempt(Notification, "about", why="The id of a thing.")
exempt(Notification, "actor", why="What somebody else was told; what was done is in the history.")
