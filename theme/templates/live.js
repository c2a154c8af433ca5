"use strict";
{
  // What is on the disk: pages and stylesheet have a tag each, and a build writes only what changed.
  const tags = async () => {
    const parts = [location.href, document.querySelector("link[rel=stylesheet]").href];
    const answers = await Promise.all(parts.map((part) => fetch(part, { method: "HEAD", cache: "no-store" })));
    return answers.map((answer) => answer.headers.get("etag")).join();
  };

  addEventListener("DOMContentLoaded", async () => {
    const seen = await tags();
    setInterval(async () => (await tags()) === seen || location.reload(), 500);
  });
}
