"""The recorded session in the docs is what a moderator sees today."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from recording import ADVANCE, COLUMNS, MARGIN, ROWS, TARGET, Scene, picture, record


def test_it_is_what_a_terminal_shows(tmp_path: Path) -> None:
    assert TARGET.read_text(encoding="utf-8") == picture([*record(tmp_path)]), "run make recording"


def test_whatever_is_on_a_screen_the_picture_is_xml_and_within_its_frame() -> None:
    drawn = picture([Scene("types: <&>", ["<&>" * 20, *["x" * COLUMNS] * (ROWS - 1)])])

    svg = ElementTree.fromstring(drawn)  # noqa: S314  our own
    lines = svg.findall(".//{*}text")
    assert lines[0].text == "<&>" * 20
    assert max(MARGIN + float(line.attrib["textLength"]) for line in lines) < float(svg.attrib["width"])
    assert max(float(line.attrib["y"]) for line in lines) < float(svg.attrib["height"])
    assert float(lines[1].attrib["textLength"]) == COLUMNS * ADVANCE
