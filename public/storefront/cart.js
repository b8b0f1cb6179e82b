// The cart without leaving the page. Where anything goes wrong, links and forms take their plain way.

const drawer = document.getElementById("drawer");
const patience = 400; // ms in which somebody may count on

let running = new AbortController();
let waiting;

async function read(address, options = {}) {
  running.abort();
  running = new AbortController();
  const answer = await fetch(address, { ...options, signal: running.signal });
  if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);

  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.getElementById("cart")) throw new Error("not the cart");
  return page;
}

/** Sends a form as its button would; gives the cart's page that this leads to. */
function send(form, button) {
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  return read(address, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
}

/** Where the cart is shown: its own page, or the drawer. */
function place() {
  return document.querySelector("main:has(#cart)") ?? drawer;
}

function show(page) {
  const focused = document.activeElement?.id;
  const [host, cart, flash] = [place(), page.getElementById("cart"), page.getElementById("flash")];
  document.getElementById("in-cart").replaceChildren(...page.getElementById("in-cart").childNodes);
  for (const old of host.querySelectorAll("#flash, #cart")) old.remove();
  host.append(...(flash ? [flash] : []), cart);
  if (host !== drawer && flash) host.prepend(flash);
  const again = focused && document.getElementById(focused);
  (again || host.querySelector("#form-summary, h1, h2")).focus({ preventScroll: true });
  say(flash?.querySelector("p").textContent ?? host.querySelector(".cart-sum")?.textContent);
}

/** Tells those who listen; what lies outside of an open drawer is silent. */
function say(text = "") {
  const status = drawer.open
    ? drawer.querySelector("[role=status]")
    : document.getElementById("said");
  if (status) status.textContent = text.replace(/\s+/g, " ").trim();
}

async function open(page) {
  await dress(page);
  if (!drawer.open) drawer.showModal();
  show(page);
}

/** Loads the stylesheets that the cart's page has and this one does not. */
function dress(page) {
  const known = new Set(Array.from(document.styleSheets, (sheet) => sheet.href));
  const missing = [...page.querySelectorAll("link[rel=stylesheet]")]
    .map((link) => new URL(link.getAttribute("href"), location.href).href)
    .filter((href) => !known.has(href));
  return Promise.all(missing.map(load));
}

function load(href) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  const loaded = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
  });
  document.head.append(link);
  return loaded;
}

/** Does what a form is for; where that fails, the form goes its plain way. */
async function submit(form, button) {
  form.setAttribute("aria-busy", "true");
  try {
    const page = await send(form, button);
    if (waiting) return; // something newer is about to be sent
    if (form.dataset.cart === "add") await open(page);
    else show(page);
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/** Counts up or down in place; a cart is saved once the counting has paused. */
function count(step) {
  const number = step.closest(".quantity").querySelector("input");
  const change = step.value.endsWith("-1") || step.dataset.step === "-1" ? -1 : 1;
  const most = Number(number.max);
  number.value = Math.min(most, Math.max(1, (Number(number.value) || 0) + change));
  saveSoon(number.form);
}

function saveSoon(form) {
  if (form?.dataset.cart !== "change") return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    waiting = undefined;
    form.requestSubmit();
  }, patience);
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.dataset.cart) return;
  clearTimeout(waiting);
  waiting = undefined;
  if (submitter?.id === "checkout") return;
  event.preventDefault();
  submit(form, submitter).catch((problem) => {
    if (problem.name === "AbortError") return;
    delete form.dataset.cart;
    form.requestSubmit(submitter);
  });
});

document.addEventListener("click", (event) => {
  const step = event.target.closest?.(".quantity-step");
  if (step) {
    event.preventDefault();
    count(step);
  }
  if (event.target === drawer) drawer.close();
  const bag = event.target.closest?.("a[data-cart=open]");
  if (!bag || place() !== drawer || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  read(bag.href)
    .then(open)
    .catch(() => location.assign(bag.href));
});

document.addEventListener("change", ({ target }) => {
  if (target.matches(".quantity-field, #note") && target.reportValidity()) saveSoon(target.form);
});

// Pages that a browser kept while the cart changed elsewhere.
window.addEventListener("pageshow", ({ persisted }) => {
  const bag = document.querySelector("a[data-cart=open]");
  if (!persisted || !bag) return;
  read(bag.href)
    .then((page) =>
      document
        .getElementById("in-cart")
        .replaceChildren(...page.getElementById("in-cart").childNodes),
    )
    .catch(() => {});
});

const bar = document.getElementById("buy-bar");
if (bar) {
  const watcher = new IntersectionObserver(
    ([{ isIntersecting }]) => bar.classList.toggle("is-away", isIntersecting),
    { threshold: 0.6 },
  );
  watcher.observe(document.querySelector(".buy-button"));
}
