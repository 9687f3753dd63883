"""A hundred documents with one opened key: nothing grows."""

import ctypes
import gc
import os
import platform
from pathlib import Path

import pytest

from paraph.domain.placing.signature_field import Box, Place
from paraph.usecases.sign_document import SignRequest, sign_document
from tests.conftest import SAMPLE
from tests.fakes.desk import Desk
from tests.judges import poppler_says_valid

WARM, MANY = 20, 100
MAY_GROW_KB = 5_000  # alone it grows by a few kB; among other tests, by what they left behind


def descriptors(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def children(pid: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.add(int(stat.parent.name))
    return found


def memory_kb(pid: int) -> int:
    """Give what is resident; of this process without what it holds free, which hides a leak."""
    if pid == os.getpid():
        gc.collect()
        ctypes.CDLL(None).malloc_trim(0)
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc" or not Path("/proc/self/fd").is_dir(),
    reason="counts what /proc shows, and asks glibc to give free memory back",
)
def test_nothing_grows_over_a_hundred_documents(module, demo_token, tmp_path):
    desk, own = Desk(), os.getpid()
    place = Place(2, Box(72, 262, 276, 352))
    token = next(t for t in module.tokens() if t.label == demo_token.token_label)

    def sign(number: int) -> None:
        out = tmp_path / f"{number}.pdf"
        request = SignRequest(
            SAMPLE, out, demo_token.certificate_der, (demo_token.ca_der,), place=place, reason="r"
        )
        sign_document(request, key, desk.ports)

    def counts() -> list[object]:
        # The module's process first: it is asked for nothing while it is counted.
        both = (module.pid, own)
        return [*map(descriptors, both), *map(threads, both), children(own), children(module.pid)]

    with module.open_key(token, demo_token.certificate_der, demo_token.pin) as key:
        for number in range(WARM):
            sign(number)
        before = counts()
        memory = [memory_kb(own), memory_kb(module.pid)]
        for number in range(WARM, WARM + MANY):
            sign(number)
        assert counts() == before
        grown = [memory_kb(own) - memory[0], memory_kb(module.pid) - memory[1]]
    assert max(grown) < MAY_GROW_KB, grown
    assert poppler_says_valid(tmp_path / f"{WARM + MANY - 1}.pdf")
    made = desk.audit.kinds().count("signature_made")
    assert made == WARM + MANY
