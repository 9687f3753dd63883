"""What a token tells of its keys before a login is what they do after it."""

from contextlib import closing

import pytest

from paraph.domain.errors import MechanismMissing
from paraph.pkcs11 import token_listing
from paraph.pkcs11.module_process import ModuleProcess
from paraph.ports.signing_token import SigningWay
from tests.fakes.pki import identity

pytestmark = pytest.mark.token


def test_a_real_token_tells_the_way_of_its_key(demo_token):
    with closing(ModuleProcess(demo_token.module)) as module:
        (token,) = [each for each in module.tokens() if each.certificates]
        (certificate,) = token.certificates
        assert certificate.way is not None
        der = certificate.certificate_der
        with module.open_key(token, der, demo_token.pin) as key:
            assert certificate.way == SigningWay(key.scheme, tuple(key.digests))


def test_a_token_that_has_no_method_says_so_before():
    der = identity("rsa2048").certificate_der
    assert token_listing._way(der, frozenset()) == SigningWay(None)
    with pytest.raises(MechanismMissing):
        token_listing.key_use(der, frozenset())


def test_a_certificate_that_cannot_be_read_tells_nothing():
    assert token_listing._way(b"none", frozenset({1})) is None
