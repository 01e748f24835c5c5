"""A bird that sings when somebody calls it, on every address of this machine, and how to try."""

import socket
import threading
from contextlib import suppress
from ipaddress import ip_network

# Whatever a resolver or a reader of URLs may take for this machine; {0} is the canary's port.
FORMS = [
    # as everybody writes it
    "http://127.0.0.1:{0}/", "http://localhost:{0}/", "http://[::1]:{0}/", "https://127.0.0.1:{0}/",
    "HTTP://127.0.0.1:{0}/", "http://127.0.0.2:{0}/", "http://127.255.255.254:{0}/",
    # IPv4 in odd notations
    "http://127.1:{0}/", "http://127.0.1:{0}/", "http://2130706433:{0}/", "http://0x7f000001:{0}/",
    "http://0x7f.0x0.0x0.0x1:{0}/", "http://0x7f.1:{0}/", "http://017700000001:{0}/",
    "http://0177.0.0.1:{0}/", "http://0177.0x0.1:{0}/", "http://127.00{2}.00{2}.001:{0}/",
    "http://127.0.0.1.:{0}/", "http://0:{0}/", "http://0.0.0.0:{0}/", "http://0x0:{0}/",
    # IPv6 in odd notations, and IPv4 in IPv6
    "http://[::]:{0}/", "http://[0:0:0:0:0:0:0:1]:{0}/", "http://[0000::0001]:{0}/",
    "http://[::ffff:127.0.0.1]:{0}/", "http://[::ffff:7f00:1]:{0}/", "http://[::127.0.0.1]:{0}/",
    "http://[64:ff9b::7f00:1]:{0}/", "http://[2002:7f00:1::]:{0}/", "http://[::ffff:0:7f00:1]:{0}/",
    "http://[2001:0:0:0:0:0:80ff:fffe]:{0}/", "http://[::1%25lo]:{0}/", "http://[fe80::1%25lo]:{0}/",
    # what two readers read in two ways
    "http://ana@127.0.0.1:{0}/", "http://example.org:pw@127.0.0.1:{0}/",
    "http://127.0.0.1:{0}\\@example.org/", "http://127.0.0.1:{0}#@example.org/",
    "http://127.0.0.1:{0}?@example.org/", "http:/127.0.0.1:{0}/", "http:///127.0.0.1:{0}/",
    "//127.0.0.1:{0}/", " http://127.0.0.1:{0}/", "http://127.0.0.1:{0}/\n", "http://127.0.0.1\t:{0}/",
    "http://127.0.0.1%2e:{0}/", "http://%31%32%37.0.{2}.1:{0}/", "http://\uff11\uff12\uff17.0.{2}.1:{0}/",
    "http://127\u30020\u30020\u30021:{0}/", "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3:{0}/",
    "http://localhost.:{0}/", "http://LOCALHOST:{0}/",
    # names
    "http://inside4.test:{0}/", "http://inside6.test:{0}/", "http://mapped.test:{0}/",
    "http://both.test:{0}/", "http://zero.test:{0}/", "http://rebind.test:{0}/",
    # redirects of a server that may be called
    *(f"http://redirects.test:{{1}}/{status}" for status in (301, 302, 303, 307, 308)),
    # other schemes
    "gopher://127.0.0.1:{0}/", "ftp://127.0.0.1:{0}/", "file:///dev/tcp/127.0.0.1/{0}",
]  # fmt: skip
PUBLIC = str(ip_network("93.184.216.0/24")[34])  # nobody is really called there
REDIRECTS = "127.0.0.9"  # the one address that may be called
NAMES = {
    "inside4.test": [["127.0.0.1"]],
    "inside6.test": [["::1"]],
    "mapped.test": [["::ffff:127.0.0.1"]],
    "both.test": [[PUBLIC, "127.0.0.1"]],
    "zero.test": [["0.0.0.0"]],  # noqa: S104
    "rebind.test": [[PUBLIC], ["127.0.0.1"]],
    "redirects.test": [[REDIRECTS]],
    "example.org": [[PUBLIC]],
}


class Canary:
    """Hears every connection to its port, before a word is said."""

    def __init__(self) -> None:
        self.songs = 0
        self._ears = [socket.create_server(("", 0))]
        self.port = self._ears[0].getsockname()[1]
        six = socket.create_server(("::1", self.port), family=socket.AF_INET6)
        self._ears.append(six)
        for ear in self._ears:
            threading.Thread(target=self._listen, args=(ear,), daemon=True).start()

    def _listen(self, ear: socket.socket) -> None:
        with suppress(OSError):
            while True:
                line, _ = ear.accept()
                self.songs += 1
                with line, suppress(OSError):
                    line.settimeout(2)  # who calls may be kept from a processor
                    line.recv(65536)
                    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ntweet")

    def close(self) -> None:
        for ear in self._ears:
            ear.close()


def redirecting(port: int) -> tuple[int, socket.socket]:
    """Let a server at an address of its own lead everybody to the canary."""
    server = socket.create_server((REDIRECTS, 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                line, _ = server.accept()
                with line, suppress(OSError):
                    status = line.recv(65536).split()[1].strip(b"/").decode()
                    place = f"http://127.0.0.1:{port}/"
                    head = f"HTTP/1.1 {status} Elsewhere\r\nLocation: {place}\r\n"
                    line.sendall(f"{head}Content-Length: 0\r\n\r\n".encode())

    threading.Thread(target=serve, daemon=True).start()
    return server.getsockname()[1], server
