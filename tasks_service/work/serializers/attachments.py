"""The wire form of an attachment."""

from chassis.api.ids import IdField
from chassis.files.serializers import ABOUT, RECORD, KeptFileSerializer
from tasks_service.work.models import Attachment


class AttachmentSerializer(KeptFileSerializer):
    """A file that hangs on a task."""

    task = IdField(source="task_id", help_text="A task's id.")

    class Meta:
        model = Attachment
        fields = ("id", "file", "task", *ABOUT, *RECORD)
        read_only_fields = (*ABOUT, *RECORD)
        columns = KeptFileSerializer.columns
