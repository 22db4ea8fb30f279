"""The server's HTTP: one thread a connection, without CORS, without prompts in the log."""

import hmac
import ipaddress
import json
import select
import socket
import sys
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING

from .refusal import GoneError, Refusal

if TYPE_CHECKING:
    from .routes import Routes

MOST_BYTES = 10 * 2**20


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512
    routes: "Routes"
    # What it may be asked by, beside addresses.
    names: set[str]

    def __init__(self, host: str, port: int, key: str | None = None) -> None:
        """Takes the port, but does not listen yet. Raises OSError where it cannot be had."""
        super().__init__((host, port), Handler, bind_and_activate=False)
        # What requests carry as a bearer token; None where any may ask.
        self.key = key
        self.names = {"", "localhost", host}
        self.server_bind()

    def server_bind(self) -> None:
        # The standard library's would ask the network for the machine's name.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def handle_error(self, request, client_address) -> None:
        # Clients may hang up at any time.
        if not isinstance(sys.exception(), ConnectionError):
            traceback.print_exc(file=sys.stderr)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "retable"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def do_GET(self) -> None:
        self._answer(lambda: find(self.server.routes.get, self.server.routes.post, self.path)())

    def do_POST(self) -> None:
        self._answer(self._post)

    def _post(self) -> dict:
        body = self._body()
        route = find(self.server.routes.post, self.server.routes.get, self.path)
        return route(body, self._is_gone)

    def _answer(self, make) -> None:
        began = time.monotonic()
        status = 200
        try:
            self._check_host()
            self._check_key()
            body = make()
        except Refusal as refusal:
            status, body = refusal.status, refusal.body
        except GoneError:
            status, body = 499, {}
            self.close_connection = True
        except Exception:
            traceback.print_exc(file=sys.stderr)
            refusal = Refusal("a fault of the server; its log has what", status=500)
            status, body = refusal.status, refusal.body
        usage = body.get("usage", {})
        words = [f"{usage[name]} {name}" for name in ("prompt_tokens", "completion_tokens") if name in usage]
        self._log(f"{self.command} {self.path.partition('?')[0][:80]} {status}", f"{time.monotonic() - began:.3f} s", *words)
        if status != 499:
            self._send(status, body)

    def _send(self, status: int, body: dict) -> None:
        data = json.dumps(body, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        if self.close_connection:
            self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def _body(self) -> object:
        # What is not read cannot be told from the next request.
        length = self.headers.get("content-length", "")
        if not length.isdecimal() or self.headers.get("transfer-encoding"):
            self.close_connection = True
            raise Refusal("a body needs its length, as content-length", status=411)
        if int(length) > MOST_BYTES:
            self.close_connection = True
            raise Refusal(f"a body may have {MOST_BYTES} bytes at most", status=413)
        data = self.rfile.read(int(length))
        # A page of a browser can send other kinds without asking.
        if self.headers.get_content_type() != "application/json":
            raise Refusal("send the body with content-type: application/json", status=415)
        try:
            return json.loads(data, parse_constant=refuse_constant)
        except (ValueError, RecursionError) as error:
            raise Refusal("the body is not JSON") from error

    def _check_host(self) -> None:
        """Refuses names that a page of a browser could have had pointed at this machine."""
        host = self.headers.get("host", "")
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            if name not in self.server.names:
                self.close_connection = True
                raise Refusal("ask this server by 127.0.0.1 or localhost", status=403) from None

    def _check_key(self) -> None:
        key = self.server.key
        # Whether it is well, all may know.
        if key is None or self.path.partition("?")[0] == "/health":
            return
        given = self.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, f"Bearer {key}".encode()):
            # Its body is not read.
            self.close_connection = True
            raise Refusal("this server asks for its owner's key", status=401)

    def _is_gone(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        if not readable:
            return False
        try:
            return self.connection.recv(1, socket.MSG_PEEK) == b""
        except ConnectionError:
            return True

    def _log(self, *words: str) -> None:
        # In one piece: many threads write.
        sys.stderr.write(" ".join([time.strftime("%H:%M:%S"), *words]) + "\n")

    def log_message(self, format: str, *args: object) -> None:
        """The standard library would log request lines and errors as they came."""


def find(routes: dict, others: dict, path: str):
    path = path.partition("?")[0]
    if path in routes:
        return routes[path]
    if path in others:
        raise Refusal(f"{path} is asked by another method", status=405)
    raise Refusal("there is no such route", status=404, code="not_found")


def refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")
