"""The pages of work in the admin; they write through the verbs."""

from tasks_service.work.admin.attachments import AttachmentAdmin
from tasks_service.work.admin.beside import CommentAdmin, TimeEntryAdmin
from tasks_service.work.admin.neighbours import AssetAdmin, LoanAdmin, PersonAdmin
from tasks_service.work.admin.saved_views import SavedViewAdmin
from tasks_service.work.admin.tasks import ChecklistField, TaskAdmin

__all__ = [
    "AssetAdmin",
    "AttachmentAdmin",
    "ChecklistField",
    "CommentAdmin",
    "LoanAdmin",
    "PersonAdmin",
    "SavedViewAdmin",
    "TaskAdmin",
    "TimeEntryAdmin",
]
