// The checkout works without this file; with it, what depends on a choice follows by itself.

const form = document.querySelector("[data-checkout]");
let asking;

/** Asks for the page as these choices make it, and takes over the parts that depend on them. */
async function refresh(pressed = "update") {
  asking?.abort();
  asking = new AbortController();
  form.setAttribute("aria-busy", "true");
  const sent = new URLSearchParams(new FormData(form));
  const body = new URLSearchParams(sent);
  body.set("do", pressed);
  const answer = await fetch(form.action, { method: "POST", body, signal: asking.signal });
  if (answer.redirected) return location.assign(answer.url);
  if (!answer.ok) throw new Error(`answered with ${answer.status}`);

  takeOver(new DOMParser().parseFromString(await answer.text(), "text/html"), sent);
  form.removeAttribute("aria-busy");
}

function takeOver(page, sent) {
  const focused = document.activeElement?.id;
  const [before, now] = [document, page].map((each) =>
    each.querySelector(".checkout-glance strong"),
  );
  const parts = [...form.querySelectorAll("[data-live]")];
  const nexts = parts.map(({ id }) => page.getElementById(id));
  if (nexts.includes(null)) return form.submit(); // other parts altogether, such as no delivery any more

  for (const [place, part] of parts.entries()) {
    keepTyped(part, nexts[place], sent);
    part.replaceWith(nexts[place]);
  }
  form.querySelector(".form-summary")?.remove(); // it spoke of what was there before
  document.getElementById("in-cart")?.replaceWith(page.getElementById("in-cart"));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  if (before.textContent === now.textContent) return;
  before.textContent = now.textContent;
  document.getElementById("checkout-news").textContent = `The total is ${now.textContent} now`;
}

/** What was typed while the answer was under way stays. */
function keepTyped(part, next, sent) {
  for (const { name, value, type } of part.querySelectorAll("input[name]")) {
    if (type === "radio" || type === "hidden" || value === (sent.get(name) ?? "")) continue;
    const field = next.querySelector(`input[name="${name}"]`);
    if (field) field.value = value;
  }
}

function follow(pressed) {
  refresh(pressed).catch((problem) => {
    if (problem.name === "AbortError") return;
    form.removeAttribute("aria-busy"); // without an answer, the button still asks for it
  });
}

form?.addEventListener("change", ({ target }) => {
  if (target.closest("[data-refresh]")) follow("update");
});

form?.addEventListener("submit", (event) => {
  const pressed = event.submitter?.value;
  if (pressed === "order") {
    if ("sent" in form.dataset) event.preventDefault();
    form.dataset.sent = "";
  } else {
    event.preventDefault();
    follow(pressed);
  }
});

// Back from the payment page, it can be sent again: it would be the same order.
addEventListener("pageshow", () => {
  delete form?.dataset.sent;
});
