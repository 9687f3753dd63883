"""schemathesis goes over the whole contract: every check, no failure that is not explained.

What is explained stands in `schemathesis_hooks`. `--full` takes more examples, and links.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conftest import SAMPLE
from tests.sandbox.conftest import serving
from tests.sandbox.judges_api import schemathesis
from tests.sandbox.steps import Steps

HOOKS = Path(__file__).with_name("schemathesis_hooks.py")
PLACE = {"type": "signature", "page": 1, "x": 72, "y": 72}
QUICK = ("--phases", "coverage,fuzzing", "--max-examples", "4")
FULL = ("--phases", "coverage,fuzzing,stateful", "--max-examples", "60")


@pytest.mark.journey
def test_schemathesis_finds_nothing_that_is_not_explained(
    tmp_path: Path, request: pytest.FixtureRequest
):
    program = schemathesis()
    share = FULL if request.config.getoption("--full") else QUICK
    with serving(tmp_path / "judged", "--calls-per-minute", "1000000") as served:
        with httpx2.Client(base_url=served.address, timeout=60) as client:
            known = made_before(Steps(client, served.key))
        done = subprocess.run(
            [str(program), "run", f"{served.address}/openapi.json", *share,
             "-H", f"Authorization: Bearer {served.api_key}", "--checks", "all",
             # Ours takes its place, and explains: `accepted_unless_explained`.
             "--exclude-checks", "positive_data_acceptance", "--continue-on-failure",
             "--workers", "2", "--seed", "1", "--no-shrink", "--request-timeout", "30"],
            cwd=tmp_path, capture_output=True, text=True,
            env={**os.environ, "SCHEMATHESIS_HOOKS": str(HOOKS), "PARAPH_SAMPLE": str(SAMPLE),
                 "PARAPH_KNOWN_IDS": json.dumps(known)},
        )  # fmt: skip
        assert served.process.poll() is None
    assert done.returncode == 0, _in_short(done.stdout) + done.stderr[-2000:]
    assert "Errors:" not in done.stdout, _in_short(done.stdout)
    operations = json.loads(Path("resources/openapi.json").read_text("utf-8"))["paths"]
    count = sum(len(methods) for methods in operations.values())
    assert f"Tested: {count}" in done.stdout, done.stdout[-2000:]


def _in_short(told: str) -> str:
    return "\n".join(line[:500] for line in told.splitlines() if line.strip())


def made_before(steps: Steps) -> dict[str, list[str]]:
    """Make what calls can be about, in every state; give the ids by the contract's names."""
    documents = [steps.upload() for _ in range(4)]
    drafts = [steps.draft(documents[0], 2) for _ in range(4)]
    running = [steps.draft(documents[0]) for _ in range(6)]
    for each in running:
        steps.activate(each["id"])
    for each in running[3:]:
        signed = {"action": "sign", "signatory": each["signatories"][0]["id"]}
        path = f"/sandbox/signature-requests/{each['id']}/simulate"
        steps.call("POST", path, 200, json=signed)
    requests = [*drafts, *running]
    return {
        "document_id": documents,
        "request_id": [each["id"] for each in requests],
        "signatory_id": [one["id"] for each in requests for one in each["signatories"]],
        "template_id": [template(steps, documents[1]) for _ in range(3)],
        "webhook_id": [steps.webhook("https://example.com/hook")["id"] for _ in range(2)],
        "trail_id": [each["id"] for each in steps.call("GET", "/audit-trails", 200)["data"]],
        "name": ["root.crl", "advanced.crl", "root.crt", "tsa.crt"],
    }


def template(steps: Steps, document: str) -> str:
    roles: list[dict[str, Any]] = [{"key": "client", "fields": [PLACE]}]
    body = {"document_id": document, "name": "Mandate", "roles": roles}
    return str(steps.call("POST", "/templates", 201, json=body)["id"])
