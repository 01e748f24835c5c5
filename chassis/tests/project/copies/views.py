"""The feed of originals."""

from chassis.projections.feeds import offer
from chassis.tests.project.copies.events import OriginalChanged
from chassis.tests.project.notes.models import Note

offer("originals", Note.objects.all(), fact=OriginalChanged.of)
