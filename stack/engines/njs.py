"""Nginx's scripts: where their engine is, and how old."""

import re
import subprocess
from pathlib import Path

OLDEST = (0, 8, 5)  # its dictionaries keep what the gateway exchanges
_VERSION = re.compile(rb"(?<![\d.])0\.(\d+)\.(\d+)\0")


def modules(nginx: Path) -> list[Path]:
    """What an Nginx of a distribution or of nginx.org has to load for njs: its module, if any."""
    built = subprocess.run([nginx, "-V"], capture_output=True, text=True, timeout=10).stderr
    folder = re.search(r"--modules-path=(\S+)", built)
    module = Path(folder[1] if folder else "/nowhere") / "ngx_http_js_module.so"
    return [module] if module.is_file() else []


def is_new_enough(nginx: Path) -> bool:
    """Tell whether an Nginx has an njs that the gateway's scripts run on. None says its version."""
    code = [*modules(nginx), nginx][0].read_bytes()
    found = [(0, int(one), int(other)) for one, other in _VERSION.findall(code)]
    return b"js_shared_dict_zone" in code and max(found, default=OLDEST) >= OLDEST
