"""Answers that were given to keyed requests."""

from django.db import models
from django.utils import timezone

ONE_ANSWER = "one_answer_per_caller_route_and_key"


class KeyedAnswer(models.Model):
    """The answer to one caller's key on one route. Kept for a day."""

    caller = models.CharField(max_length=100)
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["caller", "route", "key"], name=ONE_ANSWER),)

    def __str__(self) -> str:
        return f"{self.route} {self.key}"
