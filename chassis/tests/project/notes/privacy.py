"""Which notes are about somebody: what was heard of them."""

from chassis.privacy import about, exempt
from chassis.tests.project.notes.models import Heard

about("heard", Heard, "subject", says="What was heard of them.")

exempt(Heard, "event_id", why="The id of an event.")
