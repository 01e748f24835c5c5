"""What a service tells about itself: JSON logs, metrics, health; one request id through all."""

import sys

# structlog loads rich where that is installed, as beside the checks: 5 MB of each process, for
# colours in a terminal. We write JSON.
_has_rich = "rich" in sys.modules
sys.modules.setdefault("rich", None)  # type: ignore[arg-type]
import structlog  # noqa: E402

if not _has_rich:
    del sys.modules["rich"]

log: structlog.stdlib.BoundLogger = structlog.get_logger("chassis")
