import { element } from "../../svg.ts";

/** Letters, figures and signs as strokes, each in a box of 4 x 6 with its corner at 0, 0. */
const strokes: Record<string, string> = {
  A: "M0 6L2 0L4 6M.7 4h2.6",
  B: "M0 0v6h2.4a1.6 1.6 0 0 0 0-3.2H0M2.2 2.8a1.4 1.4 0 0 0 0-2.8H0",
  C: "M3.8 1A2 2.6 0 0 0 0 3a2 2.6 0 0 0 3.8 2",
  D: "M0 0v6h1.6a2.4 3 0 0 0 0-6z",
  E: "M3.6 0H0v6h3.6M0 3h3",
  F: "M3.6 0H0v6M0 3h3",
  G: "M3.8 1A2 2.6 0 0 0 0 3a2 2.7 0 0 0 4 1.4V3.4H2.4",
  H: "M0 0v6M4 0v6M0 3h4",
  I: "M2 0v6",
  J: "M3.2 0v4.4a1.5 1.5 0 0 1-3 0",
  K: "M0 0v6M3.8 0L0 3.6M1.4 2.4L4 6",
  L: "M0 0v6h3.4",
  M: "M0 6V0l2 3.6L4 0v6",
  N: "M0 6V0l4 6V0",
  O: "M2 0a2 3 0 0 0 0 6a2 3 0 0 0 0-6",
  P: "M0 6V0h2.2a1.6 1.6 0 0 1 0 3.3H0",
  Q: "M2 0a2 3 0 0 0 0 6a2 3 0 0 0 0-6M2.6 4.4L4 6.2",
  R: "M0 6V0h2.2a1.6 1.6 0 0 1 0 3.2H0M2 3.2L4 6",
  S: "M3.6.8C2.8-.4.2-.2.2 1.5S3.9 3 3.9 4.6 1 6.7 0 5.1",
  T: "M0 0h4M2 0v6",
  U: "M0 0v4a2 2 0 0 0 4 0V0",
  V: "M0 0l2 6l2-6",
  W: "M-.4 0L1 6l1-4l1 4L4.4 0",
  X: "M0 0l4 6M4 0L0 6",
  Y: "M0 0l2 3l2-3M2 3v3",
  Z: "M0 0h4L0 6h4",
  "0": "M2 0a2 3 0 0 0 0 6a2 3 0 0 0 0-6",
  "1": "M.8 1L2.2 0v6",
  "2": "M.2 1.6a1.9 1.7 0 1 1 3.2 1.2L.2 6h3.8",
  "3": "M.3 0h3.4L1.7 2.4a1.8 1.8 0 1 1-1.6 2.5",
  "4": "M3 6V0L0 4.2h4",
  "5": "M3.6 0H.6L.3 2.6a2 1.9 0 1 1-.2 2.6",
  "6": "M3.2 0L.6 3a1.9 1.8 0 1 0 1.4-.8",
  "7": "M0 0h4L1.4 6",
  "8": "M2 2.7a1.5 1.35 0 1 1 .01 0a1.8 1.65 0 1 1-.02 0",
  "9": "M3.6 2.6L1.2 6M2 3.8a1.9 1.8 0 1 1 1.6-1.2",
  ":": "M2 1.8v.01M2 4.2v.01",
  "%": "M3.6.4L.4 5.6M.6.6v.8M3.4 4.6v.8",
  "-": "M.6 3h2.8",
  "=": "M.4 2h3.2M.4 4h3.2",
  "[": "M3 0H1.4v6H3",
  "]": "M1 0h1.6v6H1",
  ";": "M2 2v.01M2 4.4l-.6 1.6",
  "'": "M2 0v1.8",
  ",": "M2 5l-.6 1.6",
  ".": "M2 5.6v.01",
  "/": "M3.6 0L.4 6",
  "\\": "M.4 0l3.2 6",
  "`": "M1.4 0l1.2 1.4",
  "<": "M4 1.6L1.6 3.2L4 4.8M1.6 3.2H5",
  ">": "M0 1.6l2.4 1.6L0 4.8M2.4 3.2H-1",
  "^": "M.4 3L2 1l1.6 2M2 1v4",
  "~": "M.4 3L2 5l1.6-2M2 5V1",
  "\u00b0": "M1.4 0a1 1 0 1 0 .01 0",
};

export interface Lettering {
  /** Height of the letters, in millimetres. */
  size: number;
  colour: string;
  /** Width of a stroke as a part of the height. */
  weight?: number;
  align?: "middle" | "start";
}

/** A line of capitals and figures whose middle (or left edge) is at x, y. */
export function lettering(text: string, x: number, y: number, look: Lettering): string {
  const { size, colour, weight = 0.12, align = "middle" } = look;
  const scale = size / 6;
  const advance = 5.8;
  const start = align === "middle" ? x - ((text.length - 1) * advance + 4) * (scale / 2) : x;
  const letters = [...text].map((letter, i) => {
    const place = `translate(${(i * advance).toFixed(1)} 0)`;
    return element("path", { d: strokes[letter] ?? "", transform: place });
  });
  const stroke = {
    stroke: colour,
    fill: "none",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  };
  const transform = `translate(${start.toFixed(2)} ${(y - size / 2).toFixed(2)}) scale(${scale.toFixed(3)})`;
  return element("g", { ...stroke, "stroke-width": weight * 6, transform }, ...letters);
}
