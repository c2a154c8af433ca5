"use strict";
{
  const root = document.documentElement;
  const words = document.currentScript.dataset;

  const button = (text, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "quiet";
    made.textContent = text;
    made.onclick = press;
    return made;
  };

  // Before anything is painted; nothing is stored unless the switch was pressed, and by some browsers not even then.
  root.dataset.scheme = "";
  try {
    root.dataset.scheme = localStorage.scheme ?? "";
  } catch {}

  const turn = () => {
    const dark = root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.scheme = dark ? "light" : "dark";
    try {
      localStorage.scheme = root.dataset.scheme;
    } catch {}
  };

  const replyInPlace = (form, choice) => {
    const place = document.createComment("");
    form.before(place);
    const cancel = button(words.cancel, () => {
      place.after(form);
      choice.value = "";
      cancel.remove();
    });
    for (const comment of document.querySelectorAll(".comment")) {
      const reply = button(words.reply, () => {
        reply.after(form);
        choice.value = comment.id.replace("comment-", "");
        form.querySelector(".buttons").append(cancel);
        form.querySelector("textarea").focus();
      });
      reply.setAttribute("aria-describedby", `${comment.id}-author`);
      comment.querySelector(".comment-text").after(reply);
    }
  };

  const copyable = (block) => {
    const copy = button(words.copy, async () => {
      await navigator.clipboard.writeText(block.querySelector("pre").textContent);
      copy.textContent = words.copied;
    });
    copy.ariaLive = "polite";
    block.append(copy);
  };

  addEventListener("DOMContentLoaded", () => {
    document.querySelector(".scheme").onclick = turn;
    const choice = document.querySelector("#respond #comment_parent");
    if (choice) replyInPlace(document.getElementById("respond"), choice);
    if (navigator.clipboard) document.querySelectorAll(".highlight").forEach(copyable);
  });
}
