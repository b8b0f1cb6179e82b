import type { Material } from "./materials.ts";
import type { Form } from "./solids.ts";
import { inTurn, type Move, type Point, shift } from "./space.ts";

/** A body of one material. `open`: its inside shows too. */
export interface Solid {
  kind: "solid";
  form: Form;
  material: Material;
  open: boolean;
}

/** Flat art on a plane: where its origin lies and where its points 1, 0 and 0, 1 lie. */
export interface Decal {
  kind: "decal";
  plane: readonly [origin: Point, right: Point, down: Point];
  art: string;
}

/** Round spots on a surface (holes, threads), each with a point just outside of it. */
export interface Dots {
  kind: "dots";
  spots: readonly (readonly [spot: Point, outside: Point])[];
  /** Millimetres across. */
  size: number;
  colour: string;
  opacity: number;
}

/** A line in space, such as a seam: always in front of what was drawn before. */
export interface Line {
  kind: "line";
  points: readonly Point[];
  /** Millimetres. */
  width: number;
  colour: string;
  opacity: number;
}

/** A polygon in space with a paint of its own; seen from both sides. */
export interface Sheet {
  kind: "sheet";
  points: readonly Point[];
  fill: string;
}

/** Solids whose faces are drawn from the farthest to the nearest, across all of them. */
export interface Cluster {
  kind: "cluster";
  solids: readonly Solid[];
}

/** Parts that follow each other along an axis; drawn backwards when the axis points away. */
export interface Stack {
  kind: "stack";
  axis: readonly [from: Point, to: Point];
  parts: readonly Part[];
}

/** Parts beside each other: the farthest is drawn first. */
export interface Spread {
  kind: "spread";
  parts: readonly Part[];
}

/** A list of parts is drawn in its order: what lies behind comes first. */
export type Part = Solid | Decal | Dots | Line | Sheet | Cluster | Stack | Spread;

export function solid(form: Form, material: Material, ...moves: Move[]): Solid {
  return movedSolid({ kind: "solid", form, material, open: false }, inTurn(...moves));
}

export function shell(form: Form, material: Material, ...moves: Move[]): Solid {
  return { ...solid(form, material, ...moves), open: true };
}

/** Art in millimetres, x to the right and y down, lying on the table, seen from above. */
export function decal(art: string, ...moves: Move[]): Part {
  const plane = [
    [0, 0, 0],
    [1, 0, 0],
    [0, -1, 0],
  ] as const;
  return moved({ kind: "decal", plane, art }, ...moves);
}

/** Art that stands upright and faces the viewer. */
export function upright(art: string, ...moves: Move[]): Part {
  const plane = [
    [0, 0, 0],
    [1, 0, 0],
    [0, 0, -1],
  ] as const;
  return moved({ kind: "decal", plane, art }, ...moves);
}

export function dots(spots: Dots["spots"], size: number, colour: string, opacity = 1): Dots {
  return { kind: "dots", spots, size, colour, opacity };
}

export function line(points: readonly Point[], width: number, colour: string, opacity = 1): Line {
  return { kind: "line", points, width, colour, opacity };
}

export function sheet(points: readonly Point[], fill: string): Sheet {
  return { kind: "sheet", points, fill };
}

export function cluster(...solids: readonly Solid[]): Cluster {
  return { kind: "cluster", solids };
}

/** Stacked upwards, or along whatever `moved` turns that into. */
export function stack(...parts: readonly Part[]): Stack {
  return {
    kind: "stack",
    axis: [
      [0, 0, 0],
      [0, 0, 1],
    ],
    parts,
  };
}

export function spread(...parts: readonly Part[]): Spread {
  return { kind: "spread", parts };
}

export function moved(part: Part, ...moves: Move[]): Part {
  const move = inTurn(...moves);
  if ("parts" in part) return movedGroup(part, move);
  if (part.kind === "solid") return movedSolid(part, move);
  if (part.kind === "line" || part.kind === "sheet")
    return { ...part, points: part.points.map(move) };
  if (part.kind === "dots") {
    return { ...part, spots: part.spots.map(([spot, tip]) => [move(spot), move(tip)] as const) };
  }
  if (part.kind === "cluster") {
    return { ...part, solids: part.solids.map((one) => movedSolid(one, move)) };
  }
  const [origin, right, down] = part.plane;
  return { ...part, plane: [move(origin), move(right), move(down)] };
}

function movedGroup(group: Stack | Spread, move: Move): Part {
  const parts = group.parts.map((one) => moved(one, move));
  if (group.kind === "spread") return { ...group, parts };
  return { ...group, parts, axis: [move(group.axis[0]), move(group.axis[1])] };
}

function movedSolid({ form, ...rest }: Solid, move: Move): Solid {
  const ribbons = form.ribbons.map(([edge, other]) => [edge.map(move), other.map(move)] as const);
  const caps = form.caps.map((cap) => cap.map(move));
  if (!form.sides) return { ...rest, form: { ribbons, caps } };
  const [left, right] = form.sides;
  return { ...rest, form: { ribbons, caps, sides: [left.map(move), right.map(move)] } };
}

export function allMoved(parts: readonly Part[], ...moves: Move[]): Part[] {
  return parts.map((part) => moved(part, ...moves));
}

/** Every solid, however deep it lies in stacks and spreads. */
export function solidsOf(part: Part): readonly Solid[] {
  if ("parts" in part) return part.parts.flatMap(solidsOf);
  if (part.kind === "cluster") return part.solids;
  return part.kind === "solid" ? [part] : [];
}

export function pointsOf({ form }: Solid): Point[] {
  return [...form.ribbons.flat(2), ...form.caps.flat()];
}

export const at = shift;
