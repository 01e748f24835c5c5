"""What a service tells about itself: JSON logs, metrics, health; one request id through all."""

import structlog

log: structlog.stdlib.BoundLogger = structlog.get_logger("chassis")
