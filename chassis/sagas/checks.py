"""A start-up check: what a flow asks of its own service is there."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from chassis.sagas.flows import Ask, flows
from chassis.sagas.steps import steps


@register("sagas")
def every_step_of_a_flow_is_there(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a flow that asks this service for a step that no steps.py registers."""
    return [
        Error(f"{flow.name} asks for {step.name}, which no steps.py registers.", id="sagas.E001")
        for flow in flows.values()
        for step in flow.steps
        if isinstance(step, Ask) and not step.at and step.name not in steps
    ]
