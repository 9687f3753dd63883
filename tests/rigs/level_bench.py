"""Everything that raises a level, for real: the Certomancer PKI, our HTTP, our raiser."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from paraph.domain.keys.secret import Secret
from paraph.domain.pades_level import PadesLevel
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.document_signer import PadesSigner
from paraph.pades.levels.raiser import PadesLevelRaiser
from paraph.ports.documents import SignatureOrder
from paraph.ports.levels import Raised, RaiseOrder
from paraph.ports.time_stamping import TimeStampService
from paraph.remote.certificate_fetcher import HttpCertificateFetcher
from paraph.remote.http_client import HttpClient
from paraph.remote.tsa_client import HttpTimeStampService
from paraph.time_servers import TimeServer
from tests.fakes.tokens import FakeKey, FakeToken
from tests.rigs.certomancer_pki import CertomancerPki, certomancer_pki


@dataclass
class Anchors:
    """`ports.trust.TrustAnchors` over a list."""

    ders: list[bytes]

    def certificates(self) -> Sequence[bytes]:
        return self.ders


class LevelBench:
    """A PKI and a raiser in one folder; every file gets a new name."""

    def __init__(self, pki: CertomancerPki, client: HttpClient, folder: Path) -> None:
        self.pki, self.client, self.folder = pki, client, folder
        self.anchors = Anchors(list(pki.anchors))
        self.fetcher = HttpCertificateFetcher(client, folder / "answers", pki.clock.now)
        self.raiser = PadesLevelRaiser(
            self.fetcher, self.anchors, pki.clock, load_algorithm_policy()
        )
        self._number = count()

    def new(self) -> Path:
        return self.folder / f"file-{next(self._number)}.pdf"

    def service(self, label: str = "tsa") -> HttpTimeStampService:
        return self.service_at(self.pki.tsa_url(label))

    def service_at(self, url: str) -> HttpTimeStampService:
        return HttpTimeStampService(
            self.client, TimeServer(url, timeout_s=5), lambda: None, lambda: None
        )

    def sign(
        self,
        source: Path,
        label: str = "signer",
        password: Secret | None = None,
        *,
        pss: bool = False,
    ) -> Path:
        """Sign B-B, with the signer's chain but not the root."""
        one, out = self.pki.signer(label), self.new()
        order = SignatureOrder(source, out, one.certificate_der, (one.ca_der,), password=password)
        PadesSigner().sign(order, FakeKey(FakeToken(identities=[one]), one.key, pss))
        return out

    def step(
        self,
        source: Path,
        step: PadesLevel,
        services: Sequence[TimeStampService] | None = None,
        **order: object,
    ) -> tuple[Path, Raised]:
        """Do one step into a new file."""
        out = self.new()
        out.touch()
        asked = [self.service()] if services is None else services
        made = RaiseOrder(source, out, step, **order)  # type: ignore[arg-type]
        return out, self.raiser.raise_level(made, asked)

    def raised(self, source: Path, level: PadesLevel, **order: object) -> Path:
        """Do every step up to a level."""
        password = order.get("password")
        now = self.raiser.facts(source, password).level  # type: ignore[arg-type]
        assert now is not None
        for step in now.steps_to(level):
            source, _ = self.step(source, step, **order)  # type: ignore[arg-type]
        return source


@contextmanager
def level_bench(folder: Path, kind: str = "ec") -> Iterator[LevelBench]:
    """Serve a PKI of a kind of keys, and give what raises levels against it."""
    client = HttpClient(private_addresses=True)
    try:
        with certomancer_pki(kind) as pki:
            yield LevelBench(pki, client, folder)
    finally:
        client.close()
