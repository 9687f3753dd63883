"""Trust anchors are what lies in the folders, and the system's when that is chosen."""

import ssl
from pathlib import Path

import pytest
from asn1crypto import pem

from paraph.filing.certificate_files import certificates_in
from paraph.filing.system_trust import system_anchors
from paraph.filing.trust_folders import TrustFolders
from tests.fakes.certificates import certificate

ONE, TWO, THREE = (certificate(f"CN={name}", "CERT", ca=True) for name in ("one", "two", "three"))


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    made = [tmp_path / "administrator", tmp_path / "person"]
    for folder in made:
        folder.mkdir()
    return made


def armored(*ders: bytes) -> bytes:
    return b"subject=/CN=x\n" + b"\n".join(pem.armor("CERTIFICATE", der) for der in ders)


def test_pem_and_der_count_each_once_in_order(folders: list[Path]):
    (folders[0] / "b.pem").write_bytes(armored(ONE, TWO))
    (folders[1] / "a.crt").write_bytes(THREE)
    (folders[1] / "z.der").write_bytes(ONE)
    assert TrustFolders(folders).certificates() == [ONE, TWO, THREE]


def test_files_that_are_none_hide_no_other_and_are_shown(folders: list[Path]):
    broken = armored(ONE).replace(b"MII", b"M!I", 1)
    (folders[1] / "a.pem").write_bytes(broken + b"\n" + armored(TWO))
    (folders[1] / "key.p12").write_bytes(b"\x30\x03\x02\x01\x03")
    (folders[1] / "notes.txt").write_text("ask the registrar")
    (folders[1] / "cut.der").write_bytes(THREE[:-20])
    (folders[1] / ".hidden.crt").write_bytes(THREE)
    (folders[1] / "inner").mkdir()
    found = TrustFolders(folders)
    assert found.certificates() == [TWO]
    assert {each.file.name: len(each.certificates_der) for each in found.files()} == {
        "a.pem": 1,
        "cut.der": 0,
        "key.p12": 0,
        "notes.txt": 0,
    }


def test_what_is_put_there_while_it_runs_counts(folders: list[Path]):
    trust = TrustFolders(folders)
    assert trust.certificates() == []
    (folders[1] / "a.crt").write_bytes(ONE)
    assert trust.certificates() == [ONE]


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path):
    assert TrustFolders([tmp_path / "no"]).certificates() == []


def test_a_huge_file_is_not_read(tmp_path: Path):
    file = tmp_path / "huge.pem"
    with file.open("wb") as out:
        out.write(armored(ONE))
        out.truncate(9 << 20)
    assert certificates_in(file) == []


def test_the_systems_anchors_are_those_of_its_own_store(monkeypatch: pytest.MonkeyPatch):
    found = system_anchors()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations("/etc/ssl/certs/ca-certificates.crt")
    assert set(context.get_ca_certs(binary_form=True)) <= set(found)
    assert len(found) > 50


def test_the_system_counts_only_when_it_is_chosen(folders: list[Path]):
    (folders[0] / "a.crt").write_bytes(ONE)
    assert TrustFolders(folders).certificates() == [ONE]
    both = TrustFolders(folders, system=True).certificates()
    assert both[0] == ONE
    assert len(both) == len(system_anchors()) + 1
