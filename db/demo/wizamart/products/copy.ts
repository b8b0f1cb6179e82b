/** A description: two paragraphs, and a list of what it is made of, how large it is, how to care for it. */
export function describe(first: string, second: string, ...facts: string[]): string {
  const list = facts.map((fact) => `<li>${fact}</li>`).join("");
  return `<p>${first}</p><p>${second}</p><ul>${list}</ul>`;
}
