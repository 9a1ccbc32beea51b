"""What only a real server shows: a browser that does not read, or says too much."""

import os
import socket
import struct
import subprocess
import sys
import time

import pytest

from community.asgi import LONGEST
from community.hub import FRAMES, TOO_SLOW

CUT = None  # without a word


@pytest.fixture(scope="module")
def daphne():
    """The port of a Daphne that shouts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "daphne", "-p", str(port), "tests.community.shouting:application"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    process = subprocess.Popen([sys.executable, *command], env=environment)
    for _turn in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield port
    process.terminate()
    process.wait(10)


class Browser:
    """The least that opens a socket; it reads only when it is told to."""

    def __init__(self, port, host="localhost", origin=None):
        self.line = socket.socket()
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.line.settimeout(10)
        self.line.connect(("127.0.0.1", port))
        head = (
            f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {origin or f'http://{host}:{port}'}"
            "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        self.line.sendall(head.encode())
        self.answer = b""
        while b"\r\n\r\n" not in self.answer:
            self.answer += self.line.recv(1)
        self.status = int(self.answer.split()[1])

    def say(self, text):
        """As a browser does: in one masked frame."""
        body = text.encode()
        if len(body) < 126:
            length = struct.pack("!B", 128 + len(body))
        elif len(body) < 2**16:
            length = struct.pack("!BH", 254, len(body))
        else:
            length = struct.pack("!BQ", 255, len(body))
        self.line.sendall(b"\x81" + length + b"\0\0\0\0" + body)

    def read(self, frames=None):
        """How many frames came, and the close code if one did; ``CUT`` when the line was."""
        number = 0
        while number != frames:
            try:
                kind, body = self._frame()
            except ConnectionResetError:  # in the middle of one, perhaps
                break
            if kind == 0x88:
                return number, struct.unpack("!H", body[:2])[0]
            number += kind == 0x81
        return number, CUT

    def _frame(self):
        kind, length = self._exactly(2)
        size = struct.unpack("!H", self._exactly(2))[0] if length == 126 else length
        return kind, self._exactly(size)

    def _exactly(self, size):
        data = b""
        while len(data) < size:
            data += self.line.recv(size - len(data)) or pytest.fail("The line was cut.")
        return data


def test_who_does_not_read_is_cut_and_the_others_are_not(daphne):
    slow, quick = Browser(daphne), Browser(daphne)
    slow.say("50000")  # far more than the buffers of the system hold
    for _turn in range(5):
        quick.say(f"{FRAMES // 2}")
        assert quick.read(FRAMES // 2) == (FRAMES // 2, CUT)
    time.sleep(0.5)
    number, code = slow.read()
    assert number < 50000
    assert code in (TOO_SLOW, CUT)  # Daphne waits a second for a browser to take its leave


def test_who_reads_gets_all_of_it(daphne):
    browser = Browser(daphne)
    for _turn in range(50):
        browser.say("100")
        assert browser.read(100) == (100, CUT)


def test_nobody_says_more_than_is_allowed(daphne):
    browser = Browser(daphne)
    browser.say(f"1 {'x' * (LONGEST - 2)}")
    assert browser.read(1) == (1, CUT)
    browser.say(f"1 {'x' * LONGEST}")
    assert browser.read() == (0, CUT)


@pytest.mark.parametrize(
    "origin",
    ["http://localhost:1", "https://localhost.kwaad.test", "http://127.0.0.1", "null"],
)
def test_only_a_page_of_this_very_address_opens_a_socket(daphne, origin):
    assert Browser(daphne).status == 101
    assert Browser(daphne, origin=origin).status == 403
