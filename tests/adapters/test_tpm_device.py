"""What a machine shows of its TPM, on folders that stand for /dev and /proc."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from paraph.pkcs11.tpm_device import tpm_facts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the devices of Linux")


@pytest.fixture
def root(monkeypatch) -> Iterator[Path]:
    monkeypatch.delenv("TPM2_PKCS11_TCTI", raising=False)
    made = Path(tempfile.mkdtemp(prefix="paraph-tpm-"))
    made.chmod(0o755)  # another user looks into it
    (made / "dev").mkdir()
    yield made
    shutil.rmtree(made)


def device(root: Path, name: str, mode: int = 0o600) -> Path:
    path = root / "dev" / name
    path.touch()
    path.chmod(mode)
    return path


def test_a_machine_without_a_tpm_shows_none(root):
    assert tpm_facts(root) == tpm_facts(root / "nowhere")
    assert tpm_facts(root).device == ""
    assert not tpm_facts(root).may_use


def test_the_device_that_shares_the_tpm_counts_first(root):
    device(root, "tpm0")
    assert tpm_facts(root).device == "/dev/tpm0"
    path = device(root, "tpmrm0")
    found = tpm_facts(root)
    assert (found.device, found.may_use, found.group) == ("/dev/tpmrm0", True, path.group())


def test_the_resource_manager_is_seen_among_the_processes(root):
    for number, name in ((1, "init"), (77, "tpm2-abrmd")):
        folder = root / "proc" / str(number)
        folder.mkdir(parents=True)
        (folder / "comm").write_text(name + "\n")
    assert tpm_facts(root).manager_runs
    (root / "proc" / "77" / "comm").unlink()
    assert not tpm_facts(root).manager_runs


def test_the_way_that_the_environment_names_is_told(root, monkeypatch):
    monkeypatch.setenv("TPM2_PKCS11_TCTI", "device:/dev/tpm7")
    assert tpm_facts(root).way == "device:/dev/tpm7"


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="takes another user's eyes")
@pytest.mark.parametrize(("mode", "may_use"), [(0o600, False), (0o660, False), (0o666, True)])
def test_one_who_has_no_right_to_the_device_is_told_so(root, mode, may_use):
    device(root, "tpmrm0", mode)
    found = seen_by(65534, root)  # nobody
    assert (found["may_use"], found["is_member"]) == (may_use, False)


def seen_by(user: int, root: Path) -> dict:
    """Look in a forked child that has become another user: no Python has to be in its reach."""
    tpm_facts(root)  # what it imports is there from now on
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
            os.write(writes, json.dumps(tpm_facts(root)._asdict()).encode())
        finally:
            os._exit(0)
    os.close(writes)
    os.waitpid(child, 0)
    with os.fdopen(reads) as pipe:
        return json.loads(pipe.read())
