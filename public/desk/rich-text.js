// Gives a textarea of HTML a toolbar. The textarea stays what is sent; whatever it is sent is cleaned by the server.

const tools = [
  { label: "Bold", text: "B", command: "bold" },
  { label: "Italic", text: "I", command: "italic" },
  { label: "Heading", text: "Heading", command: "formatBlock", value: "h2" },
  { label: "Text: a paragraph", text: "Text", command: "formatBlock", value: "p" },
  { label: "• List: with bullets", text: "• List", command: "insertUnorderedList" },
  { label: "1. List: numbered", text: "1. List", command: "insertOrderedList" },
  { label: "Link", text: "Link", command: "createLink" },
  { label: "No link", text: "No link", command: "unlink" },
];

const allowed =
  "p, br, ul, ol, li, blockquote, h2, h3, h4, strong, em, b, i, u, a, table, caption, thead, tbody, tfoot, tr, th, td";

document.execCommand("defaultParagraphSeparator", false, "p");
for (const area of document.querySelectorAll("textarea[data-rich]")) enrich(area);

function enrich(area) {
  const box = document.createElement("div");
  box.className = "rich";
  const text = document.createElement("div");
  text.className = "rich-text";
  text.contentEditable = String(!area.matches(":disabled"));
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-multiline", "true");
  text.setAttribute("aria-labelledby", `${area.id}-label`);
  text.tabIndex = 0;
  fill(text, area.value);
  if (text.isContentEditable || text.contentEditable === "true") box.append(barFor(text));
  box.append(text);
  area.hidden = true;
  area.after(box);

  text.addEventListener("input", () => {
    area.value = text.innerHTML;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.querySelector(`label[for="${area.id}"]`)?.addEventListener("click", () => text.focus());
}

function barFor(text) {
  const bar = document.createElement("div");
  bar.className = "rich-bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "How the text looks");
  for (const tool of tools) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = tool.text;
    button.setAttribute("aria-label", tool.label);
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => act(text, tool));
    bar.append(button);
  }
  return bar;
}

function act(text, { command, value }) {
  text.focus();
  if (command !== "createLink") return document.execCommand(command, false, value);
  const address = prompt("Where does the link lead?", "https://");
  if (address) document.execCommand("createLink", false, address);
}

/** Parsed as inert: nothing in it runs, and only elements of text come in. */
function fill(text, html) {
  const source = /<[a-z!/]/i.test(html) ? html : `<p>${escaped(html) || "<br>"}</p>`;
  const parsed = new DOMParser().parseFromString(source, "text/html");
  for (const element of [...parsed.body.querySelectorAll("*")]) clean(element);
  text.replaceChildren(...parsed.body.childNodes);
}

function clean(element) {
  if (!element.matches(allowed)) return element.replaceWith(...element.childNodes);
  for (const { name } of [...element.attributes]) keepOrDrop(element, name);
}

function keepOrDrop(element, name) {
  const isLink = name === "href" && /^(https?:|mailto:|\/)/i.test(element.getAttribute(name));
  if (!isLink && !/^(colspan|rowspan)$/.test(name)) element.removeAttribute(name);
}

function escaped(text) {
  const holder = document.createElement("p");
  holder.textContent = text;
  return holder.innerHTML.replace(/\n\s*\n/g, "</p><p>");
}
