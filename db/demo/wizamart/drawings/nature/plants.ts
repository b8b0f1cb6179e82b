import { f, many, type Point, points } from "../craft/brush.ts";
import { rod } from "../craft/forms.ts";
import { sprig, sword, trail } from "./foliage.ts";

/** A small olive tree. */
export function oliveTree(colour = "#7f8a66"): string {
  const branch = (x: number, y: number, seed: number) =>
    sprig({
      stem: [
        [0, -190],
        [x * 0.3, -190 - y * 0.35],
        [x * 0.7, -190 - y * 0.75],
        [x, -190 - y],
      ],
      leaves: 15,
      length: 84,
      width: 26,
      colour,
      seed,
      bare: 0.1,
      bark: "#8a7560",
    });
  const trunk: Point[] = [
    [0, 0],
    [8, -90],
    [-4, -210],
  ];
  const crown = points("-210 190, 190 210, -120 330, 130 350, -30 420, 20 300, -250 90, 240 100");
  return (
    rod(trunk, (t) => 12 - 5 * t, { colour: "#8a7560", gloss: 0 }) +
    crown.map(([x, y], at) => branch(x, y, at + 3)).join("")
  );
}

/** A sansevieria: swords from the middle of a pot. */
export function swords(colour = "#6f8560"): string {
  const plan = points(
    "-90 300, 84 330, -44 430, 50 470, -120 200, 128 220, 0 540, 24 250, -24 280",
  );
  return plan
    .map(
      ([bend, length], at) =>
        `<g transform="translate(${f(bend * 0.45)} ${(at % 3) * 7})">${sword(length, 52, colour, bend)}</g>`,
    )
    .join("");
}

/** Herbs: many small stems. */
export function herbs(colour: string, seed: number, height = 190): string {
  return many(9, (index) => {
    const x = (index - 4) * 26;
    const lean = x * 0.9;
    const stem: Point[] = [
      [x * 0.6, 0],
      [x * 0.8, -height * 0.4],
      [lean, -height * (0.8 + ((index * 7 + seed) % 5) * 0.08)],
    ];
    return sprig({
      stem,
      leaves: 9,
      length: 46,
      width: 26,
      colour,
      seed: seed + index,
      bare: 0.15,
    });
  });
}

/** A rubber plant: few, large leaves. */
export function rubberPlant(colour = "#41583f"): string {
  const stem = (x: number, y: number, seed: number) =>
    sprig({
      stem: [
        [0, 0],
        [x * 0.3, -y * 0.4],
        [x, -y],
      ],
      leaves: 7,
      length: 190,
      width: 96,
      colour,
      seed,
      bare: 0.2,
      spread: 58,
      bark: "#6b5238",
    });
  return stem(-70, 420, 4) + stem(90, 500, 9);
}

/** Stems that trail over the rim of a bowl. */
export function trails(): string {
  const plan = points(
    "-150 470, -96 360, -60 540, 4 300, 60 480, 104 580, 160 380, -186 300, 186 260",
  );
  return plan
    .map(([x, length], at) => {
      const start = x * 0.7;
      const stem: Point[] = [
        [start * 0.5, 0],
        [start, 20],
        [x * 1.12, 110],
        [x * 1.16 + (at % 2 ? 14 : -14), length * 0.7],
        [x * 1.16, length],
      ];
      return trail(stem, Math.round(length / 34), 44, at % 2 ? "#7f9568" : "#66805c", at + 2);
    })
    .join("");
}
