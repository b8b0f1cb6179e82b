// Copies what is to be set elsewhere, and finds a country in the list.

for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.innerHTML;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
    setTimeout(() => {
      button.innerHTML = words;
    }, 2000);
  });
}

for (const field of document.querySelectorAll("[data-filter]")) {
  const rows = document.getElementById(field.dataset.filter).children;
  field.closest(".filter-box").hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(words);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
