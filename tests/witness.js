// The witness's eyes in a page. They are in a world of their own: they see the document, and no script of the page
// sees them. To Python they speak through saw().

const WEB = /^(https?|mailto)?:$/; // or no scheme at all: of an address that no browser can read, and that leads nowhere
// A feed has elements of Atom, and those that thread its entries.
const FEED = ["http://www.w3.org/2005/Atom", "http://purl.org/syndication/thread/1.0"];

// What a comment's picture is made of: its writer's name.
const PICTURE = ["data-initials", "data-hue"];

const observer = new MutationObserver((changes) => {
  for (const { type, target } of changes) saw(`change: ${type} of ${target.nodeName}`);
});

addEventListener("DOMContentLoaded", () => {
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
});
addEventListener("securitypolicyviolation", ({ isTrusted, effectiveDirective, blockedURI }) => {
  if (isTrusted) saw(`violation: ${effectiveDirective} of ${blockedURI}`);
});
addEventListener("click", (event) => {
  // Links of the web may be followed, but not now; what any other link does is worth seeing.
  if (WEB.test(event.target.closest("a")?.protocol)) event.preventDefault();
});

/** Resolves when whatever was due by now has happened. */
const quiet = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** Do to each element all that a reader can do, and have happen to it whatever it has a handler for. */
function provoke(selector) {
  for (const element of document.querySelectorAll(selector)) {
    inspect(element);
    for (const { name } of [...element.attributes]) {
      if (name.startsWith("on")) element.dispatchEvent(new Event(name.slice(2)));
    }
    element.focus();
    element.click?.(); // SVG has no such thing
  }
  return quiet();
}

function inspect(element) {
  for (const name of ["href", "cite"].filter((name) => element.hasAttribute(name))) {
    const address = element.getAttribute(name);
    const { protocol } = Object.assign(document.createElement("a"), { href: address });
    if (!WEB.test(protocol)) saw(`address: ${address}`);
  }
  for (const name of ["id", "name"].filter((name) => element.hasAttribute(name))) {
    // document.cookie and the like can be hidden behind an element of that name.
    if (element.closest(".e-content")) saw(`name: ${element.getAttribute(name)}`);
  }
}

/** What is shown of each comment's author, and of the comment. */
const strangers = () => [...document.querySelectorAll("article.comment")].map((comment) => ({
  name: comment.querySelector(".p-name")?.textContent ?? "",
  website: comment.querySelector(".p-name")?.getAttribute("href") ?? "",
  html: comment.querySelector(".e-content")?.innerHTML ?? "",
}));

/** All elements outside of comments' texts with their attributes, but for what a stranger typed into those. */
function outline(element = document.documentElement, indent = "\n") {
  const typed = element.matches(".p-name") ? ["href"] : element.matches("input") ? ["value"] : PICTURE;
  const attributes = [...element.attributes].map(({ name, value }) => ` ${name}=${typed.includes(name) ? "" : value}`);
  const inside = element.matches(".comment .e-content") ? [] : [...element.children];
  return [indent, element.localName, ...attributes, ...inside.map((child) => outline(child, `${indent} `))].join("");
}

/** Show the entries of a feed as feed readers do: the content as HTML, in a page of their own. Gives their number. */
function show(feed) {
  const elements = [...new DOMParser().parseFromString(feed, "application/xml").querySelectorAll("*")];
  // Where a feed is not well-formed, the parser says so in an element of HTML.
  for (const { namespaceURI, localName } of elements) if (!FEED.includes(namespaceURI)) saw(`element: ${localName}`);
  const contents = elements.filter((element) => element.matches("entry > content[type=html]"));
  document.body.replaceChildren(...contents.map((content) => {
    const entry = document.createElement("article");
    entry.className = "e-content";
    entry.innerHTML = content.textContent;
    return entry;
  }));
  observer.takeRecords(); // this was us
  return contents.length;
}

/** Fill in the comment form and send it, with a button of this name if there is one. */
function send(fields, button) {
  const form = document.querySelector(".comment-form");
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
  form.requestSubmit(form.elements[button]);
}
