import { clip, element } from "../../svg.ts";
import { at, darker, disc, lighter, line, path, points, wash } from "./craft/brush.ts";
import { rod } from "./craft/forms.ts";
import { hollow, lip, oval, type Profile, silhouette, turned } from "./craft/lathe.ts";
import type { Skin } from "./craft/light.ts";
import { cast, contact } from "./craft/shadow.ts";
import { type Vessel, vessel } from "./craft/vessels.ts";

/** The colour of unglazed stoneware. */
export const clayBody = "#c9a98a";

/** A glaze: its colour and how much it shines (0..1). */
export function glaze(colour: string, gloss = 0.55): Skin {
  return { colour, gloss };
}

/** A vase with a full belly and a narrow neck, its foot left unglazed. */
export function duneVase(colour: string): string {
  const profile = points(
    "112 0, 118 10, 168 90, 196 205, 176 330, 104 430, 72 492, 70 540, 92 580",
  );
  const skin = glaze(colour, 0.4);
  return vessel({ profile, skin, bare: [96, clayBody], specks: 150, gloom: 0.75 });
}

/** A tall bottle for a branch. */
export function bottleVase(colour: string): string {
  const profile = points("84 0, 90 8, 104 120, 100 260, 64 360, 34 430, 30 520, 44 560");
  return vessel({ profile, skin: glaze(colour, 0.7), gloom: 0.8, wall: 6 });
}

/** A round jar after the old moon jars. */
export function moonJar(colour: string): string {
  const profile = points("110 0, 116 6, 220 110, 268 255, 232 400, 132 492, 112 506, 116 538");
  return vessel({ profile, skin: glaze(colour, 0.5), gloom: 0.8, wall: 9, specks: 46 });
}

/** A wide bowl; `filling` lies inside, drawn around the centre of its mouth. */
export function bowl(outside: string, inside: string, filling = ""): string {
  const profile = points("112 0, 114 22, 150 34, 256 110, 322 232");
  const pot = { profile, skin: glaze(outside, 0.08), inside: glaze(inside, 0.75), tilt: 0.27 };
  const front = clip(path("M-700 -900H700V-232H322A322 87 0 0 1 -322 -232H-700Z", "#fff"));
  const kept = element("g", { "clip-path": front }, at(0, -232, 1, filling));
  return vessel({ ...pot, depth: 0.82, gloom: 0.34, wall: 10 }) + kept;
}

/** A mug with its handle on the right; `drink` is the colour of what is in it. */
export function mug(colour: string, drink?: string): string {
  const skin = glaze(colour, 0.5);
  const profile = points("112 0, 126 10, 134 60, 134 150, 131 236, 134 252");
  const ear = points("122 -206, 186 -212, 214 -140, 184 -70, 118 -56");
  const body: Vessel = { profile, skin, bare: [58, clayBody], specks: 90, depth: 0.7, gloom: 0.55 };
  return [
    rod(ear, (t) => 19 - 5 * Math.sin(Math.PI * t), skin),
    vessel(drink ? { ...body, drink: [26, drink] } : body),
  ].join("");
}

/** A small cup without a handle. */
export function cup(colour: string, drink?: string): string {
  const profile = points("58 0, 66 6, 92 60, 100 128");
  const body: Vessel = { profile, skin: glaze(colour, 0.7), depth: 0.7, wall: 6 };
  return vessel(drink ? { ...body, drink: [22, drink] } : body);
}

const plateFoot: Profile = points("150 0, 176 4, 224 20, 256 44");
const plateWell: Profile = points("248 44, 226 26, 196 13, 188 10, 180 9");

/** A plate; `look` is how much one looks down on it (0..1). */
export function plate(outside: string, inside: string, look = 0.3): string {
  return plateShadow(look) + dish(outside, inside, look);
}

function plateShadow(look: number): string {
  return cast(silhouette(plateFoot, look), 0.5) + contact(216, 0.5, look);
}

function dish(outside: string, inside: string, look: number): string {
  return [
    turned({ profile: plateFoot, skin: glaze(outside, 0.15), tilt: look }),
    hollow({ profile: plateWell, skin: glaze(inside, 0.6), tilt: look }, 0.1),
    lip(256, 248, 44, lighter(inside, 0.4), look),
  ].join("");
}

/** Plates on top of each other, each in its own glaze. */
export function plateStack(colours: readonly string[], look = 0.3): string {
  const plates = colours.map((colour, index) => {
    const top = index === colours.length - 1;
    const one = top ? dish(clayBody, colour, look) : hiddenPlate(colour, look);
    return at(index % 2 ? 3 : -3, -index * 25, 1, one);
  });
  return plateShadow(look) + plates.join("");
}

/** A plate below another one: only its edge is seen. */
function hiddenPlate(colour: string, look: number): string {
  const edge = wash([0, 0, 1, 0.3], lighter(colour, 0.5), `${colour}@0.5`, darker(colour, 0.3));
  const below = turned({ profile: plateFoot, skin: glaze(clayBody, 0.15), tilt: look });
  return below + oval(250, 44, darker(colour, 0.4), look) + lip(256, 240, 44, edge, look);
}

const potBody = points("118 0, 126 8, 216 84, 236 168, 190 262, 92 312");
const potLid = points("98 308, 90 326, 44 346, 16 354, 14 362, 30 378, 26 398, 0 406");

/** A teapot: spout on the left, handle on the right. */
export function teapot(colour: string): string {
  const skin = glaze(colour, 0.8);
  const ear = points("136 -262, 286 -304, 342 -206, 296 -96, 160 -88");
  const spout = points("-176 -104, -262 -132, -304 -226, -356 -290");
  return [
    rod(ear, (t) => 21 - 6 * Math.sin(Math.PI * t), skin),
    rod(spout, (t) => 46 - 27 * t, skin),
    vessel({ profile: potBody, skin, gloom: 0.9, wall: 4 }),
    turned({ profile: potLid, skin, grounded: 0.2 }),
    at(-355, -291, 1, mouth(colour, 19), -42),
  ].join("");
}

function mouth(colour: string, r: number): string {
  return (
    disc(0, 0, r, r * 0.36, lighter(colour, 0.3)) +
    disc(0, 1, r - 5, r * 0.36 - 2.5, darker(colour, 0.6))
  );
}

/** A fluted jug: its lip on the left, its handle on the right. */
export function jug(colour: string): string {
  const skin = glaze(colour, 0.6);
  const profile = points("120 0, 128 8, 172 110, 176 220, 124 360, 104 430, 126 500");
  const ear = points("88 -446, 218 -470, 262 -350, 228 -220, 140 -176");
  const [under, channel] = beak(colour);
  return [
    rod(ear, (t) => 22 - 6 * Math.sin(Math.PI * t), skin),
    under,
    vessel({ profile, skin, flutes: [26, 0.34], gloom: 0.75, wall: 9 }),
    channel,
  ].join("");
}

/** The lip of a jug, drawn out to the left: what lies behind the pot, and the channel in front. */
function beak(colour: string): [under: string, channel: string] {
  const outside = wash([0, 0, 0.5, 1], lighter(colour, 0.12), darker(colour, 0.25));
  const inside = wash([0, 0, 1, 0], darker(colour, 0.1), darker(colour, 0.42));
  const back = "M-84 -517C-116 -526 -146 -526 -172 -520";
  return [
    path("M-172 -520C-158 -484 -130 -462 -92 -420L-60 -480L-84 -514Z", outside),
    path(`${back}C-150 -502 -124 -492 -92 -484L-70 -500Z`, inside) +
      line(`${back}C-150 -502 -124 -490 -92 -483`, lighter(colour, 0.3), 8),
  ];
}
