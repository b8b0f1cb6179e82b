import {
  deskLamp,
  laptop,
  laptopStand,
  monitor,
  monitorBack,
  ultrawide,
} from "../drawings/displays.ts";
import { halo } from "../drawings/home.ts";
import { type Keyboard, mechanical, slim } from "../drawings/keyboards.ts";
import { type Mouse, mouse, trackball } from "../drawings/mice.ts";
import { moods } from "../drawings/screens.ts";
import { ice, midnight, paper, slate } from "../studio/backdrops.ts";
import { type Colour, colours } from "../studio/colours.ts";
import { anodised, plastic, polished } from "../studio/materials.ts";
import { at, moved } from "../studio/parts.ts";
import { spotOn } from "../studio/render.ts";
import { turn } from "../studio/space.ts";
import { colourways, picture } from "../studio.ts";

const dark = { keys: "#3a3f48", others: "#24282f", accent: "#0a52e6", legend: "#dfe6f0" };
const light = { keys: "#eef1f4", others: "#c9d0d9", accent: "#0a52e6", legend: "#4a5361" };
const blue = { keys: "#f1f4f8", others: "#12357f", accent: "#f0604d", legend: "#6a7fae" };
const keysOf: Partial<Record<Colour, Omit<Keyboard, "frame">>> = { Silver: light, Cobalt: blue };

function keyboard(name: Colour): Keyboard {
  return { frame: anodised(colours[name]), ...(keysOf[name] ?? dark) };
}

export const k75Pictures = [
  ...colourways(["Graphite", "Silver", "Cobalt"], (name) => ({
    alt: `K75 mechanical keyboard in ${name.toLowerCase()} with its volume dial`,
    backdrop: paper,
    yaw: -20,
    pitch: 44,
    fill: 0.86,
    parts: () => mechanical(keyboard(name)),
  })),
  picture({
    alt: "Sculpted keycaps and the bright escape key of the K75, seen closely",
    backdrop: midnight,
    yaw: 24,
    pitch: 38,
    fill: 2.5,
    centre: [1.18, 0.12],
    parts: () => mechanical(keyboard("Graphite")),
  }),
];

export const k104Pictures = [
  ...colourways(["Silver", "Graphite"], (name) => ({
    alt: `K104 Slim keyboard in ${name.toLowerCase()} with its number pad`,
    backdrop: ice,
    yaw: 18,
    pitch: 42,
    fill: 0.88,
    parts: () => slim(keyboard(name)),
  })),
  picture({
    alt: "The low profile of the K104 Slim keyboard seen from its front edge",
    backdrop: slate,
    yaw: -34,
    pitch: 20,
    fill: 1.7,
    centre: [0.18, 0.4],
    parts: () => slim(keyboard("Silver")),
  }),
];

const seams: Partial<Record<Colour, string>> = { Pearl: "#6a7380", Coral: "#8a2d22" };

function glide(name: Colour): Mouse {
  const trim = polished("#c9cfd8");
  return { shell: plastic(colours[name]), trim, seam: seams[name] ?? "#0b0d11" };
}

export const glidePictures = [
  ...colourways(["Graphite", "Pearl", "Coral"], (name) => ({
    alt: `Glide wireless mouse in ${name.toLowerCase()}`,
    backdrop: ice,
    yaw: 208,
    pitch: 32,
    fill: 0.66,
    parts: () => mouse(glide(name)),
  })),
  picture({
    alt: "Glide mouse in pearl from the palm's side, its wheel and sensor key in line",
    backdrop: slate,
    yaw: -26,
    pitch: 50,
    fill: 0.72,
    parts: () => mouse(glide("Pearl")),
  }),
];

const orb = { shell: plastic("#2d323a"), ball: colours.Cobalt, seam: "#0a0c10" };

export const orbPictures = [
  picture({
    alt: "Orb trackball with a cobalt ball in a polished ring",
    backdrop: paper,
    yaw: 206,
    pitch: 34,
    fill: 0.7,
    parts: () => trackball(orb),
  }),
  picture({
    alt: "The cobalt ball of the Orb trackball, lit from the side in the dark",
    backdrop: midnight,
    yaw: -30,
    pitch: 22,
    fill: 1.25,
    centre: [0.52, 0.62],
    parts: () => trackball(orb),
  }),
];

export const v27Pictures = [
  picture({
    alt: "V27 monitor with a sunrise over blue waves on its screen",
    backdrop: paper,
    yaw: -20,
    pitch: 10,
    fill: 0.78,
    parts: () => monitor(anodised(colours.Silver), moods.dawn),
  }),
  picture({
    alt: "The aluminum back of the V27 monitor with its stand and sockets",
    backdrop: ice,
    yaw: -26,
    pitch: 12,
    fill: 0.76,
    parts: () => monitorBack(anodised(colours.Silver), "#5a6270"),
  }),
];

export const w34Pictures = [
  picture({
    alt: "W34 curved ultrawide monitor glowing blue in a dark studio",
    backdrop: midnight,
    yaw: 14,
    pitch: 9,
    fill: 0.86,
    parts: () => ultrawide(anodised("#565d68"), moods.deep),
  }),
  picture({
    alt: "W34 curved monitor from the side, its bend clearly seen",
    backdrop: slate,
    yaw: -46,
    pitch: 16,
    fill: 0.78,
    parts: () => ultrawide(anodised(colours.Graphite), moods.coral),
  }),
];

export const liftPictures = [
  ...colourways(["Silver", "Graphite"], (name) => ({
    alt: `Lift laptop stand in ${name.toLowerCase()}, bent from one sheet of aluminum`,
    backdrop: ice,
    yaw: -32,
    pitch: 17,
    fill: 0.68,
    parts: () => laptopStand(anodised(colours[name])),
  })),
  picture({
    alt: "An open laptop raised on the Lift stand",
    backdrop: paper,
    yaw: -26,
    pitch: 17,
    fill: 0.82,
    parts: () => [
      ...laptopStand(anodised(colours.Silver)),
      moved(laptop(anodised(colours.Silver), moods.mint), turn("x", 5), at(0, -22, 117)),
    ],
  }),
];

export const beamPictures = [
  picture({
    alt: "Beam desk lamp in graphite, its arm reaching out to the left",
    backdrop: paper,
    yaw: -26,
    pitch: 13,
    fill: 0.8,
    parts: () => deskLamp(anodised(colours.Graphite), 0),
  }),
  picture({
    alt: "Beam desk lamp throwing a warm pool of light onto a dark desk",
    backdrop: midnight,
    yaw: -26,
    pitch: 13,
    fill: 0.8,
    shadow: false,
    behind: (camera) => {
      const [x, y] = spotOn([-190, 0, 395], camera);
      const [fx, fy] = spotOn([-190, 0, 0], camera);
      return halo(x, y + 30, 330, "#ffc27d", 0.85) + lightPool(fx, fy);
    },
    parts: () => deskLamp(anodised("#565d68"), 1),
  }),
];

function lightPool(x: number, y: number): string {
  const lit = halo(0, 0, 400, "#ffd3a0", 0.9);
  return `<g transform="translate(${x.toFixed(0)} ${y.toFixed(0)}) scale(1 0.3)">${lit}</g>`;
}
