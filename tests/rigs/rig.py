"""A token to sign with, whatever stands behind it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from paraph.domain.keys.secret import Secret
from paraph.pkcs11.module_process import ModuleProcess
from paraph.ports.signing_token import TokenSnapshot
from tests.fakes.pki import Identity
from tests.rigs.processes import children_with_mounts


@dataclass(frozen=True)
class Rig:
    """A module, and the keys that its token holds by their kind (`rsa2048`, `p256`)."""

    name: str
    module: str
    pin: Secret
    identities: Mapping[str, Identity]
    folder: Path
    mounts: Mapping[str, Path] = field(default_factory=dict)

    @contextmanager
    def opened(self, **more: float) -> Iterator[ModuleProcess]:
        """Load the module in a child of its own; the child sees the rig's places."""
        with children_with_mounts(self.mounts, self.folder):
            process = ModuleProcess(self.module, **more)
        try:
            yield process
        finally:
            process.close()


def token_of(process: ModuleProcess, certificate_der: bytes) -> TokenSnapshot:
    """Give the token on which the certificate lies."""
    found = process.tokens()
    for token in found:
        if any(one.certificate_der == certificate_der for one in token.certificates):
            return token
    raise AssertionError([(token.label, len(token.certificates)) for token in found])
