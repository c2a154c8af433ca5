// Pagefind's index is read here and nowhere else; without it, or without script, the page leads to the archives.
const pagefind = await import(new URL("../pagefind/pagefind.js", import.meta.url));
const form = document.querySelector(".search");
const status = document.querySelector("[role=status]");
const MOST = 20;

const shown = (page) => {
  const item = document.createElement("li");
  const link = document.createElement("a");
  const excerpt = document.createElement("p");
  link.href = page.url;
  link.textContent = page.meta.title;
  excerpt.innerHTML = page.excerpt; // escaped, but for <mark>
  item.append(link, excerpt);
  return item;
};

const search = async () => {
  const found = await pagefind.debouncedSearch(form.q.value);
  if (!found) return; // the reader types on
  const pages = await Promise.all(found.results.slice(0, MOST).map((result) => result.data()));
  document.querySelector(".results").replaceChildren(...pages.map(shown));
  status.textContent = form.q.value && `${status.dataset.found} ${found.results.length}`;
};

form.addEventListener("input", search);
form.q.value = new URLSearchParams(location.search).get("q");
if (form.q.value) search();
