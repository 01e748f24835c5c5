"""The API of attachments."""

from django.db.models import QuerySet

from chassis.files.views import KeptFileViewSet
from tasks_service.work import actions, selectors
from tasks_service.work.filters import AttachmentFilter
from tasks_service.work.models import Attachment
from tasks_service.work.permissions import CanWorkOnTasks
from tasks_service.work.serializers import AttachmentSerializer


class AttachmentViewSet(KeptFileViewSet):
    """Files of tasks. Whoever sees a task reads them and sends some; who sent one deletes it.

    What a file is, is found out by its content: pictures (JPEG, PNG, WebP, GIF), PDF, text and CSV
    in UTF-8 are taken. Pictures are drawn anew: upright, at most 2,048 pixels long, without what
    the camera wrote about place and time. The desk may delete what others sent.
    """

    queryset = Attachment.objects.none()
    serializer_class = AttachmentSerializer
    permission_classes = (CanWorkOnTasks,)
    create_verb = staticmethod(actions.attach)
    delete_verb = staticmethod(actions.delete_attachment)
    filterset_class = AttachmentFilter

    def get_queryset(self) -> QuerySet[Attachment]:
        """Return the files that exist for the caller."""
        return selectors.attachments_for(self.request.caller)
