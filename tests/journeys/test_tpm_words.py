"""`paraph tokens` says why a TPM cannot be used: on a real module, with and without a TPM."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from tests.rigs import processes, tpm
from tests.rigs.rig import Rig
from tests.rigs.tpm import tpm_rig

pytestmark = pytest.mark.journey


@pytest.fixture
def there() -> None:
    processes.need(files=[processes.library("pkcs11/libtpm2_pkcs11.so")])
    if Path("/dev/tpmrm0").exists() or Path("/dev/tpm0").exists():
        pytest.skip("this machine has a TPM of its own")


@pytest.fixture
def rig() -> Iterator[Rig]:
    with tpm_rig() as found:
        yield found


def told(paraph) -> tuple[dict, str]:
    found = json.loads(paraph("tokens", "--json").stdout)["modules"]
    return next(each for each in found if each["kind"] == "tpm"), paraph("tokens").stdout


def test_without_a_tpm(paraph, there, monkeypatch):
    monkeypatch.delenv("TPM2_PKCS11_TCTI", raising=False)
    entry, text = told(paraph)
    assert (entry["loads"], entry["advice"]["code"]) == (False, "no_tpm")
    assert entry["error"]["message"].startswith("The TPM's driver cannot be loaded.")
    assert entry["advice"]["message"] in text
    assert entry["advice"]["hint"] in text
    assert entry["advice"]["message"] in paraph("doctor").stdout


def test_with_a_way_that_leads_nowhere_and_a_manager_that_does_not_run(paraph, there, monkeypatch):
    monkeypatch.setenv("TPM2_PKCS11_TCTI", "device:/dev/tpm7")
    assert told(paraph)[0]["advice"]["code"] == "other_way"
    monkeypatch.setenv("TPM2_PKCS11_TCTI", "tabrmd:bus_type=session")
    entry, text = told(paraph)
    assert entry["advice"]["code"] == "no_manager"
    assert "systemctl start tpm2-abrmd" in text


def test_with_a_tpm_that_holds_tokens_and_one_that_holds_none(paraph, rig, tmp_path, monkeypatch):
    entry, text = told(paraph)
    assert (entry["advice"], len(entry["tokens"])) == (None, 1)
    assert "token yet" not in text
    wrong = paraph(
        "sign", SAMPLE, "-o", tmp_path / "o.pdf", "--module", rig.module, "--pin-stdin",
        "--cert", hashlib.sha256(rig.identities["p256"].certificate_der).hexdigest(),
        stdin="0000000\n",
    )  # fmt: skip
    assert "The TPM refused the PIN." in wrong.stderr
    store = tmp_path / "empty"
    store.mkdir()
    monkeypatch.setenv("TPM2_PKCS11_STORE", str(store))
    entry, text = told(paraph)
    assert (entry["loads"], entry["advice"]["code"]) == (True, "empty")
    assert "tpm2_ptool addtoken" in text


def test_a_lockout_speaks_of_no_puk(paraph, rig, tmp_path):
    tpm.limit_tries(1)
    words = (
        "sign", SAMPLE, "-o", tmp_path / "o.pdf", "--module", rig.module, "--pin-stdin", "--json",
        "--cert", hashlib.sha256(rig.identities["p256"].certificate_der).hexdigest(),
    )  # fmt: skip
    paraph(*words, stdin="0000000\n")
    locked = json.loads(paraph(*words, stdin=f"{tpm.PIN}\n").stdout)["error"]
    assert locked["code"] == "pin_locked"
    told = f"{locked['message']} {locked['hint']}"
    assert told.startswith("Too many wrong PINs: the TPM takes none for a while.")
    assert "PUK" not in told
