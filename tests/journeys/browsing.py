"""A person with a browser that runs no scripts: follows redirects, sends forms."""

import html
import re
from types import TracebackType
from typing import Any
from urllib.parse import urljoin

import requests

from tests.running import System

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
SECONDS = 30


class Person:
    """Somebody of the demo data, in front of a browser of their own."""

    def __init__(self, system: System, name: str) -> None:
        self.name, self.password = name, system.password()
        self.session = requests.Session()

    def __enter__(self) -> "Person":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.session.close()

    def opens(self, address: str, stop: str = "") -> requests.Response:
        """Open an address, signing in when asked; stop at a redirect to an address like `stop`."""
        return self._follow(self.session.get(address, timeout=SECONDS, allow_redirects=False), stop)

    def sends(self, page: requests.Response, stop: str = "", **words: str) -> requests.Response:
        """Send the form of a page, with what one typed or chose."""
        hidden = {name: html.unescape(value) for name, value in HIDDEN.findall(page.text)}
        answer = self.session.post(
            page.url,
            {**hidden, **words},
            headers={"Referer": page.url},
            timeout=SECONDS,
            allow_redirects=False,
        )
        return self._follow(answer, stop)

    def _follow(self, answer: requests.Response, stop: str) -> requests.Response:
        while "Location" in answer.headers:
            where = urljoin(answer.url, answer.headers["Location"])
            if stop and where.startswith(stop):
                return answer
            answer = self.session.get(where, timeout=SECONDS, allow_redirects=False)
        if "/accounts/login/" in answer.url and 'name="password"' in answer.text:
            return self.sends(answer, stop, username=self.name, password=self.password)
        return answer


def made(system: System, *words: str) -> dict[str, Any]:
    """Make an OAuth client by the command, and return its id and secret."""
    said = system.manage("accounts", "make_client", *words).stdout
    return {line.split()[0]: line.split()[1] for line in said.splitlines() if line}
