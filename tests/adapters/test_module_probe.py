"""What modules say of themselves; one that does not load, crashes or hangs spoils no other."""

import shutil
import subprocess
from pathlib import Path

import pytest

from paraph.pkcs11.module_probe import describe_modules
from paraph.pkcs11.module_search import softhsm_modules
from tests.rigs import processes

CRASHES = "int C_GetFunctionList(void **list) { return *(volatile int *)0; }"
HANGS = "#include <unistd.h>\nint C_GetFunctionList(void **list) { for (;;) pause(); }"


def built(folder: Path, name: str, source: str) -> str:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        processes.unavailable("no C compiler (apt: gcc libc6-dev) for a broken module")
    (folder / f"{name}.c").write_text(source)
    module = folder / f"{name}.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", module, folder / f"{name}.c"], check=True)
    return str(module)


@pytest.mark.token
def test_softhsm_says_what_it_is_beside_files_that_are_no_modules(tmp_path, demo_token):
    text = tmp_path / "text.so"
    text.write_text("hello")
    gone = str(tmp_path / "gone.so")
    found = describe_modules([str(text), demo_token.module, gone])
    assert [each.why_not for each in found] == ["module_not_pkcs11", None, "module_missing"]
    assert (found[1].manufacturer, found[1].path) == ("SoftHSM", softhsm_modules()[0])
    assert found[1].description
    assert found[1].version[0].isdigit()


def test_one_that_crashes_and_one_that_hangs_are_told(tmp_path):
    paths = [built(tmp_path, "crashes", CRASHES), built(tmp_path, "hangs", HANGS)]
    found = describe_modules(paths, timeout_s=3)
    assert [each.why_not for each in found] == ["module_crashed", "module_hung"]
