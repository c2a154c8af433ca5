"""Characters without a shape: those that a script or an emoji needs stay, those that only hide or reorder do not.

What they can do to a reader is in Unicode's reports #36 and #39, and in "Trojan Source" (CVE-2021-42574): a word that
filters do not see, an address that reads backwards.
"""

from __future__ import annotations

import re

# Unicode's Default_Ignorable_Code_Point, and the annotations U+FFF9 to U+FFFB, which are no more visible.
_ALL = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SELECTOR = "[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
"""Variation selectors: another shape of the character before."""
_MARK = "[\u061c\u200e\u200f]"
"""Unlike embeddings, overrides and isolates these reorder nothing but the signs next to them (UAX #9, 2.6)."""
_JOINER = "[\u034f\u200c\u200d]"

_RUN = re.compile(f"([^{_ALL}]?)([{_ALL}]+)", re.DOTALL)
_USELESS = re.compile(f"(?!{_SELECTOR}|{_MARK}|{_JOINER}).", re.DOTALL)
_AFTER_ASCII = re.compile(f"\ufe0f?{_MARK}?")  # 1️⃣ and the like; Latin letters need no joiner
_AFTER_OTHERS = re.compile(f"{_SELECTOR}?(?:{_JOINER}|{_MARK})?")
_FLAG = re.compile("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f")  # Scotland's: UTS #51, ED-14a


def as_seen(text: str) -> str:
    """The text as a person sees it, without explicit changes of direction, and with no more than one variation
    selector and one joiner or directional mark after a character that may have them."""
    return text if text.isascii() else _RUN.sub(_useful, text)


def _useful(found: re.Match[str]) -> str:
    before, run = found.groups()
    if before == "\N{WAVING BLACK FLAG}" and (flag := _FLAG.match(run)):
        return before + flag.group()
    allowed = _AFTER_ASCII if before.isascii() else _AFTER_OTHERS
    kept = allowed.match(_USELESS.sub("", run))
    return before + (kept.group() if kept else "")
