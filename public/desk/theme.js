// Shows the shop in what is being typed, says how well colours can be read, and moves sections.

const form = document.querySelector("[data-theme]");
const frame = document.querySelector("iframe[name=preview]");
const box = frame.parentElement;
const base = frame.dataset.base;

// Colours

for (const swatch of form.querySelectorAll("[data-swatch]")) {
  const field = document.getElementById(swatch.dataset.swatch);
  const follow = () => {
    const colour = field.value.toLowerCase();
    if (isColour(colour) && swatch.value !== colour) swatch.value = colour;
  };
  swatch.hidden = false;
  follow();
  field.addEventListener("input", follow);
  swatch.addEventListener("input", () => {
    field.value = swatch.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function isColour(text) {
  return /^#[0-9a-f]{6}$/i.test(text);
}

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function sayContrast() {
  for (const note of form.querySelectorAll("[data-ink]")) {
    const ratio = ratioOf(note.dataset);
    const isReadable = ratio >= 4.5;
    const figure = ratio ? (Math.floor(ratio * 10) / 10).toFixed(1) : "–";
    const words = `${figure} : 1 on ${note.dataset.label}${isReadable ? "" : ", too close to be read"}`;
    note.classList.toggle("is-bad", !isReadable);
    if (note.textContent !== words) note.textContent = words;
  }
}

/** 0 while one of both is no colour. */
function ratioOf({ ink, paper }) {
  const colours = [ink, paper].map((name) => document.getElementById(name).value);
  return colours.every(isColour) ? contrast(...colours) : 0;
}

// The preview

let page = base;
let turn = 0;
let waiting;

/** Draws a page of the shop as the form has it, into the frame as it stands: nothing flashes, nothing scrolls. */
async function draw() {
  turn += 1;
  const own = turn;
  const text = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const answer = await fetch(page, { method: "POST", body: new URLSearchParams(text) });
  if (answer.redirected || !answer.ok || own !== turn) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const shown = frame.contentDocument;
  const isOther = frame.dataset.page !== page;
  const old = await dress(shown, next);
  if (own !== turn) return;
  shown.body.replaceWith(shown.importNode(next.body, true));
  for (const link of old) link.remove();
  if (isOther) frame.contentWindow.scrollTo(0, 0);
  frame.dataset.page = page;
}

/** Puts the next page's stylesheets beside those that are there; gives those that are not needed any more. */
async function dress(shown, next) {
  const links = (tree) => [...tree.querySelectorAll("link[rel=stylesheet]")];
  const address = (link) => link.getAttribute("href");
  const wanted = links(next).map(address);
  const there = links(shown);
  const missing = links(next).filter(
    (link) => !there.some((own) => address(own) === address(link)),
  );
  const loading = missing.map((link) => {
    const copy = shown.importNode(link);
    const loaded = new Promise((done) => {
      copy.addEventListener("load", done);
      copy.addEventListener("error", done);
    });
    shown.head.prepend(copy);
    return loaded;
  });
  await Promise.all(loading);
  return there.filter((link) => !wanted.includes(address(link)));
}

function drawSoon(delay = 250) {
  clearTimeout(waiting);
  waiting = setTimeout(draw, delay);
}

function open(address) {
  page = address;
  for (const link of document.querySelectorAll("[data-page]")) {
    link.toggleAttribute("aria-current", link.getAttribute("href") === address);
    if (link.hasAttribute("aria-current")) link.setAttribute("aria-current", "true");
  }
  drawSoon(0);
}

/** Links inside lead on in the form's look; those that lead out of the preview do nothing. */
function follow(event) {
  const link = event.target.closest?.("a[href]");
  if (!link) return;
  const address = link.getAttribute("href");
  if (address.startsWith("#") && address !== "#content") return;
  event.preventDefault();
  if (address === base || address.startsWith(`${base}/`) || address.startsWith(`${base}?`)) {
    open(address);
  }
}

function begin() {
  const shown = frame.contentDocument;
  if (!shown) return;
  shown.removeEventListener("click", follow);
  shown.addEventListener("click", follow);
  if ("unkept" in form.dataset) drawSoon(0);
}

frame.addEventListener("load", begin);
begin();

form.addEventListener("input", () => {
  sayContrast();
  drawSoon();
});
form.addEventListener("change", () => drawSoon());
for (const link of document.querySelectorAll("[data-page]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    open(link.getAttribute("href"));
  });
}
document.querySelector("[data-page]").setAttribute("aria-current", "true");
frame.dataset.page = page;

// The frame is as wide as the screen that it stands for, drawn smaller.

const widths = document.querySelector(".theme-widths");
let width = matchMedia("(width >= 64em)").matches ? 1280 : 390;

function fitFrame() {
  const scale = Math.min(1, box.clientWidth / width);
  frame.style.setProperty("--width", `${Math.min(width, box.clientWidth / scale)}px`);
  frame.style.setProperty("--scale", String(scale));
  for (const button of widths.querySelectorAll("[data-width]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.width) === width));
  }
}

widths.hidden = false;
widths.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-width]");
  if (!button) return;
  width = Number(button.dataset.width);
  fitFrame();
});
new ResizeObserver(fitFrame).observe(box);
fitFrame();

// Sections

const list = form.querySelector(".theme-sections");
const said = form.querySelector("[data-said]");

list.addEventListener("click", (event) => {
  const button = event.target.closest("[name=move]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("li");
  const isUp = button.value.endsWith(":up");
  if (isUp) row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  markEnds();
  (button.disabled ? row.querySelector("[name=move]:enabled") : button).focus();
  const place = [...list.children].indexOf(row) + 1;
  said.textContent = `${row.querySelector("label").textContent}: place ${place} of ${list.children.length}`;
  row.querySelector("[type=checkbox]").dispatchEvent(new Event("input", { bubbles: true }));
});

function markEnds() {
  const rows = [...list.children];
  for (const [place, row] of rows.entries()) {
    row.querySelector('[value$=":up"]').disabled = place === 0;
    row.querySelector('[value$=":down"]').disabled = place === rows.length - 1;
  }
}
