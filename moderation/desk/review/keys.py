"""Keys, one at a time, also those that were pressed before anybody asked: click's own reading throws them away."""

from __future__ import annotations

import os
import sys
import termios
import tty
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_ESCAPE = "\x1b"


class Keys:
    """What is pressed on a terminal that hands each key over at once, and shows none."""

    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._before = termios.tcgetattr(terminal)
        self._pressed: deque[str] = deque()

    def next(self) -> str:
        """The next key; an arrow or another that sends more than a character is one key. Raises EOFError at the end."""
        while not self._pressed:
            try:
                read = os.read(self._terminal, 1024)
            except OSError:  # the terminal has hung up
                read = b""
            if not read:
                raise EOFError
            self._pressed.extend(_keys(read.decode(errors="replace")))
        return self._pressed.popleft()

    def take(self) -> None:
        """Have each key handed over at once."""
        tty.setcbreak(self._terminal, termios.TCSADRAIN)

    def give_back(self) -> None:
        """The terminal is as it was before."""
        with suppress(termios.error):  # it has hung up
            termios.tcsetattr(self._terminal, termios.TCSADRAIN, self._before)

    @contextmanager
    def lent(self) -> Iterator[None]:
        """For the length of the block the terminal is an editor's."""
        self.give_back()
        try:
            yield
        finally:
            self.take()


@contextmanager
def keys() -> Iterator[Keys]:
    """The keys of standard input, a terminal, which is as before after the block."""
    pressed = Keys(sys.stdin.fileno())
    pressed.take()
    try:
        yield pressed
    finally:
        pressed.give_back()


def _keys(read: str) -> Iterator[str]:
    """Each character; from an escape on, all that came with it: of an arrow up, "A" is no key of its own."""
    plain, escape, rest = read.partition(_ESCAPE)
    yield from plain
    if escape:
        yield escape + rest
