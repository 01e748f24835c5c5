"""The processes of a service, made from what services.toml says."""

from stack import service_environment
from stack.processes import health
from stack.processes.spec import Spec
from stack.registry import Service
from stack.settings import Settings

GRACE_SECONDS = {"web": 10.0, "worker": 15.0, "background": 10.0}


def process(settings: Settings, service: Service, kind: str, number: int) -> Spec:
    """One process of a service; numbers begin with 1."""
    name = f"{service.name}-{kind}-{number}"
    port = service.web_port(number) if kind == "web" else None
    heartbeat = service_environment.heartbeat(settings, name)
    return Spec(
        name=name,
        kind=kind,
        service=service.name,
        argv=_command(settings, service, kind, port),
        env=service_environment.of(settings, service, name),
        cwd=settings.root,
        port=port,
        is_ready=health.http(port, "/health/ready") if port else health.heartbeat(heartbeat),
        grace_seconds=GRACE_SECONDS[kind],
    )


def processes(settings: Settings, service: Service, *, web_count: int) -> list[Spec]:
    """Everything that a service runs, with so many web processes."""
    counts = {kind: each.count for kind, each in service.processes.items()} | {"web": web_count}
    return [
        process(settings, service, kind, number)
        for kind, count in counts.items()
        for number in range(1, count + 1)
    ]


def _command(settings: Settings, service: Service, kind: str, port: int | None) -> tuple[str, ...]:
    """The words of the command, filled in; its program comes from the virtual environment."""
    values = {"package": service.package, "name": service.name, "host": "127.0.0.1", "port": port}
    program, *words = (word.format(**values) for word in service.processes[kind].command)
    return (str(settings.venv / "bin" / program), *words)
