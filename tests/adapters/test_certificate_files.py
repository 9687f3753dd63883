"""Trust anchors that a person names: files and folders, and what is neither."""

import os
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from paraph.domain.errors import DocumentMissing, InvalidArgument
from paraph.filing.certificate_files import certificates_in, load_anchors
from tests.fakes.pki import identity

ONE, TWO = identity("p256").ca_der, identity("p384").ca_der


def pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)


def test_a_file_holds_one_or_several_and_a_folder_is_read_as_a_whole(tmp_path: Path):
    (tmp_path / "one.der").write_bytes(ONE)
    (tmp_path / "two.pem").write_bytes(b"subject=/CN=x\n" + pem(TWO) + pem(ONE))
    (tmp_path / "notes.txt").write_bytes(b"not a certificate")
    (tmp_path / "below").mkdir()
    assert load_anchors(tmp_path / "one.der") == [ONE]
    assert load_anchors(tmp_path / "two.pem") == [TWO, ONE]
    assert load_anchors(tmp_path) == [ONE, TWO, ONE]


@pytest.mark.parametrize(
    "content",
    [b"", b"no", ONE[:-40], b"-----BEGIN CERTIFICATE-----\n!!\n", b"\x30\x03\x02\x01\x05"],
)
def test_what_holds_no_certificate_is_told_and_nothing_is_taken(tmp_path: Path, content: bytes):
    file = tmp_path / "x.pem"
    file.write_bytes(content)
    with pytest.raises(InvalidArgument) as told:
        load_anchors(file)
    assert told.value.details == {"value": str(file), "why": "no certificate"}
    with pytest.raises(InvalidArgument):
        load_anchors(tmp_path)


def test_a_pipe_or_a_device_is_not_read(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (pipe, Path("/dev/zero"), tmp_path / "none"):
        with pytest.raises(DocumentMissing):
            load_anchors(place)
    (tmp_path / "one.der").write_bytes(ONE)
    assert load_anchors(tmp_path) == [ONE], "a pipe in a folder is passed over"


def test_of_a_huge_file_no_more_is_read_than_certificates_take(tmp_path: Path):
    file = tmp_path / "huge.pem"
    file.write_bytes(pem(ONE))
    with file.open("r+b") as grown:
        grown.truncate(1 << 40)  # no room is taken; to read it would take a terabyte
    assert certificates_in(file) == []
