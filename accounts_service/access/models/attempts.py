"""How often something was tried: counted in the database, by its clock."""

from typing import ClassVar

from django.db import models


class Attempts(models.Model):
    """The tries at one thing in the current window. The name is a keyed hash: nobody reads it."""

    name = models.CharField(max_length=100, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(help_text="When the window ends.")

    class Meta:
        verbose_name_plural = "attempts"
        indexes: ClassVar = [models.Index(fields=["until"], name="attempts_by_end")]

    def __str__(self) -> str:
        return f"{self.count} until {self.until}"
