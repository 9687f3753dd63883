"""OpenSSL as the judge of the sandbox's PKI: it knows nothing of how it was made."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from ssl import DER_cert_to_PEM_cert

import httpx2

CAS = ("root", "advanced", "qualified")
QUERY = {"Content-Type": "application/timestamp-query"}
OCSP_QUERY = {"Content-Type": "application/ocsp-request"}


@dataclass(frozen=True)
class OpenSsl:
    """A folder with what the PKI publishes: `root.pem`, `tsa.pem`, …; commands run in it."""

    folder: Path
    client: httpx2.Client
    key: dict[str, str]

    def __post_init__(self) -> None:
        for name in (*CAS, "tsa"):
            answer = self.client.get(f"/certs/{name}.crt")
            assert answer.status_code == 200
            self.put(f"{name}.pem", DER_cert_to_PEM_cert(answer.content))

    def put(self, name: str, content: bytes | str) -> None:
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)

    def get(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = ["openssl", *words]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, errors="replace", timeout=60
        )

    def must(self, *words: str) -> str:
        """Run what has to succeed and give what it says."""
        done = self.run(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def request(self, subject: str, *new_key: str, name: str = "card") -> str:
        """Make a key and a PKCS#10 request; `new_key` is said to `openssl genpkey`."""
        kind = new_key or ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
        self.must("genpkey", *kind, "-out", f"{name}.key")
        words = ("-key", f"{name}.key", "-subj", subject, "-utf8", "-out", f"{name}.csr")
        self.must("req", "-new", *words)
        return self.get(f"{name}.csr").decode()

    def issue(self, level: str = "advanced", name: str = "card", subject: str = "") -> str:
        """Have a certificate issued, `card.pem`, and give its serial number."""
        csr = self.request(subject or "/CN=Camille Roux/GN=Camille/SN=Roux", name=name)
        told = self.wanted(csr, level)
        assert told.status_code == 201, told.text
        self.put(f"{name}.pem", told.json()["certificate"])
        return str(told.json()["serial"])

    def wanted(self, csr: str, level: str, **headers: str) -> httpx2.Response:
        body = {"csr": csr, "level": level}
        told = {**self.key, **headers}
        return self.client.post("/v2/sandbox/certificates", json=body, headers=told)

    def revoke(self, serial: str, **body: str) -> httpx2.Response:
        place = f"/v2/sandbox/certificates/{serial}/revoke"
        return self.client.post(place, json=body, headers=self.key)

    def lists(self) -> None:
        """Fetch the CRLs into `crls.pem`."""
        pems = []
        for name in CAS:
            self.put(f"{name}.crl", self.client.get(f"/crl/{name}.crl").content)
            pems.append(self.must("crl", "-inform", "DER", "-in", f"{name}.crl"))
        self.put("crls.pem", "".join(pems))

    def timestamp(self, *words: str, digest: str = "sha256") -> str:
        """Ask with `openssl ts -query` and give what `openssl ts -reply -text` reads."""
        self.put("data", b"what is stamped")
        self.must("ts", "-query", "-data", "data", f"-{digest}", *words, "-out", "query.tsq")
        answer = self.client.post("/tsa", content=self.get("query.tsq"), headers=QUERY)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/timestamp-reply"
        self.put("reply.tsr", answer.content)
        return self.must("ts", "-reply", "-in", "reply.tsr", "-text")
