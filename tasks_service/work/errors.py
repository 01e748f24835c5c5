"""The rules of work, as errors."""

from chassis.errors import NotFound


class NoAsset(NotFound):
    """This task is about no asset."""


class AssetNotThere(NotFound):
    """The asset that this task is about is not in the catalog any more."""
