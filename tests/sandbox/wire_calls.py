"""Calls as bytes on a socket, for what no client library would send."""

import json
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class RawAnswer:
    """An answer as it came: `is_whole` when its body has the length that it promised."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_whole(self) -> bool:
        return len(self.body) == int(self.headers.get("content-length", "-1"))

    def problem(self) -> dict[str, Any]:
        assert self.headers["content-type"] == "application/problem+json", self
        told: dict[str, Any] = json.loads(self.body)
        assert told["status"] == self.status
        assert self.headers["x-trace-id"] == told["trace_id"]
        return told


def send(address: str, *parts: bytes, within_s: float = 20) -> bytes:
    """Send bytes and give everything that comes until the other side ends."""
    to = urlsplit(address)
    received = []
    with socket.create_connection((to.hostname or "", to.port or 0), within_s) as plug:
        for part in parts:
            plug.sendall(part)
        while block := plug.recv(65_536):
            received.append(block)
    return b"".join(received)


def call(address: str, *parts: bytes, within_s: float = 20) -> RawAnswer:
    """Send bytes and read one answer."""
    return read(send(address, *parts, within_s=within_s))


def read(received: bytes) -> RawAnswer:
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    return RawAnswer(int(first.split()[1]), headers, body)
