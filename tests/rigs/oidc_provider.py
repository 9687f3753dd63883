"""oidc-provider as another authorization server; `packaging/api_judges.py` fetches it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.sandbox.judges_api import ROOT, _free_port, _need, _node

PACKAGE = ROOT / ".judges" / "prism" / "node_modules" / "oidc-provider"
PROGRAM = ("program", "a+secret/with%signs=and:more")


@contextmanager
def oidc_provider(*words: str) -> Iterator[str]:
    """Run it on a free port of 127.0.0.1, and give its issuer."""
    _need(PACKAGE / "lib" / "index.js", "oidc-provider")
    script = Path(__file__).with_suffix(".mjs")
    command = [str(_node()), "--no-warnings", str(script), str(PACKAGE), str(_free_port()), *words]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        said = next((line for line in process.stdout if line.startswith("ready ")), "")
        assert said, "oidc-provider did not start"
        yield said.split()[1]
    finally:
        process.terminate()
        process.communicate(timeout=20)
