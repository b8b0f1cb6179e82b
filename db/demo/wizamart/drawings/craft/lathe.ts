import { attributes, clip, element, type Line, linear } from "../../../svg.ts";
import { f } from "./brush.ts";
import { along, paces } from "./curve.ts";
import { step } from "./detail.ts";
import { lit, type Skin, stops, type Tone, tilt, type Vector } from "./light.ts";

/** `[radius, height]`, from the foot to the rim (of a hollow: from the rim to the bottom). */
export type Profile = readonly (readonly [radius: number, height: number])[];

interface Ring {
  r: number;
  h: number;
  /** The normal of the profile: outwards and up. */
  out: number;
  up: number;
  /** 0 at the first point of the profile, 1 at the last. */
  t: number;
}

export interface Turning {
  profile: Profile;
  /** One skin, or the skin at a height. */
  skin: Skin | ((height: number) => Skin);
  tilt?: number;
  /** Ridges around the body, such as of a fluted bowl: how many, how deep (0..1). */
  flutes?: readonly [count: number, depth: number];
  /** How dark the foot gets where it stands on the table (0..1). */
  grounded?: number;
}

/** A turned body that stands at 0, 0: rings from the foot to the rim, each shaded around. */
export function turned(work: Turning): string {
  const look = work.tilt ?? tilt;
  const rings = sampled(work.profile, step(4.5));
  const bands = rings.slice(0, -1).map((ring, at) => {
    const next = rings[at + 1] ?? ring;
    return `<path d="${band(ring, next, look)}" fill="${around(work, ring, next, look)}"/>`;
  });
  const outline = clip(`<path d="${silhouette(work.profile, look)}"/>`);
  return element("g", { "clip-path": outline }, ...bands);
}

/** A body of glass: rings that do not overlap, inside an outline that is smooth. */
export function blown(work: Turning): string {
  const look = work.tilt ?? tilt;
  const rings = sampled(work.profile, step(6));
  const bands = rings.slice(0, -1).map((ring, at) => {
    const next = rings[at + 1] ?? ring;
    return `<path d="${crescent(ring, next, look)}" fill="${around(work, ring, next, look)}"/>`;
  });
  const outline = clip(`<path d="${silhouette(work.profile, look)}"/>`);
  return element("g", { "clip-path": outline, "shape-rendering": "crispEdges" }, ...bands);
}

function around(work: Turning, ring: Ring, next: Ring, look: number): string {
  const skin = typeof work.skin === "function" ? work.skin((ring.h + next.h) / 2) : work.skin;
  const dark = 1 - (work.grounded ?? 0.3) * Math.exp(-ring.t * 9);
  const steps = work.flutes ? work.flutes[0] * 3 : 20;
  const tones = Array.from({ length: steps + 1 }, (_, at): [number, Tone] => {
    const angle = (at / steps - 0.5) * Math.PI;
    const facing = normal(ring, angle, work.flutes);
    return [(Math.sin(angle) + 1) / 2, lit(skin, facing, dark, look)];
  });
  const r = f(Math.max(ring.r, next.r));
  return linear(stops(tones), [-r, 0, r, 0], "userSpaceOnUse");
}

function normal(ring: Ring, angle: number, flutes: Turning["flutes"]): Vector {
  const turn = flutes ? flutes[1] * Math.sin(angle * flutes[0]) : 0;
  return [ring.out * Math.sin(angle + turn), ring.up, ring.out * Math.cos(angle + turn)];
}

/**
 * The part of a ring that can be seen: its front where the body is steep, more of it the more it
 * faces upwards. Neighbours overlap, so that no gap shows.
 */
function band(ring: Ring, next: Ring, look: number): string {
  const r = Math.max(ring.r, next.r) + step(2);
  const [low, high] = [f(-ring.h), f(-Math.max(next.h, ring.h) - 1.8)];
  const front = `M${f(-r)} ${low}${arc(r, look, 0)} ${f(r)} ${low}`;
  if (look < 0.01) return `M${f(-r)} ${low}H${f(r)}V${high}H${f(-r)}Z`;
  if (ring.up < 0.06) return `${front}V${high}${arc(r, look, 1)} ${f(-r)} ${high}Z`;
  if (ring.up < 0.75) return `${front}V${high}H${f(-r)}Z`;
  return `${front}${arc(r, look, 0)} ${f(-r)} ${low}Z`;
}

function crescent(ring: Ring, next: Ring, look: number): string {
  const [a, b] = [ring.r + 2, next.r + 2];
  const low = `M${f(-a)} ${f(-ring.h)}${arc(a, look, 0)} ${f(a)} ${f(-ring.h)}`;
  return `${low}L${f(b)} ${f(-next.h)}${arc(b, look, 1)} ${f(-b)} ${f(-next.h)}Z`;
}

function arc(r: number, look: number, sweep: 0 | 1): string {
  return `A${f(r)} ${f(r * look)} 0 0 ${sweep}`;
}

/** The inside of a vessel, seen through its mouth: rings from the rim to the bottom. */
export function hollow(work: Turning, gloom = 0.5): string {
  const look = work.tilt ?? tilt;
  const rings = sampled(work.profile, step(8));
  const mouth = rings[0];
  if (!mouth) return "";
  const inside = rings.map((ring) => innerRing(work, ring, look, 1 - gloom * ring.t ** 0.7));
  return element("g", { "clip-path": clip(oval(mouth.r, mouth.h, "#fff", look)) }, ...inside);
}

function innerRing(work: Turning, ring: Ring, look: number, shade: number): string {
  const skin = typeof work.skin === "function" ? work.skin(ring.h) : work.skin;
  const azimuth = -0.89;
  const tones = [-1, -0.75, -0.4, 0, 0.4, 0.75, 1].map((s): [number, Tone] => {
    const angle = azimuth + Math.acos(s);
    const facing: Vector = [ring.out * Math.sin(angle), ring.up, ring.out * Math.cos(angle)];
    return [(s + 1) / 2, lit(skin, facing, shade, look)];
  });
  const [dx, dy] = [Math.sin(azimuth) / 2, Math.cos(azimuth) / 2];
  const line: Line = [0.5 - dx, 0.5 - dy, 0.5 + dx, 0.5 + dy];
  return oval(ring.r, ring.h, linear(stops(tones), line), look);
}

/** A level disc at height `h`: the surface of what is in a vessel. */
export function oval(r: number, h: number, fill: string, look = tilt): string {
  return element("ellipse", { cx: 0, cy: -h, rx: Math.max(0, r), ry: Math.max(0, r * look), fill });
}

/** The lip between the outer and the inner radius at height `h`. */
export function lip(r: number, inner: number, h: number, fill: string, look = tilt): string {
  const d = circle(r, h, look) + circle(inner, h, look);
  return `<path ${attributes({ d, fill, "fill-rule": "evenodd" })}/>`;
}

function circle(r: number, h: number, look: number): string {
  const half = `a${f(r)} ${f(r * look)} 0 1 0`;
  return `M${f(-r)} ${f(-h)}${half} ${f(2 * r)} 0${half} ${f(-2 * r)} 0Z`;
}

/** The outline of a turned body as a path: its edges, its foot and its rim. */
export function silhouette(profile: Profile, look = tilt): string {
  const rings = sampled(profile, step(4.5));
  const [foot, rim] = [rings[0], rings.at(-1)];
  if (!foot || !rim) return "";
  const edge = rings.flatMap((ring) => tangent(ring, look));
  const left = edge.map(([x, y]) => `${f(-x)} ${f(y)}`);
  const right = edge.map(([x, y]) => `${f(x)} ${f(y)}`).reverse();
  const caps = [
    foot,
    ...rings.filter((_, at) => isTurning(rings, at, look) || isTurning(rings, at - 1, look)),
    rim,
  ];
  return `M${[...left, ...right].join("L")}Z${caps.map((ring) => round(ring, look)).join("")}`;
}

/** Whether the body begins here to be seen all around, or from below not at all. */
function isTurning(rings: readonly Ring[], at: number, look: number): boolean {
  const [ring, next] = [rings[at], rings[at + 1]];
  if (!ring || !next) return false;
  return tangent(ring, look).length !== tangent(next, look).length;
}

function round({ r, h }: Ring, look: number): string {
  return `M${f(-r)} ${f(-h)}${arc(r, look, 1)} ${f(r)} ${f(-h)}${arc(r, look, 1)} ${f(-r)} ${f(-h)}Z`;
}

/** Where the surface of a ring turns away from the viewer, if it does. */
function tangent(ring: Ring, look: number): (readonly [x: number, y: number])[] {
  const cosine = (-ring.up * look) / (ring.out * Math.sqrt(1 - look * look) || 1e-6);
  if (Math.abs(cosine) > 1) return [];
  return [[ring.r * Math.sqrt(1 - cosine * cosine), ring.r * cosine * look - ring.h]];
}

/** Rings about `gap` apart along a smooth curve through the points. */
export function sampled(profile: Profile, gap: number): Ring[] {
  const places = paces(profile, gap);
  return places.map((place, at) => {
    const [r, h] = along(profile, place);
    const [r0, h0] = along(profile, Math.max(0, place - 0.004));
    const [r1, h1] = along(profile, Math.min(1, place + 0.004));
    const length = Math.hypot(r1 - r0, h1 - h0) || 1;
    const t = at / (places.length - 1);
    return { r: Math.max(0, r), h, out: (h1 - h0) / length, up: (r0 - r1) / length, t };
  });
}
