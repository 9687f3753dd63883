"""EU DSS is a judge only if it tells levels apart and sees what is wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from tests.fakes.pyhanko_levels import sign_at_level
from tests.judges_dss import dss_levels, dss_report
from tests.rigs.certomancer_pki import CertomancerPki, certomancer_pki


@pytest.fixture(scope="module", params=["ec", "rsa"])
def pki(request: pytest.FixtureRequest) -> Iterator[CertomancerPki]:
    with certomancer_pki(request.param) as made:
        yield made


@pytest.mark.parametrize("level", ["B-B", "B-T", "B-LT", "B-LTA"])
def test_dss_tells_each_level_of_what_pyhanko_makes(
    pki: CertomancerPki, tmp_path: Path, level: str
):
    out = tmp_path / "signed.pdf"
    sign_at_level(pki, SAMPLE, out, level)
    (told,) = dss_levels(out, pki.anchors)
    assert told.level == f"PAdES-BASELINE-{level[2:]}"
    assert told.holds
    assert told.is_trusted
    assert len(told.timestamps) == {"B-B": 0, "B-T": 1, "B-LT": 1, "B-LTA": 2}[level]
    assert all(each.is_trusted for each in told.timestamps)


def test_dss_sees_a_changed_byte_and_an_unknown_root(pki: CertomancerPki, tmp_path: Path):
    out = tmp_path / "signed.pdf"
    sign_at_level(pki, SAMPLE, out, "B-T")
    data = bytearray(out.read_bytes())
    data[100] ^= 1
    (tmp_path / "changed.pdf").write_bytes(data)
    (changed,) = dss_levels(tmp_path / "changed.pdf", pki.anchors)
    assert not changed.is_intact
    assert not changed.holds
    (unknown,) = dss_levels(out, [pki.certificate_der("tsa-2")])
    assert unknown.holds
    assert not unknown.is_trusted


def test_a_file_that_dss_cannot_read_fails_and_the_next_is_judged(
    pki: CertomancerPki, tmp_path: Path
):
    (tmp_path / "no.pdf").write_bytes(b"no PDF")
    with pytest.raises(AssertionError, match="ERROR"):
        dss_levels(tmp_path / "no.pdf", pki.anchors)
    assert dss_report(SAMPLE, pki.anchors).signatures == []
