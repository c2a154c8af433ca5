"""Requests to the intake as no browser sends them, around texts that have broken other programs."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar
from urllib.parse import quote, quote_from_bytes, quote_plus

_T = TypeVar("_T")

FIELDS = ["author", "email", "url", "comment", "comment_parent", "topic"]
CHARSETS = ["utf-8", "latin-1", "utf-16", "utf-7", "utf-32", "cp1252", "shift_jis"]
METHODS = [*["POST"] * 50, "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW", "post"]
PATHS = ["/", "/hello/", "/comments/", "/comments/hello/..", "/healthz", "/metrics", "//", "/%", "/%00", "/%ff", "*"]
HEADERS = {
    "Accept": ["text/html", "application/json", "*/*", "application/json;q=\xff", "," * 500],
    "Connection": ["keep-alive", "Upgrade", "x, y, keep-alive"],
    "Content-Encoding": ["gzip", "br", "identity"],
    "Content-Type": ["text/plain", "application/json", "multipart/form-data", "application/x-www-form-urlencoded;" * 9],
    "Cookie": ["a=b; " * 200, "\xff"],
    "Expect": ["100-continue", "200-ok"],
    "Host": ["blog.example", "[::1", "a b", "x:99999999", "@", "\xff", "x" * 3000],
    "If-Modified-Since": ["Mon, 01 Jan 0001 00:00:00 GMT", "-1", "\xff"],
    "Origin": ["http://127.0.0.1", "null", "https://evil.example", "", "http://[", "\xff" * 9],
    "Range": ["bytes=0-", "bytes=99999999999-", "bytes=-1,-1,-1"],
    "Referer": ["http://[", "javascript:x", "x" * 5000],
    "Sec-Fetch-Site": ["same-origin", "none", "cross-site", "", "same-origin, cross-site"],
    "Upgrade": ["websocket", "h2c"],
    "User-Agent": ["x" * 5000, "\xff\xfe", "%s%n{0}"],
    "X-Forwarded-For": ["unknown", "::1%lo", "1.2.3.4:5", "999.9.9.9", "," * 99, "fe80::" * 50],
}
BOUNDARIES = [*["x"] * 12, "-" * 70, "--", "a b", "'()+_,-./:=?", "x" * 300, "", "\\", "x\xff", '"x"', 'x"']
PART_HEADERS = [
    *("Content-Type: text/plain; charset=utf-16", "Content-Type: multipart/mixed; boundary=x", "Content-Length: -1"),
    *("Content-Transfer-Encoding: base64", "Content-Disposition: attachment", "X: \t\x0b\xff", "X" * 500, ":"),
]


class Requests:
    """A generator of requests. Two with the same seed and texts make the same ones."""

    def __init__(self, seed: str, texts: Sequence[str]) -> None:
        self.random = Random(seed)  # noqa: S311  no secret
        self.texts = texts

    def request(self) -> bytes:
        """One that is framed as HTTP wants it: read to its end, and answered. Most are for the form."""
        body, kind = self._one(self._urlencoded, self._urlencoded, self._multipart)()
        framing, body = self._one(self._measured, self._measured, self._chunked)(body)
        headers = {"Host": "blog.example", "Content-Type": kind, "X-Forwarded-For": self._address()}
        for name in self.random.sample([*HEADERS], self._one(0, 1, 1, 2, 5)):
            headers[name] = self._one(*HEADERS[name], _one_line(self._text()))
        lines = [f"{self._one(*METHODS)} {self._path()} HTTP/1.1", *map(": ".join, headers.items()), framing]
        return _bytes("\r\n".join([*lines, "", ""])) + body

    def damaged(self) -> bytes:
        """One with some of its bytes changed, left out or doubled, or without its end: perhaps it has none now."""
        data = self.request()
        for _ in range(self._one(1, 1, 3, 10)):
            start = self.random.randrange(len(data))
            cut = data[start : start + self._one(0, 1, 5, 50)]
            new = self._one(b"", b"\0", b"\r\n", b"0", cut * 2, self.random.randbytes(3))
            data = data[:start] + new + data[start + len(cut) :]
        return data[: self._one(len(data), len(data) // 2)]

    def _path(self) -> str:
        text = self._text()[:300]
        other = self._one(*PATHS, f"/comments/{quote(text, safe='')}", f"/{quote(text)}", f"/hello?{quote(text)}")
        return self._one("/comments/hello", "/comments/hello", "/comments/hello", other)

    def _urlencoded(self) -> tuple[bytes, str]:
        pairs = (f"{quote_plus(name)}={self._spelt(value)}" for name, value in self._fields())
        kind = f"application/x-www-form-urlencoded{self._one('', '', f'; charset={self._one(*CHARSETS)}')}"
        return _bytes(self._one("&", "&", "&", ";").join(pairs)), kind

    def _multipart(self) -> tuple[bytes, str]:
        boundary, end = self._one(*BOUNDARIES), self._one("\r\n", "\r\n", "\r\n", "\n", "\r")
        parts = bytearray()
        for name, value in self._fields():
            head = [f'Content-Disposition: form-data; name="{name}"{self._one("", "", "; filename=x")}']
            head += self.random.sample(PART_HEADERS, self._one(0, 0, 0, 1, 3))
            parts += _bytes(end.join([f"--{boundary}", *head, "", ""])) + self._encoded(value) + _bytes(end)
        parts += _bytes(self._one(f"--{boundary}--{end}", f"--{boundary}--{end}", f"--{boundary}", ""))
        return bytes(parts), f"multipart/form-data; boundary={boundary}"

    def _fields(self) -> list[tuple[str, str]]:
        """A form that can be taken but for some fields, with others that nobody asked for."""
        form = {"author": "Zoë", "comment": self._text()}
        form |= {self._one(*FIELDS): self._text() for _ in range(self._one(0, 0, 1, 3))}
        return [*form.items(), *self._one([], [], [(self._text()[:99], "x")], [("comment", "x")] * 30)]

    def _spelt(self, value: str) -> str:
        data = self._encoded(value)
        raw = data.decode("latin-1").replace("&", "%26")
        return self._one(quote_from_bytes(data), quote_from_bytes(data), raw, raw + "%", "%C0%AF%ED%A0%80%u0041" + raw)

    def _encoded(self, text: str) -> bytes:
        return text.encode(self._one("utf-8", "utf-8", "utf-8", *CHARSETS), "replace")

    def _measured(self, body: bytes) -> tuple[str, bytes]:
        return f"Content-Length: {len(body)}", body

    def _chunked(self, body: bytes) -> tuple[str, bytes]:
        size = self.random.randint(max(1, len(body) // 50), len(body) + 1)
        chunks = [body[start : start + size] for start in range(0, len(body), size)]
        extension = self._one(b"", b";x=y", b';x="\xff"')
        trailer = self._one(b"", b"X: y\r\n", b"Content-Length: 9\r\n")
        framed = b"".join(b"%x%b\r\n%b\r\n" % (len(chunk), extension, chunk) for chunk in chunks)
        return "Transfer-Encoding: chunked", framed + b"0\r\n" + trailer + b"\r\n"

    def _address(self) -> str:
        return f"10.{self.random.randrange(9)}.{self.random.randrange(256)}.1"

    def _text(self) -> str:
        return self.random.choice(self.texts)

    def _one(self, *of: _T) -> _T:
        return self.random.choice(of)


def _one_line(text: str) -> str:
    return "".join(c for c in text[:2000] if c not in "\r\n\0")


def _bytes(text: str) -> bytes:
    return text.encode("latin-1", "replace")
