"""CRLs, judged by openssl."""

import re

import pytest
from asn1crypto import core, crl

from paraph_sandbox.clock import machine_time
from paraph_sandbox.pki import lifetimes
from paraph_sandbox.pki.crl import publish, published
from paraph_sandbox.pki.roles import Role
from tests.sandbox.conftest import Sandbox
from tests.sandbox.openssl import CAS, OpenSsl

_VERIFY = ("verify", "-x509_strict", "-CAfile", "root.pem", "-CRLfile", "crls.pem")


def _verify(openssl: OpenSsl, issuer: str, name: str = "card.pem") -> str:
    openssl.lists()
    done = openssl.run(*_VERIFY, "-crl_check_all", "-untrusted", f"{issuer}.pem", name)
    return done.stdout + done.stderr


def _number(openssl: OpenSsl, issuer: str = "advanced") -> int:
    openssl.lists()
    told = openssl.must("crl", "-inform", "DER", "-in", f"{issuer}.crl", "-noout", "-crlnumber")
    return int(re.search("crlNumber=0x([0-9A-F]+)", told)[1], 16)


@pytest.mark.parametrize("level", ["advanced", "qualified"])
def test_openssl_checks_a_card_against_the_lists(openssl: OpenSsl, level: str) -> None:
    serial = openssl.issue(level)
    assert "card.pem: OK" in _verify(openssl, level)
    openssl.revoke(serial)
    assert "certificate revoked" in _verify(openssl, level)


def test_what_is_revoked_stays_revoked_with_its_reason(openssl: OpenSsl) -> None:
    for number, reason in enumerate(["superseded", "unspecified"]):
        serial = openssl.issue(name=f"card{number}")
        openssl.revoke(serial, reason=reason)
        openssl.lists()
        told = openssl.must("crl", "-inform", "DER", "-in", "advanced.crl", "-noout", "-text")
        assert serial.upper() in told.replace("Serial Number: 0", "Serial Number: ")
    assert told.count("Serial Number:") == 2
    assert "Superseded" in told
    # RFC 5280, 5.3.1: unspecified is told by no reason at all.
    assert told.count("CRL Reason Code") == 1


def test_the_number_rises_with_each_revocation_and_never_else(openssl: OpenSsl) -> None:
    first = _number(openssl)
    assert _number(openssl) == first
    for more in (1, 2):
        serial = openssl.issue(name=f"card{more}")
        openssl.revoke(serial)
        assert _number(openssl) == first + more
    assert _number(openssl, "qualified") == first


def test_a_list_is_renewed_before_it_ends_and_after_the_clock_was_set_back(
    sandbox: Sandbox,
) -> None:
    now, database = machine_time(), sandbox.services.database
    authorities = sandbox.services.pki.authorities()
    numbers = []
    for at in (now, now + lifetimes.CRL_RENEWED, now - lifetimes.CRL):
        with database.write() as tx:
            der = publish(authorities, tx, Role.ADVANCED, at)
            assert published(tx, Role.ADVANCED, at) == der
        told = crl.CertificateList.load(der)["tbs_cert_list"]
        assert told["this_update"].native == at
        assert told["next_update"].native == at + lifetimes.CRL
        numbers.append(told["crl_extensions"][0]["extn_value"].native)
    assert numbers == [1, 2, 3]


def test_the_lists_write_their_times_and_their_emptiness_as_the_profile_says(
    openssl: OpenSsl,
) -> None:
    for name in CAS:
        told = crl.CertificateList.load(openssl.client.get(f"/crl/{name}.crl").content)
        tbs = told["tbs_cert_list"]
        # RFC 5280, 5.1.2.4 to 5.1.2.6.
        assert tbs["this_update"].name == tbs["next_update"].name == "utc_time"
        assert isinstance(tbs["revoked_certificates"], core.Void)


@pytest.mark.parametrize("name", ["tsa.crl", "root", "..%2froot.crl", "ROOT.CRL", "%00", "é.crl"])
def test_there_is_no_other_list(sandbox: Sandbox, name: str) -> None:
    answer = sandbox.client.get(f"/crl/{name}")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("name", ["ocsp-root.crt", "root.key.pem", "..%2froot.crt", "root"])
def test_there_is_no_other_certificate_and_no_key(sandbox: Sandbox, name: str) -> None:
    assert sandbox.client.get(f"/certs/{name}").status_code == 404
