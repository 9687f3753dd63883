"""A network file system in truth: one exported folder, mounted as often as there are computers.

SFTP over a socket pair and FUSE (sshfs with OpenSSH's server): no daemon, no port, no key. Each
mount keeps what it knows of files for a while, so that others see later what was written.
"""

import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.rigs.processes import need

_SERVER = "/usr/lib/openssh/sftp-server"
_PATIENCE_S = 15
_never = threading.Event()


@dataclass
class Mounted:
    """One computer's view of the share."""

    path: Path
    server: "subprocess.Popen[bytes]"
    client: "subprocess.Popen[bytes]"

    def cut(self) -> None:
        """Cut the line: from now on every call fails."""
        self.server.send_signal(signal.SIGKILL)
        self.server.wait(_PATIENCE_S)

    def close(self) -> None:
        subprocess.run(
            ["fusermount3", "-u", "-z", str(self.path)], capture_output=True, check=False
        )
        for process in (self.client, self.server):
            process.kill()
            process.wait(_PATIENCE_S)


@dataclass
class NetworkShare:
    """What is exported, and who has it mounted."""

    exported: Path
    places: Path
    mounts: list[Mounted] = field(default_factory=list)

    def mount(self, cache_s: int = 0, *, names_over_others: bool = True) -> Mounted:
        """Mount it once more; without `names_over_others` no rename replaces a file."""
        place = self.places / f"computer-{len(self.mounts) + 1}"
        place.mkdir()
        here, there = socket.socketpair()
        words = [_SERVER] + ([] if names_over_others else ["-P", "posix-rename"])
        server = subprocess.Popen(words, stdin=here, stdout=here)
        options = f"passive,dcache_timeout={cache_s},entry_timeout={cache_s},attr_timeout={cache_s}"
        words = ["sshfs", "-f", "-o", options, f"share:{self.exported}", str(place)]
        client = subprocess.Popen(words, stdin=there, stdout=there, stderr=subprocess.DEVNULL)
        here.close()
        there.close()
        made = Mounted(place, server, client)
        self.mounts.append(made)
        for _ in range(_PATIENCE_S * 20):
            if os.path.ismount(place):
                return made
            if client.poll() is not None:
                break
            _never.wait(0.05)
        # A container may have the programs and yet no right to mount: no fault of ours.
        pytest.skip(f"FUSE cannot be mounted here: {client.poll()}")


@contextmanager
def network_share(folder: Path) -> Iterator[NetworkShare]:
    """Export a folder until the block ends."""
    need("sshfs", "fusermount3", files=[_SERVER])
    if not Path("/dev/fuse").exists():
        pytest.skip("no /dev/fuse here")
    exported, places = folder / "exported", folder / "mounted"
    exported.mkdir()
    places.mkdir()
    share = NetworkShare(exported, places)
    try:
        yield share
    finally:
        for each in share.mounts:
            each.close()
        shutil.rmtree(places, ignore_errors=True)
