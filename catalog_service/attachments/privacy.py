"""Which files somebody sent."""

from catalog_service.attachments.models import Attachment
from chassis.privacy import about

about("files-of-gear", Attachment, "created_by", says="Files that they sent, without the files.")
