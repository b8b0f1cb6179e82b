import { element, radial, type Stop, svg } from "../svg.ts";
import { f, mix, path, wash } from "./drawings/craft/brush.ts";

/** The colours of the shop: clays, oats and greens. */
export const shade = {
  chalk: "#f3ede1",
  oat: "#e3d3b8",
  sand: "#d8c3a5",
  blush: "#dfb9a4",
  clay: "#c4795a",
  terracotta: "#b4603f",
  rust: "#8f452c",
  ochre: "#cf9a4a",
  moss: "#7d8560",
  sage: "#a9b196",
  pine: "#2f4a3c",
  slate: "#64757a",
  ink: "#33424c",
  smoke: "#8b8680",
  charcoal: "#403c3a",
} as const;

/** What stands behind a thing: the colours of the wall and of the table. */
export interface Backdrop {
  wall: string;
  table: string;
  /** Where the table ends, as a share of the height. */
  edge?: number;
  /** The light of a window on the wall: where it falls, as a share of the width. */
  window?: number;
  /** An arch painted on the wall: its colour. */
  arch?: string;
}

export const rooms = {
  oat: { wall: "#ead9c3", table: "#f3e9da" },
  blush: { wall: "#e6c6b3", table: "#f1ddcd" },
  sage: { wall: "#bfc5ae", table: "#e4e2d2" },
  clay: { wall: "#cf9176", table: "#e6c1aa" },
  mist: { wall: "#c5cdcb", table: "#e3e4de" },
  honey: { wall: "#e2bd84", table: "#f0dcb8" },
  pine: { wall: "#49604f", table: "#8d9a84" },
  cocoa: { wall: "#7a5c4c", table: "#b3917b" },
  dusk: { wall: "#5b463b", table: "#8f705d" },
} as const satisfies Record<string, Backdrop>;

/** A square picture for a product: the room, and things from back to front. */
export function shot(backdrop: Backdrop, ...things: string[]): string {
  return picture(1200, 1200, backdrop, ...things);
}

/** A picture of any size: the room, things from back to front, the fall of the light. */
export function picture(
  width: number,
  height: number,
  backdrop: Backdrop,
  ...things: string[]
): string {
  return svg(width, height, room(width, height, backdrop), ...things, daylight(width, height));
}

function room(width: number, height: number, backdrop: Backdrop): string {
  const edge = Math.round((backdrop.edge ?? 0.64) * height);
  const { wall, table } = backdrop;
  const upper = wash(
    [0, 0, 0, 1],
    mix(wall, "#4a3426", 0.1),
    `${wall}@0.75`,
    mix(wall, "#4a3426", 0.05),
  );
  const lower = wash(
    [0, 0, 0, 1],
    mix(table, wall, 0.55),
    `${table}@0.14`,
    mix(table, "#5a3c28", 0.09),
  );
  const join = mix(wall, table, 0.4);
  const sheet = (y: number, h: number, fill: string) =>
    element("rect", { x: 0, y, width, height: h, fill });
  return [
    sheet(0, edge + 2, upper),
    backdrop.arch ? arch(width, edge, backdrop.arch) : "",
    backdrop.window === undefined ? "" : sunlight(width, edge, backdrop.window),
    sheet(edge, height - edge, lower),
    sheet(edge - 18, 36, wash([0, 0, 0, 1], `${join}/0`, `${join}/0.9`, `${join}/0`)),
  ].join("");
}

function arch(width: number, edge: number, colour: string): string {
  const half = Math.min(width * 0.3, edge * 0.46);
  const top = Math.max(edge * 0.1, edge - half * 1.9);
  const [left, right] = [f(width / 2 - half), f(width / 2 + half)];
  const d = `M${left} ${edge}V${f(top + half)}A${f(half)} ${f(half)} 0 0 1 ${right} ${f(top + half)}V${edge}Z`;
  return path(d, wash([0, 0, 0, 1], mix(colour, "#3a261a", 0.08), mix(colour, "#ffffff", 0.08)));
}

/** Four panes of a window, thrown slantwise on the wall; sheets upon sheets make their soft edge. */
function sunlight(width: number, edge: number, at: number): string {
  const [w, h] = [Math.min(width * 0.15, edge * 0.24), edge * 0.31];
  const pane = (x: number, y: number, grow: number) => {
    const left = width * at + x * w * 1.13 - grow;
    const top = edge * 0.1 + y * edge * 0.36 - x * 34 - grow;
    return `M${f(left)} ${f(top)}l${f(w + 2 * grow)} -30l-46 ${f(h + 2 * grow)}l${f(-w - 2 * grow)} 30Z`;
  };
  const panes = (grow: number) =>
    pane(0, 0, grow) + pane(1, 0, grow) + pane(-0.27, 1, grow) + pane(0.73, 1, grow);
  return [9, 5, 1, -3, -7].map((grow) => path(panes(grow), "#fff4e6", 0.08)).join("");
}

/** Light from the upper left that fades towards the lower right. */
function daylight(width: number, height: number): string {
  const fall: Stop[] = [
    [0, "#fff6e4", 0.26],
    [0.5, "#fff6e4", 0.02],
    [0.52, "#3b2415", 0],
    [1, "#3b2415", 0.2],
  ];
  const fill = radial(fall, { cx: 0.22, cy: 0.14, r: 1.15 });
  return element("rect", { x: 0, y: 0, width, height, fill });
}
