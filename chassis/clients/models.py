"""What processes say of the services that they ask; status pages read it."""

from django.db import models

from chassis.clients.breaker import State


class BreakerState(models.Model):
    """Whether a process lets calls to another service through. Nothing depends on it."""

    instance = models.CharField(max_length=100)
    upstream = models.CharField(max_length=50)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value.replace("_", " ")) for state in State]
    )
    since = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["instance", "upstream"], name="one_breaker_per_process_and_upstream"
            ),
        )

    def __str__(self) -> str:
        return f"{self.instance} to {self.upstream}: {self.state}"
