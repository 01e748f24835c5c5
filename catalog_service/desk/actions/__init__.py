"""The verbs of the desk."""

from catalog_service.desk.actions.feeds import Made, make_feed, read_feed, revoke_feed, revoke_feeds

__all__ = ["Made", "make_feed", "read_feed", "revoke_feed", "revoke_feeds"]
