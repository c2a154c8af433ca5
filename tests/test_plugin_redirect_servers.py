"""Old addresses, requested of the real servers that the snippets are for."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from moderated_comments.snippets import SNIPPETS
from moderation.redirects import destination, normal
from patience import eventually

HOSTILE = [
    "/a;return 500;",
    "/\"'",
    "/{uri}",
    "/$request_uri",
    "/a}b",
    "/a\\b",
    "/<a>",
    "/été",
    "/a b",
    "/default",
    "/*",
]
MOVED = {
    "/2012/03/hello/": "/hello/",
    "/?p=12": "/hello/#comments",
    "/?p=123": "/other/?a=b",
    f"/{'long-' * 100}/": "/hello/",
    "/old-shop/": "https://shop.example.org/a?b=c",
    **{normal(old): destination(f"/new{old}") for old in HOSTILE},
}
MANY = {f"/?p={number}": "/many/" for number in range(1000, 11_000)}

NGINX = """\
daemon off; master_process off; pid {folder}/pid; error_log {folder}/log; events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/_redirects.nginx;
    server {{
        listen 127.0.0.1:{port}; absolute_redirect off; root {folder}/site;
        if ($moved_to) {{ return 301 $moved_to; }}
    }}
}}
"""
CADDY = """\
{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	import {folder}/_redirects.caddy
	root * {folder}/site
	file_server
}}
"""


class Server:
    """A web server over a folder, with redirects, on a port of the system's choice."""

    def __init__(self, name: str, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.folder = folder
        (folder / "site").mkdir()
        (folder / "site/index.html").write_text("Home.")
        for snippet, made in SNIPPETS.items():
            (folder / snippet).write_text(made(MOVED | MANY))
        text = {"nginx": NGINX, "caddy": CADDY}[name].format(folder=folder, port=self.port)
        (folder / "conf").write_text(text)
        self.command = {
            "nginx": ["nginx", "-p", str(folder), "-c", str(folder / "conf"), "-e", str(folder / "log")],
            "caddy": ["caddy", "run", "--config", str(folder / "conf"), "--adapter", "caddyfile"],
        }[name]

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run it until the end of the block."""
        environment = {"PATH": "/usr/sbin:/usr/bin:/usr/local/bin", "HOME": str(self.folder)}
        with (self.folder / "said").open("w") as said:
            process = subprocess.Popen(self.command, env=environment, stdout=said, stderr=said)
        try:
            eventually(lambda: process.poll() is not None or self.answers())
            assert process.poll() is None, (self.folder / "said").read_text()
            yield
        finally:
            process.terminate()
            process.wait(20)

    def answers(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0

    def get(self, address: str) -> tuple[int, str | None]:
        """The status, and where the answer leads; the address is sent as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", address)
        answer = connection.getresponse()
        connection.close()
        return answer.status, answer.getheader("Location")


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not shutil.which(request.param, path="/usr/sbin:/usr/bin:/usr/local/bin"):
        pytest.skip(f"{request.param} is not installed")
    server = Server(request.param, tmp_path_factory.mktemp(request.param))
    with server.running():
        yield server


@pytest.mark.parametrize("old", MOVED, ids=ascii)
def test_an_old_address_is_redirected_for_good(server: Server, old: str) -> None:
    assert server.get(old) == (301, MOVED[old])


def test_so_is_one_of_ten_thousand(server: Server) -> None:
    assert server.get("/?p=10999") == (301, "/many/")


def test_the_server_has_nothing_to_say_about_the_snippet(server: Server) -> None:
    said = "".join(path.read_text() for path in server.folder.iterdir() if path.name in ("said", "log"))

    assert not re.search("map_hash|_redirects|not formatted", said)


def test_so_is_one_whose_escapes_are_in_small_letters(server: Server) -> None:
    assert server.get("/%c3%a9t%c3%a9") == (301, "/new/%C3%A9t%C3%A9")


@pytest.mark.parametrize("address", ["/", "/?p=1", "/?p=12&x=1"])
def test_what_is_no_old_address_is_answered_as_before(server: Server, address: str) -> None:
    assert server.get(address) == (200, None)


@pytest.mark.parametrize("address", ["/2012/03/", "/hostnames", "/a;return", "/%2B", "/new"])
def test_what_is_not_there_is_not_there(server: Server, address: str) -> None:
    assert server.get(address) == (404, None)
