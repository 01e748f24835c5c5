"""Which files somebody sent."""

from catalog_service.attachments.models import Attachment
from chassis.privacy import about

about("attachments", Attachment, "created_by", says="Files that they sent, without the files.")
