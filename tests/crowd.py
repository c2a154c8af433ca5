"""Readers who all write at the same time, and a reckoning of what became of each comment."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

import httpx2
from markupsafe import escape

from blog import Blog
from door import BROWSER, FORM
from patience import eventually

READERS = 4
HABITS = [{"Connection": "keep-alive"}, {"Connection": "close"}]
WORDS = ["agree", "über", "日本語", "עברית", "👩\u200d🚀", "e\u0301", "&", "<", '"', "'", "%", "\\", ";--"]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What readers sent, by its text, and how they were answered. No two comments say the same."""

    sent: set[str] = field(default_factory=set)
    thanked: set[str] = field(default_factory=set)
    asked_back: set[str] = field(default_factory=set)
    """Told to send it again, with what they wrote in the form."""
    unanswered: set[str] = field(default_factory=set)
    otherwise: list[str] = field(default_factory=list)

    def note(self, text: str, answer: httpx2.Response) -> None:
        if answer.status_code == 303:
            self.thanked.add(text)
        elif answer.status_code == 503 and escape(text) in answer.text:
            self.asked_back.add(text)
        else:
            self.otherwise.append(f"{text!r} was answered {answer.status_code}")

    def flaws(self, blog: Blog) -> Iterator[str]:
        """What is wrong with the answers, or with the queue: it holds what was thanked for, and nothing nobody sent."""
        with blog.queue() as queue:
            kept = Counter(submission.comment.text for submission in queue.list())
        yield from self.otherwise
        yield from (f"{text!r} was thanked for and is not there" for text in self.thanked - kept.keys())
        yield from (f"{text!r} was sent by nobody" for text in kept.keys() - self.sent)
        yield from (f"{text!r} is there {times} times" for text, times in kept.items() if times > 1)


@contextmanager
def crowd(address: str, reckoning: Reckoning, word: str = "Reader") -> Iterator[None]:
    """Readers send comments, each as fast as it can, until the block ends or nobody answers any more."""
    gone = threading.Event()
    readers = [(f"{word} {number}", BROWSER | HABITS[number % 2]) for number in range(READERS)]
    threads = [threading.Thread(target=_write, args=(address, reckoning, *reader, gone)) for reader in readers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        gone.set()
        for thread in threads:
            thread.join()


def more(answered: set[str], number: int) -> None:
    """Wait until so many more readers have this answer."""
    enough = len(answered) + number
    eventually(lambda: len(answered) >= enough)


def _write(address: str, reckoning: Reckoning, name: str, headers: dict[str, str], gone: threading.Event) -> None:
    with httpx2.Client(headers=headers, timeout=20) as client:
        for text in _texts(name):
            if gone.is_set():
                return
            reckoning.sent.add(text)
            try:
                answer = client.post(f"{address}/comments/hello", data=FORM | {"comment": text})
            except httpx2.TransportError:
                reckoning.unanswered.add(text)
                return
            reckoning.note(text, answer)


def _texts(name: str) -> Iterator[str]:
    """Comments of all lengths, in many scripts."""
    random, number = Random(name), 0  # noqa: S311  no secret
    while number := number + 1:
        yield f"{name}, {number}: {' '.join(random.choices(WORDS, k=random.choice((1, 10, 400))))}"
