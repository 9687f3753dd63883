"""Certificates as national CAs make them: who signs, who seals, and what the issuer states."""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest

from paraph.domain.keys.certificate import Purpose, QualifiedStatements, signing_bar
from paraph.domain.signature_act import SignatureAct, act_of, statement_of
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from tests.fakes.certificates import (
    COMPLIANCE,
    ESEAL,
    ESIGN,
    PDS,
    SSCD,
    WEB,
    Statements,
    certificate,
)

NOW = datetime(2026, 11, 25, tzinfo=UTC)
QSCD = (COMPLIANCE, SSCD)


class Case(NamedTuple):
    """A certificate and what is to be said of it."""

    subject: str
    holder: str
    usage: str = "NR"
    purposes: str | None = None
    said: Statements | None = Statements(QSCD)
    key: str = "rsa3072"
    seal: bool = False
    states: str | None = "qualified_on_device"
    purpose: Purpose = Purpose.SIGNATURE


CASES = {
    "Estonia, ID card, signature": Case(
        "C=EE/CN=JÕEORG,JAAK-KRISTJAN,38001085718/SN=JÕEORG/GN=JAAK-KRISTJAN"
        "/SERIAL=PNOEE-38001085718",
        "JÕEORG,JAAK-KRISTJAN,38001085718",
        said=Statements((*QSCD, PDS), (ESIGN,)),
        key="p384",
    ),
    "Estonia, ID card, authentication": Case(
        "C=EE/CN=JÕEORG,JAAK-KRISTJAN,38001085718/SN=JÕEORG/GN=JAAK-KRISTJAN"
        "/SERIAL=PNOEE-38001085718",
        "JÕEORG,JAAK-KRISTJAN,38001085718",
        usage="DS KA",
        purposes="client_auth email",
        said=None,
        key="p384",
        states=None,
        purpose=Purpose.LOGIN,
    ),
    "Estonia, firm": Case(
        "C=EE/O=Advokaadibüroo OÜ/OI=NTREE-10747013/CN=Advokaadibüroo OÜ",
        "Advokaadibüroo OÜ",
        said=Statements((*QSCD, PDS), (ESEAL,)),
        key="p384",
        seal=True,
    ),
    "Spain, ID card, signature": Case(
        "C=ES/SERIAL=IDCES-00000000T/SN=GARCÍA/GN=ANA/CN=GARCÍA LÓPEZ, ANA (FIRMA)",
        "GARCÍA LÓPEZ, ANA (FIRMA)",
        said=Statements((*QSCD, PDS), (ESIGN,), retention_years=15),
        key="rsa2048",
    ),
    "Spain, ID card, authentication": Case(
        "C=ES/SERIAL=IDCES-00000000T/SN=GARCÍA/GN=ANA/CN=GARCÍA LÓPEZ, ANA (AUTENTICACIÓN)",
        "GARCÍA LÓPEZ, ANA (AUTENTICACIÓN)",
        usage="DS",
        purposes="client_auth smartcard_logon",
        said=None,
        key="rsa2048",
        states=None,
        purpose=Purpose.LOGIN,
    ),
    "Spain, person who represents a firm, software": Case(
        "C=ES/SERIAL=IDCES-00000000T/GN=ANA/SN=GARCÍA LÓPEZ/O=DESPACHO SLP/OI=VATES-B00000000"
        "/CN=00000000T ANA GARCÍA (R: B00000000)",
        "00000000T ANA GARCÍA (R: B00000000)",
        usage="DS NR KE",
        purposes="client_auth email",
        said=Statements((COMPLIANCE, PDS), (ESIGN,), retention_years=15),
        states="qualified",
    ),
    "Spain, seal": Case(
        "C=ES/O=DESPACHO SLP/OU=SELLO ELECTRÓNICO/OI=VATES-B00000000/SERIAL=B00000000"
        "/CN=SELLO DEL DESPACHO",
        "SELLO DEL DESPACHO",
        usage="DS NR KE",
        purposes="client_auth email",
        said=Statements((COMPLIANCE, PDS), (ESEAL,), retention_years=15),
        seal=True,
        states="qualified",
    ),
    "Germany, person, Brainpool": Case(
        "C=DE/CN=Jürgen Groß/GN=Jürgen/SN=Groß/SERIAL=DTRWM000000000001",
        "Jürgen Groß",
        said=Statements((*QSCD, PDS), (ESIGN,)),
        key="bp256",
    ),
    "Germany, seal without a type": Case(
        "C=DE/O=Kanzlei Groß GmbH/OI=NTRDE-HRB 000000/CN=Kanzlei Groß GmbH",
        "Kanzlei Groß GmbH",
        said=Statements(QSCD),
        seal=True,
    ),
    "Germany, pseudonym in a firm": Case(
        "C=DE/O=Kanzlei Groß GmbH/OI=VATDE-000000000/PSEUDONYM=Archiv:PN/CN=Archiv:PN",
        "Archiv:PN",
        said=Statements(QSCD),
    ),
    "France, lawyer of a firm": Case(
        "C=FR/O=Cabinet Roux/OI=NTRFR-000000000/OU=0002 000000000/CN=Camille ROUX/GN=Camille"
        "/SN=ROUX/SERIAL=a1b2c3",
        "Camille ROUX",
        said=Statements((*QSCD, PDS), (ESIGN,)),
    ),
    "France, seal": Case(
        "C=FR/O=Cabinet Roux/OI=NTRFR-000000000/OU=0002 000000000/CN=Cachet du cabinet",
        "Cachet du cabinet",
        said=Statements((COMPLIANCE, PDS), (ESEAL,)),
        seal=True,
        states="qualified",
    ),
    "Italy, signature card, no type": Case(
        "C=IT/CN=Rossi Mario/GN=MARIO/SN=ROSSI/SERIAL=TINIT-RSSMRA80A01H501U",
        "Rossi Mario",
        said=Statements((*QSCD, PDS), retention_years=20),
        key="rsa2048",
    ),
    "Italy, services card, authentication": Case(
        "C=IT/CN=RSSMRA80A01H501U_7430034000000000/GN=MARIO/SN=ROSSI/SERIAL=TINIT-RSSMRA80A01H501U",
        "RSSMRA80A01H501U_7430034000000000",
        usage="DS",
        purposes="client_auth",
        said=None,
        key="rsa2048",
        states=None,
        purpose=Purpose.LOGIN,
    ),
    "Italy, person named by serial number only, in a firm": Case(
        "C=IT/O=Studio Rossi/OI=VATIT-00000000000/CN=Rossi Mario/SERIAL=TINIT-RSSMRA80A01H501U",
        "Rossi Mario",
        said=Statements((*QSCD, PDS), retention_years=20),
    ),
    "Belgium, ID card, signature": Case(
        "C=BE/CN=Jan Peeters (Signature)/SN=Peeters/GN=Jan/SERIAL=00010100000",
        "Jan Peeters (Signature)",
        said=Statements((*QSCD, PDS)),
        key="p384",
    ),
    "Belgium, ID card, authentication": Case(
        "C=BE/CN=Jan Peeters (Authentication)/SN=Peeters/GN=Jan/SERIAL=00010100000",
        "Jan Peeters (Authentication)",
        usage="DS",
        purposes="client_auth",
        said=None,
        key="p384",
        states=None,
        purpose=Purpose.LOGIN,
    ),
    "Belgium, seal": Case(
        "C=BE/O=Peeters Advocaten BV/OI=NTRBE-0000000000/CN=Peeters Advocaten BV",
        "Peeters Advocaten BV",
        said=Statements((*QSCD, PDS), (ESEAL,)),
        seal=True,
    ),
    "a seal by its type, its subject without an identifier": Case(
        "C=DE/O=Kanzlei Groß GmbH/CN=Kanzlei Groß GmbH",
        "Kanzlei Groß GmbH",
        said=Statements(QSCD, (ESEAL,)),
        seal=True,
    ),
    "a signature by its type, its subject like a firm's": Case(
        "C=IT/O=Studio Rossi/OI=VATIT-00000000000/CN=Rossi Mario",
        "Rossi Mario",
        said=Statements(QSCD, (ESIGN,)),
    ),
    "both types say nothing, the subject does": Case(
        "C=FR/O=Cabinet Roux/OI=NTRFR-000000000/CN=Cabinet Roux",
        "Cabinet Roux",
        said=Statements(QSCD, (ESIGN, ESEAL)),
        seal=True,
    ),
    "Switzerland, by its own law": Case(
        "C=CH/CN=Anna Meier/GN=Anna/SN=Meier/SERIAL=PNOCH-1",
        "Anna Meier",
        said=Statements(QSCD, (ESIGN,), ("CH",)),
        states=None,
    ),
    "a web site's": Case(
        "C=FR/O=Cabinet Roux/CN=roux.example",
        "roux.example",
        usage="DS",
        purposes="server_auth",
        said=Statements((COMPLIANCE,), (WEB,)),
        states=None,
        purpose=Purpose.OTHER,
    ),
    "nothing stated": Case(
        "C=FR/CN=Camille Roux/GN=Camille/SN=Roux", "Camille Roux", said=None, states=None
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_who_acts_how_and_what_is_stated(name):
    case = CASES[name]
    made = certificate(case.subject, case.usage, case.purposes, said=case.said, key=case.key)
    facts = read_certificate(made)
    act = SignatureAct.ADVANCED_SEAL if case.seal else SignatureAct.ADVANCED_SIGNATURE
    assert facts.holder == case.holder
    assert act_of(facts) is act
    assert statement_of(facts) == case.states
    assert facts.issuer_name == "Trust Service CA 3"
    bar = signing_bar(facts, NOW, load_algorithm_policy(), has_key=True)
    assert (bar is None) is (case.purpose is Purpose.SIGNATURE)


def test_every_statement_is_read():
    said = Statements((COMPLIANCE, SSCD), (ESIGN,), ("CH", "LI"), 15)
    found = read_certificate(certificate(said=said)).qualified
    assert found == QualifiedStatements(True, True, frozenset({"esign"}), ("CH", "LI"))


@pytest.mark.parametrize(
    "broken",
    [b"", b"\x30\x03\x01", b"\x04\x02ab", b"\x30\x04\x30\x02\x05\x00", b"not ASN.1 at all"],
)
def test_statements_that_cannot_be_read_state_nothing(broken):
    facts = read_certificate(certificate(said=broken))
    assert facts.qualified == QualifiedStatements()
    assert facts.holder == "Camille Roux"
