// Makes nicer what already works without it.

document.addEventListener("click", ({ target }) => {
  for (const opened of document.querySelectorAll("details.switch[open], details.confirm[open]")) {
    if (!opened.contains(target)) opened.open = false;
  }
});

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  const opened = document.querySelector(
    "details.switch[open], details.confirm[open], .bar-menu[open]",
  );
  if (!opened) return;
  opened.open = false;
  opened.querySelector("summary").focus();
});

// A list's filters act at once; the button beside them is for when this does not run.
document.addEventListener("change", ({ target }) => {
  if (target.form?.matches("[data-live]")) target.form.requestSubmit();
});

// One box ticks all boxes of its table.
document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-all]")) return;
  for (const box of target.closest("form").querySelectorAll(`[name="${target.dataset.all}"]`)) {
    box.checked = target.checked;
  }
});

// Whoever leaves a form that was changed is asked first.
let changed = false;
document.addEventListener("input", ({ target }) => {
  if (target.form?.matches("[data-keep]")) changed = true;
});
document.addEventListener("submit", () => {
  changed = false;
});
addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

// What just happened can be put away.
const flash = document.getElementById("flash");
if (flash) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "flash-close";
  close.setAttribute("aria-label", "Put this message away");
  close.textContent = "×";
  close.addEventListener("click", () => flash.remove());
  flash.append(close);
}

document.documentElement.dataset.live = "";
