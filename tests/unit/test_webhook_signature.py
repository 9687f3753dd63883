"""A webhook's payload is taken only when it is signed as it should be, whatever else it is."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from paraph.domain.errors import ParaphError
from paraph.domain.errors.filing import WebhookRefused, WebhookSecretUnusable
from paraph.domain.keys.secret import Secret
from paraph.domain.service.webhook_signature import (
    WebhookSecrets,
    check_payload,
    check_secrets,
)
from paraph_sandbox.delivery.signatures import guide_signature, standard_signature

# As Standard Webhooks publishes it.
KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID, AT = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
BODY = b'{"test": 2432232314}'
VECTOR = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
GUIDE = "whsec_your_hmac_secret"
NOW = datetime.fromtimestamp(AT, UTC)
STANDARD_ONLY = WebhookSecrets(standard=Secret(KEY))
GUIDE_ONLY = WebhookSecrets(guide=Secret(GUIDE))
BOTH = WebhookSecrets(Secret(GUIDE), Secret(KEY))


def standard(
    signatures: str = VECTOR, at: str = str(AT), message: str = ID
) -> list[tuple[bytes, bytes]]:
    return [
        (b"Webhook-Id", message.encode()),
        (b"Webhook-Timestamp", at.encode()),
        (b"Webhook-Signature", signatures.encode()),
    ]


def guide(value: str | None = None) -> list[tuple[bytes, bytes]]:
    made = value if value is not None else guide_signature(GUIDE, BODY)
    return [(b"X-Certyneo-Signature", made.encode("utf-8", "surrogateescape"))]


def refused(headers, secrets=BOTH, body=BODY, now=NOW) -> object:
    with pytest.raises(WebhookRefused) as caught:
        check_payload(body, headers, secrets, now)
    return caught.value.details["why"]


def test_what_is_signed_by_both_schemes_is_taken():
    check_payload(BODY, standard() + guide(), BOTH, NOW)
    check_payload(BODY, standard(), STANDARD_ONLY, NOW)
    check_payload(BODY, guide(), GUIDE_ONLY, NOW)


def test_where_both_are_set_both_have_to_hold():
    assert refused(standard()) == "unsigned"
    assert refused(guide()) == "unsigned"
    assert refused(standard() + guide("sha256=" + "0" * 64)) == "signature"
    assert refused(standard("v1," + "A" * 44) + guide()) == "signature"


def test_another_body_or_another_key_is_refused():
    assert refused(standard() + guide(), body=BODY + b" ") == "signature"
    other = WebhookSecrets(Secret("another secret"))
    assert refused(guide(), other) == "signature"


def test_one_secret_is_not_taken_for_the_other_schemes():
    # The same text is two keys: as it stands, and as base64.
    text = "whsec_" + base64.b64encode(b"k" * 32).decode()
    by_guide = [(b"X-Certyneo-Signature", guide_signature(text, BODY).encode())]
    check_payload(BODY, by_guide, WebhookSecrets(Secret(text)), NOW)
    raw = base64.b64encode(
        hmac.digest(text.encode(), f"{ID}.{AT}.".encode() + BODY, hashlib.sha256)
    ).decode()
    assert refused(standard(f"v1,{raw}"), WebhookSecrets(None, Secret(text))) == "signature"


@pytest.mark.parametrize("off_s", [-301, 301, 3600, -86400])
def test_another_time_is_refused(off_s):
    assert refused(standard(), STANDARD_ONLY, now=NOW + timedelta(seconds=off_s)) == "time"


@pytest.mark.parametrize("off_s", [-300, 0, 300])
def test_five_minutes_are_allowed(off_s):
    check_payload(BODY, standard(), STANDARD_ONLY, NOW + timedelta(seconds=off_s))


def test_the_time_and_the_id_are_signed_too():
    assert refused(standard(at=str(AT + 1)), STANDARD_ONLY) == "signature"
    assert refused(standard(message="msg_other"), STANDARD_ONLY) == "signature"


def test_one_of_several_signatures_is_enough_as_while_a_key_is_changed():
    wrong = "v1," + "A" * 43 + "="
    check_payload(BODY, standard(f"{wrong} v1a,{'A' * 86} {VECTOR}"), STANDARD_ONLY, NOW)
    made = guide_signature(GUIDE, BODY)
    check_payload(BODY, guide(f"sha256={'0' * 64}, {made}"), GUIDE_ONLY, NOW)
    check_payload(BODY, guide("sha256=" + "0" * 64) + guide(), GUIDE_ONLY, NOW)
    assert refused(standard(" ".join([wrong] * 17 + [VECTOR])), STANDARD_ONLY) == "header"


@pytest.mark.parametrize(
    "signatures",
    [
        "garbage",
        "v1",
        "v1,a,b",
        "v1,notb64!!",
        " ",
        "v2," + VECTOR[3:],
        VECTOR[3:],
        "ü",
        ",",
        "v1,",
    ],
)
def test_a_signature_of_no_form_is_refused(signatures):
    assert refused(standard(signatures), STANDARD_ONLY) in ("signature", "unsigned")


@pytest.mark.parametrize("at", ["", " ", "-1", "1e9", "٣", "9" * 30, "1614265330.0", "0x60"])
def test_a_time_of_no_form_is_refused(at):
    assert refused(standard(at=at), STANDARD_ONLY) in ("header", "time")


@pytest.mark.parametrize("value", ["sha256=é", "\udcff\udcfe", "sha256=", "sha1=" + "0" * 40, ""])
def test_a_header_that_is_no_ascii_is_refused_and_raises_nothing_else(value):
    assert refused(guide(value), GUIDE_ONLY) == "signature"


def test_one_id_and_one_time_are_wanted():
    assert refused([*standard(), (b"webhook-id", b"msg_2")], STANDARD_ONLY) == "header"
    assert refused([*standard(), (b"webhook-timestamp", b"1")], STANDARD_ONLY) == "header"
    assert refused(guide("x" * 5000), GUIDE_ONLY) == "header"


@pytest.mark.parametrize(
    ("secrets", "why"),
    [
        (WebhookSecrets(), "missing"),
        (WebhookSecrets(None, Secret("whsec_not base64!")), "not_base64"),
        (WebhookSecrets(None, Secret("whsec_ü")), "not_base64"),
        (WebhookSecrets(None, Secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")), "not_standard"),
        (WebhookSecrets(None, Secret("whsec_your_hmac_secret")), "not_base64"),
        (WebhookSecrets(None, Secret("whsec_c2hvcnQ=")), "not_standard"),
    ],
)
def test_a_secret_that_cannot_be_is_told(secrets, why):
    with pytest.raises(WebhookSecretUnusable) as caught:
        check_payload(BODY, standard() + guide(), secrets, NOW)
    assert caught.value.details["why"] == why


def test_an_empty_secret_is_none():
    with pytest.raises(WebhookSecretUnusable):
        check_secrets(WebhookSecrets(Secret(" ")))
    check_secrets(BOTH)


raw_headers = st.lists(
    st.tuples(
        st.sampled_from(
            [b"webhook-id", b"Webhook-Timestamp", b"WEBHOOK-SIGNATURE", b"x-certyneo-signature"]
        )
        | st.binary(max_size=20),
        st.binary(max_size=80) | st.sampled_from([VECTOR.encode(), str(AT).encode(), ID.encode()]),
    ),
    max_size=8,
)


@given(st.binary(max_size=64), raw_headers, st.sampled_from([BOTH, GUIDE_ONLY, STANDARD_ONLY]))
def test_whatever_comes_is_refused_and_raises_nothing_else(body, headers, secrets):
    try:
        check_payload(body, headers, secrets, NOW)
    except ParaphError:
        return
    # It holds by both judges, or it was not taken.
    if secrets.standard is not None:
        told = {name.lower().strip(): value.strip() for name, value in headers}
        at = int(told[b"webhook-timestamp"])
        made = standard_signature(KEY, told[b"webhook-id"].decode(), at, body)
        assert made.encode() in told[b"webhook-signature"]


@given(st.binary(max_size=200), st.integers(0, 2**33), st.text("abc_.-0123456789", min_size=1))
def test_the_library_of_standard_webhooks_signs_what_is_taken(body, at, message):
    moment = datetime.fromtimestamp(at, UTC)
    text = body.hex()
    made = Webhook(KEY).sign(message, moment, text)
    headers = standard(made, str(at), message)
    check_payload(text.encode(), headers, STANDARD_ONLY, moment)


def test_what_the_sandbox_signs_is_taken():
    made = standard_signature(KEY, "evt_1", AT, BODY)
    headers = standard(made, message="evt_1") + guide(guide_signature(GUIDE, BODY))
    check_payload(BODY, headers, BOTH, NOW)
