"""What each service's database knows of a request: every service is asked at the same time."""

import asyncio
import json
from datetime import datetime
from typing import Any

from stack import django, shell
from stack.errors import StackError
from stack.registry import Service
from stack.settings import Settings
from stack.tracing.steps import Step

TIMEOUT_SECONDS = 40.0  # to start Django on a busy machine takes most of it


async def ask(settings: Settings, request_id: str) -> tuple[list[Step], list[str]]:
    """The steps that the services told, and a sentence for each service that did not."""
    asked = (_ask(settings, service, request_id) for service in settings.registry)
    answers = await asyncio.gather(*asked)
    found = [step for answer in answers if not isinstance(answer, str) for step in answer]
    return found, [answer for answer in answers if isinstance(answer, str)]


async def _ask(settings: Settings, service: Service, request_id: str) -> list[Step] | str:
    words = django.command(settings, ["trace_part", request_id, "--json"])
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            said = await shell.run(
                words, doing=service.name, env=django.environment(settings, service)
            )
        return [_step(service, step) for step in json.loads(said.splitlines()[-1])["steps"]]
    except TimeoutError:
        return f"{service.name} did not answer within {TIMEOUT_SECONDS:.0f} s."
    except (StackError, ValueError, LookupError) as error:
        return f"{service.name} did not tell its part: {str(error).splitlines()[-1].strip()}"


def _step(service: Service, step: dict[str, Any]) -> Step:
    at = datetime.fromisoformat(step.pop("at"))
    where = "gateway" if step["kind"] == "gateway" else service.name
    return Step(at=at, service=service.name, where=where, **step)
