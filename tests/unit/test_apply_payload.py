"""A webhook's payload goes through the applier of events, after its signature was checked."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from paraph.domain.errors import InvalidArgument
from paraph.domain.errors.filing import WebhookRefused, WebhookSecretUnusable
from paraph.domain.errors.service import ServiceUnreachable
from paraph.domain.keys.secret import Secret
from paraph.remote.payload import event_of_payload
from paraph.usecases.apply_payload import Applied, apply_payload, keep_webhook_secrets
from paraph.usecases.pull_events import Pulled, pull_events
from paraph_sandbox.delivery.signatures import guide_signature, standard_signature
from tests.fakes.received import NOW, Profile, asked
from tests.fakes.service import FakeService, Fault

GUIDE, STANDARD = "whsec_your_hmac_secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class MemorySecrets:
    """`ports.service.AccountSecrets`, as far as webhooks need it."""

    are_kept = True

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Secret] = {}

    def put(self, account: str, name: str, secret: Secret) -> None:
        self.kept[account, name] = secret

    def find(self, account: str, name: str) -> Secret | None:
        return self.kept.get((account, name))


@pytest.fixture
def profile(tmp_path: Path):
    opened = Profile(tmp_path / "home", FakeService(now=lambda: NOW))
    pull_events(opened.receiving)
    yield opened
    opened.close()


@pytest.fixture
def secrets() -> MemorySecrets:
    made = MemorySecrets()
    keep_webhook_secrets("acc", Secret(GUIDE), Secret(STANDARD), made)
    return made


def body_of(event) -> bytes:
    data = {"signature_request_id": event.request_id, "version": event.version}
    told = {"event_id": event.id, "type": event.kind, "created_at": NOW.isoformat()}
    return json.dumps({**told, "seq": event.seq, "data": data}).encode()


def signed(body: bytes, message: str = "m") -> list[tuple[bytes, bytes]]:
    at = int(NOW.timestamp())
    return [
        (b"X-Certyneo-Signature", guide_signature(GUIDE, body).encode()),
        (b"webhook-id", message.encode()),
        (b"webhook-timestamp", str(at).encode()),
        (b"webhook-signature", standard_signature(STANDARD, message, at, body).encode()),
    ]


def applied(profile: Profile, secrets: MemorySecrets, body: bytes) -> Applied:
    return apply_payload(body, signed(body), secrets, event_of_payload, profile.receiving)


def test_a_payload_is_applied_once_and_the_feed_brings_nothing_new(profile, secrets):
    request = asked(profile.service)
    body = body_of(profile.service.happened[0])
    assert applied(profile, secrets, body) is Applied.APPLIED
    assert profile.of(request).status == "in_progress"
    assert applied(profile, secrets, body) is Applied.DUPLICATE
    assert pull_events(profile.receiving) == Pulled(1, 0, 1)
    assert profile.kinds().count("request_told") == 1


def test_an_event_that_was_fetched_before_is_a_duplicate(profile, secrets):
    asked(profile.service)
    pull_events(profile.receiving)
    body = body_of(profile.service.happened[0])
    assert applied(profile, secrets, body) is Applied.DUPLICATE


def test_a_payload_does_not_move_the_feed_on(profile, secrets):
    asked(profile.service)
    late = asked(profile.service)
    assert applied(profile, secrets, body_of(profile.service.happened[1])) is Applied.APPLIED
    assert profile.inbox.iterator("acc") == "0"
    assert pull_events(profile.receiving).applied == 1
    assert profile.of(late).status == "in_progress"


def test_a_forged_payload_applies_nothing_and_is_recorded(profile, secrets):
    asked(profile.service)
    body = body_of(profile.service.happened[0])
    with pytest.raises(WebhookRefused):
        apply_payload(body + b" ", signed(body), secrets, event_of_payload, profile.receiving)
    assert profile.all() == []
    assert profile.applied() == 0
    assert profile.kinds()[-1] == "webhook_refused"


def test_a_payload_of_another_account_is_not_taken(profile, secrets):
    asked(profile.service)
    body = body_of(profile.service.happened[0])
    secrets.kept = {("other", name): secret for (_, name), secret in secrets.kept.items()}
    with pytest.raises(WebhookSecretUnusable):
        applied(profile, secrets, body)


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"event_id": 7}', b"[" * 100_000, b"1" * 5000,
     b'{"event_id": "e", "type": "t", "created_at": "yesterday", "seq": 1}'],
)  # fmt: skip
def test_a_signed_body_that_is_no_event_is_refused(profile, secrets, body):
    with pytest.raises(WebhookRefused) as caught:
        applied(profile, secrets, body)
    assert caught.value.details["why"] == "payload"


def test_a_body_of_any_size_is_bounded(profile, secrets):
    asked(profile.service)
    body = body_of(profile.service.happened[0])
    with pytest.raises(WebhookRefused):
        applied(profile, secrets, body + b" " * (1 << 20))
    assert profile.applied() == 0


def test_a_payload_while_the_service_is_away_is_not_lost_by_the_feed(profile, secrets):
    request = asked(profile.service)
    profile.service.faults.append(Fault("away"))
    with pytest.raises(ServiceUnreachable):
        applied(profile, secrets, body_of(profile.service.happened[0]))
    assert pull_events(profile.receiving).applied == 1
    assert profile.of(request).status == "in_progress"


def test_a_payload_that_is_caught_and_sent_later_is_refused(profile, secrets):
    asked(profile.service)
    body = body_of(profile.service.happened[0])
    profile.clock.moment += timedelta(minutes=6)
    with pytest.raises(WebhookRefused):
        applied(profile, secrets, body)


def test_secrets_of_no_form_are_not_kept(secrets):
    empty = MemorySecrets()
    with pytest.raises(WebhookSecretUnusable):
        keep_webhook_secrets("acc", Secret(GUIDE), Secret("whsec_x"), empty)
    with pytest.raises(InvalidArgument):
        keep_webhook_secrets("acc", None, None, empty)
    assert empty.kept == {}
