// Makes nicer what already works without it.

let running = new AbortController();

function addressOf(form) {
  const query = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...query]) if (value === "") query.delete(name, value);
  return `${form.action}?${query}`;
}

/** Shows what the filters find without leaving the page. */
async function refresh(address) {
  running.abort();
  running = new AbortController();
  const answer = await fetch(address, { signal: running.signal });
  if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);

  replaceList(new DOMParser().parseFromString(await answer.text(), "text/html"));
  history.replaceState(null, "", address);
}

function replaceList(page) {
  const focused = document.activeElement?.id;
  for (const id of ["filters", "results"]) {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id).replaceWith(fresh);
  }
  document.getElementById("found").textContent =
    document.querySelector(".results-count").textContent;
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Marks the small picture whose large one is in view. */
function follow(slides) {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) mark(target.id);
    },
    { root: slides, threshold: 0.6 },
  );
  for (const slide of slides.children) watcher.observe(slide);
}

function mark(id) {
  for (const thumb of document.querySelectorAll(".thumb")) {
    if (thumb.hash === `#${id}`) thumb.setAttribute("aria-current", "true");
    else thumb.removeAttribute("aria-current");
  }
}

function show(event) {
  const slide = document.getElementById(event.target.closest(".thumb")?.hash.slice(1));
  if (!slide) return;

  event.preventDefault();
  slide.parentElement.scrollTo({ left: slide.offsetLeft - slide.parentElement.offsetLeft });
}

function closeOpened(except) {
  for (const opened of document.querySelectorAll("header details[open], .filters-toggle[open]")) {
    if (!except?.(opened)) opened.open = false;
  }
}

document.addEventListener("change", ({ target: { form } }) => {
  if (form?.id !== "filters") return;
  const address = addressOf(form);
  refresh(address).catch((problem) => {
    if (problem.name !== "AbortError") location.assign(address);
  });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeOpened();
});

document.addEventListener("click", (event) => {
  if (event.target.closest(".thumb")) show(event);
  closeOpened((details) => !details.matches(".submenu") || details.contains(event.target));
});

document.documentElement.dataset.live = "";
for (const slides of document.querySelectorAll(".slides")) follow(slides);
