/** Two short paragraphs and a list of specifications, as the HTML of a description. */
export function described(
  first: string,
  second: string,
  specifications: Record<string, string>,
): string {
  const items = Object.entries(specifications).map(([name, value]) => {
    return `<li><strong>${name}:</strong> ${value}</li>`;
  });
  return `<p>${first}</p><p>${second}</p><ul>${items.join("")}</ul>`;
}
