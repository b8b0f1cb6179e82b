import type { Block, Fact, Letter, LetterLine } from "./letter.ts";

const width = 68;

/** A letter as plain text, for readers that show no HTML. `foot` are the lines about the shop below it. */
export function plainText(letter: Letter, foot: readonly string[]): string {
  const parts = [
    letter.title.toUpperCase(),
    letter.eyebrow,
    ...letter.blocks.map(textOf),
    ["-- ", ...foot.map(wrapped)].join("\n"),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function textOf(block: Block): string {
  switch (block.kind) {
    case "text":
    case "aside":
      return wrapped(block.text);
    case "button":
      return `${block.label}:\n${block.href}`;
    case "link":
      return `${[block.text, block.label].filter(Boolean).join(" ")}:\n${block.href}`;
    case "lines":
      return [heading(block.title), ...block.lines.map(lineText)].join("\n");
    case "sums":
      return [...block.sums, block.total, ...block.notes].map(factText).join("\n");
    case "panel":
      return [heading(block.title), ...block.facts.map(factText), block.text]
        .filter(Boolean)
        .join("\n");
    case "places":
      return block.places
        .map(({ title, lines }) => [heading(title), ...lines].join("\n"))
        .join("\n\n");
  }
}

function heading(title: string): string {
  return `${title}\n${"-".repeat(Math.min(title.length, width))}`;
}

function lineText({ title, detail, quantity, amount }: LetterLine): string {
  const name = `${quantity} x ${title}${detail && `, ${detail}`}`;
  return amount ? factText({ label: name, value: amount }) : name;
}

function factText({ label, value }: Fact): string {
  return `${label}: ${value}`;
}

/** Breaks at blanks, where there are any. */
function wrapped(text: string): string {
  return text.replace(new RegExp(`(?![^\\n]{1,${width}}$)([^\\n]{1,${width}})\\s`, "g"), "$1\n");
}
