"""The person's own trust anchors: added, shown with all others, removed one by one."""

import hashlib
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from paraph.domain.errors import FolderReadOnly
from paraph.filing.own_trust import OwnTrust
from paraph.filing.trust_folders import TrustFolders
from tests.fakes.pki import identity

ONE, TWO = identity("p256").certificate_der, identity("p384").certificate_der


def sha256(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()


@pytest.fixture
def trust(tmp_path: Path) -> OwnTrust:
    firm = tmp_path / "firm"
    firm.mkdir()
    (firm / "firm.der").write_bytes(TWO)
    own = tmp_path / "own"
    return OwnTrust(own, TrustFolders([firm, own]))


def test_what_is_added_is_trusted_and_the_persons_own(trust: OwnTrust):
    assert list(trust.certificates()) == [TWO]
    trust.add([ONE])
    trust.add([ONE])
    assert set(trust.certificates()) == {ONE, TWO}
    assert (trust.is_own(sha256(ONE)), trust.is_own(sha256(TWO))) == (True, False)


def test_only_the_persons_own_is_removed(trust: OwnTrust):
    trust.add([ONE])
    assert not trust.remove(sha256(TWO))
    assert trust.remove(sha256(ONE))
    assert not trust.remove(sha256(ONE))
    assert list(trust.certificates()) == [TWO]


def test_removing_one_of_a_bundle_leaves_the_others(trust: OwnTrust, tmp_path: Path):
    folder = tmp_path / "own"
    folder.mkdir()
    three = identity("bp256").certificate_der
    pem = [x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM) for der in (ONE, three)]
    (folder / "bundle.pem").write_bytes(b"".join(pem))
    assert trust.remove(sha256(ONE))
    assert set(trust.certificates()) == {three, TWO}
    assert [file.name for file in folder.iterdir()] == [f"{sha256(three)}.der"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderReadOnly):
        OwnTrust(tmp_path / "file" / "trust", TrustFolders([])).add([ONE])
