/** The colourways of the shop; the names are what shoppers choose. */
export const colours = {
  Graphite: "#3b4049",
  Black: "#17191e",
  Silver: "#c3c9d2",
  Pearl: "#e3e6ea",
  Ice: "#cfe0ee",
  Midnight: "#18243f",
  Cobalt: "#0a52e6",
  Coral: "#f0604d",
  Sage: "#8fa79a",
} as const;

export type Colour = keyof typeof colours;
