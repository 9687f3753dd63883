"""The render process as a running thing: started, spoken to in frames, ended.

Reading and writing never wait. What the frames mean is `render.client`.
"""

import mmap
import os
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from paraph.render.frames import Frame, unpack

_READ_BYTES = 1 << 20
_MAX_FDS = 16
_DESKTOP = Path(__file__).parents[2]
_END_TIMEOUT_S = 2.0
# glibc raises this limit with every large block that is freed, and keeps the next ones for good.
_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(256 * 1024)}


class Child:
    """One process and the socket to it."""

    def __init__(self) -> None:
        self.pipe, theirs = socket.socketpair()
        self.ended = False
        self._incoming = bytearray()
        self._outgoing = bytearray()
        self._shared: deque[int] = deque()
        with theirs:
            self._process = _start(theirs)
        self.pipe.settimeout(0)

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Tell whether the process runs."""
        return self._process.poll() is None

    def send(self, frame: bytes) -> None:
        """Queue a frame and write what the pipe takes now."""
        self._outgoing += frame
        self._flush()

    def receive(self) -> Iterator[tuple[Frame, bytes | memoryview]]:
        """Give every whole frame that has arrived, with its pixels; sets `ended` at the end."""
        self._flush()
        while self._read_once():
            pass
        for frame in unpack(self._incoming):
            yield frame, self._pixels(frame)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def reap(self) -> int | None:
        """Give the exit status of a process that has closed its pipe."""
        try:
            return self._process.wait(_END_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def close(self) -> None:
        """End the process and let go of everything of it."""
        self.pipe.close()
        self._process.kill()
        self._process.wait()
        while self._shared:
            os.close(self._shared.popleft())

    def _flush(self) -> None:
        try:
            while self._outgoing:
                del self._outgoing[: self.pipe.send(self._outgoing)]
        except BlockingIOError:
            return  # the pipe is full; the next call goes on
        except (BrokenPipeError, ConnectionResetError):
            self._outgoing.clear()  # reading finds the end and tells of it

    def _read_once(self) -> bool:
        try:
            received = self._receive()
        except BlockingIOError:
            return False
        except ConnectionResetError:
            received = b""
        if not received:
            self.ended = True
            return False
        self._incoming += received
        return True

    def _receive(self) -> bytes:
        if sys.platform == "win32":
            return self.pipe.recv(_READ_BYTES)
        received, descriptors, _, _ = socket.recv_fds(self.pipe, _READ_BYTES, _MAX_FDS)
        self._shared.extend(descriptors)
        return received

    def _pixels(self, frame: Frame) -> bytes | memoryview:
        size = frame.head.get("shared_bytes")
        if size is None:
            return frame.pixels
        descriptor = self._shared.popleft()
        try:
            # The view keeps the mapping; both go when the picture goes.
            return memoryview(mmap.mmap(descriptor, size, access=mmap.ACCESS_READ))
        finally:
            os.close(descriptor)


def _start(theirs: socket.socket) -> "subprocess.Popen[bytes]":
    inherited = os.environ.get("PYTHONPATH")
    search_path = os.pathsep.join([str(_DESKTOP), *([inherited] if inherited else [])])
    environment = {**os.environ, "PYTHONPATH": search_path, **_MEMORY}
    command = [sys.executable, "-m", "paraph.render.worker"]
    if sys.platform == "win32":
        return _start_with_share(command, environment, theirs)
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [*command, str(theirs.fileno())],
        env=environment,
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _start_with_share(
    command: list[str], environment: dict[str, str], theirs: socket.socket
) -> "subprocess.Popen[bytes]":
    # Windows hands a socket over by a description made for one process id.
    if sys.platform != "win32":
        raise AssertionError(sys.platform)  # the caller asked; this is for the type checker
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    if process.stdin is None:
        raise BrokenPipeError
    with process.stdin as stdin:
        stdin.write(theirs.share(process.pid))
    return process
