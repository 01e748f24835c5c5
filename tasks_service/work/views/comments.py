"""The API of comments."""

from typing import Any

from django.db.models import QuerySet

from chassis.api.views import WholeViewSet
from tasks_service.work import actions, selectors
from tasks_service.work.filters import CommentFilter
from tasks_service.work.models import Comment
from tasks_service.work.permissions import CanWorkOnTasks
from tasks_service.work.serializers import CommentSerializer


class CommentViewSet(WholeViewSet):
    """What is said about tasks. Whoever sees a task reads and writes them.

    Its author changes a comment; its author and the desk delete it.
    """

    queryset = Comment.objects.none()
    serializer_class = CommentSerializer
    permission_classes = (CanWorkOnTasks,)
    create_verb = staticmethod(actions.write_comment)
    change_verb = staticmethod(actions.change_comment)
    delete_verb = staticmethod(actions.delete_comment)
    filterset_class = CommentFilter

    def perform_update(self, form: Any) -> None:
        """Call the verb."""
        words = {name: form.validated_data[name] for name in form.validated_data if name == "body"}
        form.instance = actions.change_comment(
            comment=form.instance, by=self.request.caller, **words
        )

    def get_queryset(self) -> QuerySet[Comment]:
        """Return the comments that exist for the caller."""
        return selectors.comments_for(self.request.caller)
