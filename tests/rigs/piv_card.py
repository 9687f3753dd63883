"""A PIV card in software (NIST SP 800-73-4, part 2), spoken to by pcscd through vpcd.

Run as a process: JSON orders on standard input, one answer a line. It knows nothing of PKCS#11;
what it does wrong, a card would do wrong. Only what OpenSC asks of a card is here.
"""

import base64
import json
import select
import socket
import struct
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa, utils
from cryptography.hazmat.primitives.serialization import load_der_private_key

AID = bytes.fromhex("A000000308000010000100")
ATR = bytes.fromhex("3BD518FF8191FE1FC38073C8211309")
OBJECT_OF_SLOT = {0x9A: "5fc105", 0x9C: "5fc10a"}  # SP 800-73-4, part 1, table 3
CHUID, CAPABILITIES, DISCOVERY = "5fc102", "5fc107", "7e"
# A FASC-N of agency 9999: the card is not a federal one, and its GUID is its serial.
FASC_N = bytes.fromhex("d4e739da739ced39ce739d836858210842108421c84210c3eb")
OK, MORE, DENIED, BLOCKED = 0x9000, 0x6100, 0x6982, 0x6983
WRONG_DATA, NOT_FOUND, NO_KEY, UNKNOWN = 0x6A80, 0x6A82, 0x6A88, 0x6D00


class Pulled(Exception):
    """The card leaves the reader in the middle of a command."""


@dataclass
class Settings:
    """What a card holds, as it goes to its process."""

    port: int
    slots: dict[int, tuple[bytes, bytes]]  # key in PKCS #8 DER, certificate DER
    pin: str = "123456"
    tries: int = 3
    guid: bytes = bytes(range(16))
    sign_ms: int = 0

    def to_json(self) -> str:
        slots = {f"{n:x}": [_text(k), _text(c)] for n, (k, c) in self.slots.items()}
        return json.dumps({**vars(self), "slots": slots, "guid": _text(self.guid)})

    @classmethod
    def from_json(cls, line: str) -> "Settings":
        values: dict[str, Any] = json.loads(line)
        slots = {int(n, 16): (_raw(k), _raw(c)) for n, (k, c) in values.pop("slots").items()}
        return cls(slots=slots, guid=_raw(values.pop("guid")), **values)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _raw(text: str) -> bytes:
    return base64.b64decode(text)


def tlv(tag: str, value: bytes) -> bytes:
    """Encode by ISO 7816-4, 5.2.2."""
    size = len(value)
    if size < 0x80:
        length = bytes([size])
    elif size < 0x100:
        length = b"\x81" + bytes([size])
    else:
        length = b"\x82" + size.to_bytes(2, "big")
    return bytes.fromhex(tag) + length + value


def parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Split data objects with tags of one byte."""
    at = 0
    while at < len(data):
        tag, size, at = data[at], data[at + 1], at + 2
        if size & 0x80:
            count = size & 0x7F
            size, at = int.from_bytes(data[at : at + count], "big"), at + count
        yield tag, data[at : at + size]
        at += size


@dataclass
class Card:
    """The applet: PIN counter, data objects and keys."""

    settings: Settings
    tries_left: int = 0
    signatures: int = 0
    wrong_pins: int = 0
    pins_asked: int = 0  # PINs that were presented, right or wrong
    pull_at_signature: int = 0  # counted from now on; 0 for never
    _verified: bool = False
    _just_verified: bool = False
    _selected: bool = False
    _chain: bytes = b""
    _rest: bytes = b""
    _objects: dict[str, bytes] = field(default_factory=dict)
    _keys: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tries_left = self.settings.tries
        for slot, (key, certificate) in self.settings.slots.items():
            self._keys[slot] = load_der_private_key(key, None)
            held = tlv("70", certificate) + tlv("71", b"\0") + tlv("fe", b"")
            self._objects[OBJECT_OF_SLOT[slot]] = held
        guid = self.settings.guid
        self._objects[CHUID] = (
            tlv("30", FASC_N) + tlv("34", guid) + tlv("35", b"20400101")
            + tlv("3e", b"") + tlv("fe", b"")
        )  # fmt: skip
        rest = b"".join(tlv(tag, b"") for tag in ("f3", "f6", "f7", "fa", "fb", "fc", "fd", "fe"))
        self._objects[CAPABILITIES] = (
            tlv("f0", b"\xa0\0\0\x01\x16" + guid) + tlv("f1", b"\x21") + tlv("f2", b"\x21")
            + tlv("f4", b"\0") + tlv("f5", b"\x10") + rest
        )  # fmt: skip

    def reset(self) -> None:
        """Power off and on: what was verified is so no more; the counter stays."""
        self._verified = self._just_verified = self._selected = False
        self._chain = self._rest = b""

    def answer(self, apdu: bytes) -> bytes:
        """Carry out one command APDU (ISO 7816-4, 5.1). Raises Pulled."""
        head, data, expected = self._parse(apdu)
        if head[1] == 0xC0:  # GET RESPONSE
            return self._give(expected)
        if head[0] & 0x10:  # command chaining
            self._chain += data
            return OK.to_bytes(2, "big")
        data, self._chain = self._chain + data, b""
        self._rest, status = self._command(head, data)
        return self._give(expected) if status == OK else status.to_bytes(2, "big")

    @staticmethod
    def _parse(apdu: bytes) -> tuple[bytes, bytes, int]:
        head, body = apdu[:4], apdu[4:]
        if len(body) <= 1:
            return head, b"", (body[0] if body else 0) or 256
        if body[0] == 0:  # extended length
            size = int.from_bytes(body[1:3], "big")
            if len(body) == 3:
                return head, b"", size or 65536
            return head, body[3 : 3 + size], 65536
        size = body[0]
        return head, body[1 : 1 + size], (body[1 + size] if len(body) > 1 + size else 0) or 256

    def _give(self, expected: int) -> bytes:
        now, self._rest = self._rest[:expected], self._rest[expected:]
        status = MORE | min(len(self._rest), 0xFF) if self._rest else OK
        return now + status.to_bytes(2, "big")

    def _command(self, head: bytes, data: bytes) -> tuple[bytes, int]:
        _, instruction, p1, p2 = head
        if instruction == 0xA4:
            return self._select(data)
        if not self._selected:
            return b"", UNKNOWN
        if instruction == 0xCB:
            return self._get_data(data)
        if instruction == 0x20:
            return b"", self._verify(p1, p2, data)
        if instruction == 0x87:
            return self._sign(p2, data)
        return b"", UNKNOWN

    def _select(self, data: bytes) -> tuple[bytes, int]:
        if not data or not (AID.startswith(data) or data.startswith(AID[:9])):
            return b"", NOT_FOUND
        self._selected = True
        return tlv("61", tlv("4f", AID[5:]) + tlv("79", tlv("4f", AID[:5]))), OK

    def _get_data(self, data: bytes) -> tuple[bytes, int]:
        tag = data[2 : 2 + data[1]].hex()
        if tag == DISCOVERY:
            return tlv("7e", tlv("4f", AID) + tlv("5f2f", b"\x40\0")), OK
        held = self._objects.get(tag)
        return (b"", NOT_FOUND) if held is None else (tlv("53", held), OK)

    def _verify(self, p1: int, p2: int, data: bytes) -> int:
        if p2 != 0x80:
            return NO_KEY
        if not data and p1 == 0xFF:
            self._verified = False
            return OK
        if not data:
            return OK if self._verified else self._left()
        self.pins_asked += 1
        if self.tries_left == 0:
            return BLOCKED
        if data == self.settings.pin.encode().ljust(8, b"\xff"):
            self.tries_left = self.settings.tries
            self._verified = self._just_verified = True
            return OK
        self.tries_left, self.wrong_pins = self.tries_left - 1, self.wrong_pins + 1
        self._verified = False
        return self._left()

    def _left(self) -> int:
        return 0x63C0 | self.tries_left if self.tries_left else BLOCKED

    def _sign(self, slot: int, data: bytes) -> tuple[bytes, int]:
        key = self._keys.get(slot)
        if key is None:
            return b"", NO_KEY
        # SP 800-73-4, part 1, 5.5: the digital signature key wants a PIN right before each use.
        if not self._verified or (slot == 0x9C and not self._just_verified):
            return b"", DENIED
        self._just_verified = False
        if self.pull_at_signature:
            self.pull_at_signature -= 1
            if self.pull_at_signature == 0:
                time.sleep(self.settings.sign_ms / 2000)
                raise Pulled
        start = time.monotonic()
        value = _private(key, dict(parts(dict(parts(data))[0x7C]))[0x81])
        time.sleep(max(0.0, self.settings.sign_ms / 1000 - (time.monotonic() - start)))
        if value is None:
            return b"", WRONG_DATA
        self.signatures += 1
        return tlv("7c", tlv("82", value)), OK


def _private(key: Any, challenge: bytes) -> bytes | None:
    """Use the key as a card does: it sees a padded block or a digest, never the document."""
    if isinstance(key, rsa.RSAPrivateKey):
        if len(challenge) != key.key_size // 8:
            return None
        numbers = key.private_numbers()
        value = pow(int.from_bytes(challenge, "big"), numbers.d, numbers.public_numbers.n)
        return value.to_bytes(key.key_size // 8, "big")
    if len(challenge) != 32:  # P-256: a digest as long as the field
        return None
    return bytes(key.sign(challenge, ec.ECDSA(utils.Prehashed(hashes.SHA256()))))


class Slot:
    """The card's side of vpcd: a connection is a card in the reader."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.wanted = False
        self.link: socket.socket | None = None

    def follow(self) -> None:
        """Lie in the reader when it is wanted; a reader that is not there is tried again."""
        if self.wanted and self.link is None:
            try:
                link = socket.create_connection(("127.0.0.1", self.card.settings.port))
            except OSError:
                return
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.card.reset()
            self.link = link
        elif not self.wanted:
            self.leave()

    def leave(self) -> None:
        if self.link is not None:
            self.link.close()
        self.link = None

    def serve(self) -> None:
        """Answer one message: two bytes of length, then an APDU or a byte of control."""
        try:
            message = self._receive(int.from_bytes(self._receive(2), "big"))
            if len(message) > 1:
                self._send(self.card.answer(message))
            elif message == b"\x04":
                self._send(ATR)
            else:  # off, on, reset
                self.card.reset()
        except Pulled:
            self.wanted = False
            self.leave()
        except OSError:
            self.leave()  # the reader went; it is looked for again

    def _receive(self, count: int) -> bytes:
        assert self.link is not None
        found = b""
        while len(found) < count:
            # Nagle against delayed acknowledgements would cost 40 ms a command.
            self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            more = self.link.recv(count - len(found))
            if not more:
                raise OSError
            found += more
        return found

    def _send(self, data: bytes) -> None:
        assert self.link is not None
        self.link.sendall(struct.pack("!H", len(data)) + data)


def main() -> None:
    """Serve orders and the reader until standard input ends."""
    card = Card(Settings.from_json(sys.stdin.readline()))
    slot = Slot(card)
    answer("ready")
    while True:
        slot.follow()
        inputs = [sys.stdin, *([slot.link] if slot.link else [])]
        ready, _, _ = select.select(inputs, [], [], 0.05)
        if sys.stdin in ready:
            line = sys.stdin.readline()
            if not line:
                return
            answer(json.dumps(obey(slot, json.loads(line))))
        elif ready:
            slot.serve()


def answer(line: str) -> None:
    """Answer one order."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def obey(slot: Slot, order: dict[str, Any]) -> dict[str, Any]:
    """Carry out an order of the test and tell how the card stands."""
    card = slot.card
    if "inserted" in order:
        slot.wanted = order["inserted"]
    card.pull_at_signature = order.get("pull_at_signature", card.pull_at_signature)
    card.settings.sign_ms = order.get("sign_ms", card.settings.sign_ms)
    card.tries_left = order.get("tries_left", card.tries_left)
    slot.follow()
    return {
        "inserted": slot.link is not None,
        "tries_left": card.tries_left,
        "wrong_pins": card.wrong_pins,
        "pins_asked": card.pins_asked,
        "signatures": card.signatures,
    }


if __name__ == "__main__":
    main()
