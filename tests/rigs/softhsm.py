"""SoftHSM as a rig: one token with a key of every kind that it can hold."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paraph.domain.keys.secret import Secret
from tests.fakes.pki import identity
from tests.fakes.softhsm import PIN, SoftToken, softhsm_folder
from tests.rigs import processes
from tests.rigs.rig import Rig

KINDS = ("rsa2048", "rsa3072", "p256", "p384", "p521", "bp256", "bp384", "bp512", "ed25519")


@contextmanager
def softhsm_rig() -> Iterator[Rig]:
    """Fill one token in a folder of its own."""
    processes.need("softhsm2-util", "pkcs11-tool", root=False)
    with tempfile.TemporaryDirectory(prefix="paraph-rig-") as name:
        folder = Path(name)
        with softhsm_folder(folder / "hsm") as module:
            people = {kind: identity(kind, f"Holder of {kind}") for kind in KINDS}
            SoftToken(module, "Signing card", folder).add(list(people.values()))
            yield Rig("SoftHSM", module, Secret(PIN), people, folder)
