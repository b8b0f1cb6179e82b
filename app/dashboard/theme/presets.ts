import { looks } from "../../looks.ts";
import type { Look } from "../../themes.ts";

/** A look to start from, as the editor offers it. */
interface Preset {
  slug: string;
  name: string;
  text: string;
  look: Look;
}

export const presets: readonly Preset[] = [
  { slug: "clay", name: "Clay", text: "Warm paper, deep green, soft corners", look: looks.clay },
  { slug: "cobalt", name: "Cobalt", text: "Cool white, ink, one bright blue", look: looks.cobalt },
  {
    slug: "atelier",
    name: "Atelier",
    text: "White, large serifs, square corners",
    look: looks.atelier,
  },
  { slug: "lantern", name: "Lantern", text: "Dark, with a warm light", look: looks.lantern },
  {
    slug: "plain",
    name: "Plain",
    text: "White and quiet, with the device's own letters",
    look: looks.plain,
  },
];
