// Works out the amount as soon as something else is chosen; without this there is a button for it.

const form = document.querySelector("[data-refund]");
let latest = 0;

form.addEventListener("change", async ({ target }) => {
  if (!target.matches("[data-reckon]")) return;
  latest += 1;
  const own = latest;
  const body = new URLSearchParams(new FormData(form));
  body.set("step", "reckon");
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => undefined);
  if (!answer?.ok || own !== latest) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const proposed = page.querySelector("[name=amount]");
  if (proposed && own === latest) form.elements.amount.value = proposed.value;
});
