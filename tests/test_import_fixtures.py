"""Small exports, each odd in its own way: those that are XML are imported and built, the others change nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from blog import Blog

FOLDERS = ("wordpress-importer", "narravo")
BUILD = """
import os, sys
from pelican import main
for root in sys.argv[1:]:
    os.chdir(root)
    main(["content", "-s", "pelicanconf_test.py", "--log-handler", "plain", "--fatal", "errors"])
"""


def exports(corpora: Path) -> list[Path]:
    found = [path for folder in FOLDERS for path in sorted((corpora / "wxr" / folder).glob("*.[wx]*"))]
    assert len(found) > 50
    return found


def is_xml(path: Path) -> bool:
    """Whether another parser can read it to its end."""
    try:
        ElementTree.parse(path)  # noqa: S314  a file of our own collection
    except ElementTree.ParseError:
        return False
    return True


def items(path: Path) -> int:
    """How many posts and pages the export has."""
    root = ElementTree.parse(path).getroot()  # noqa: S314  a file of our own collection
    types = [[child.text for child in item if child.tag.endswith("post_type")] for item in root.iter("item")]
    return sum(type in ([], ["post"], ["page"]) for type in types)


def test_every_one_that_is_xml_is_imported_and_builds(corpora: Path, tmp_path: Path) -> None:
    blogs = []
    for path in filter(is_xml, exports(corpora)):
        blog = Blog(tmp_path / path.name)
        done = blog.moderate("import", "wordpress", str(path))
        assert (done.exit_code, done.stderr) == (0, ""), done.output
        assert len([*(blog.root / "content").glob("[ap]*/*.md")]) == items(path), path.name
        blogs.append(blog)

    command = [sys.executable, "-c", BUILD, *(str(blog.root) for blog in blogs)]
    built = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)

    assert built.returncode == 0, built.stdout + built.stderr
    assert [blog.root.name for blog in blogs if not (blog.output / "index.html").exists()] == []


def test_every_other_ends_with_a_sentence_and_nothing_written(corpora: Path, tmp_path: Path) -> None:
    broken = [path for path in exports(corpora) if not is_xml(path)]
    assert broken

    for path in broken:
        blog = Blog(tmp_path / path.name)
        before = sorted(blog.root.rglob("*"))
        done = blog.moderate("import", "wordpress", str(path))
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith(f"Error: {path}, line ")
        assert done.stderr.count("\n") == 1
        assert sorted(blog.root.rglob("*")) == before


@pytest.mark.parametrize("name", ["blogger-pelican-bloggerexport.xml", "disqus-isso.xml"])
def test_the_export_of_another_system_is_named_as_such(corpora: Path, tmp_path: Path, name: str) -> None:
    done = Blog(tmp_path).moderate("import", "wordpress", str(corpora / "wxr/other" / name))

    assert done.exit_code == 1
    assert "is no such export: it begins with <" in done.stderr
