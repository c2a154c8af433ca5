"""The web servers that the plugin's snippets are for, each as a process of its own."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from moderated_comments import headers
from moderated_comments.snippets import SNIPPETS, Moved
from patience import eventually

PATH = "/usr/sbin:/usr/bin:/usr/local/bin"
POLICY = "default-src 'none'; style-src 'self'; form-action 'self' https://in.example"

NGINX = """\
daemon off; master_process off; pid {folder}/pid; error_log {folder}/log; events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/_redirects.nginx;
    server {{
        listen 127.0.0.1:{port}; absolute_redirect off; root {folder}/site;
        include {folder}/_headers.nginx;
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
	import {folder}/_headers.caddy
	import {folder}/_redirects.caddy
	root * {folder}/site
	file_server
}}
"""


class Server:
    """nginx or Caddy over a folder with one page, on a port of the system's choice, with redirects and headers."""

    def __init__(self, name: str, folder: Path, moved: Moved) -> None:
        if not shutil.which(name, path=PATH):
            pytest.skip(f"{name} is not installed")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.folder = folder
        (folder / "site").mkdir()
        (folder / "site/index.html").write_text("Home.")
        for snippet, made in SNIPPETS.items():
            (folder / snippet).write_text(made(moved))
        headers.write(folder, POLICY)
        text = {"nginx": NGINX, "caddy": CADDY}[name].format(folder=folder, port=self.port)
        (folder / "conf").write_text(text)
        self.command = {
            "nginx": ["nginx", "-p", str(folder), "-c", str(folder / "conf"), "-e", str(folder / "log")],
            "caddy": ["caddy", "run", "--config", str(folder / "conf"), "--adapter", "caddyfile"],
        }[name]

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Run it until the end of the block."""
        environment = {"PATH": PATH, "HOME": str(self.folder)}
        with (self.folder / "said").open("w") as said:
            process = subprocess.Popen(self.command, env=environment, stdout=said, stderr=said)
        try:
            eventually(lambda: process.poll() is not None or self.answers())
            assert process.poll() is None, (self.folder / "said").read_text()
            yield self
        finally:
            process.terminate()
            process.wait(20)

    def answers(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0

    def get(self, address: str) -> tuple[int, str | None]:
        """The status, and where the answer leads; the address is sent as it is."""
        answer = self.ask(address)
        return answer.status, answer.getheader("Location")

    def ask(self, address: str) -> http.client.HTTPResponse:
        """The whole answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", address)
        answer = connection.getresponse()
        connection.close()
        return answer
