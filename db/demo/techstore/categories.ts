import type { DemoCategory } from "../shop.ts";
import { categoryPictures } from "./drawings.ts";

export const categories: DemoCategory[] = [
  {
    slug: "audio",
    name: "Audio",
    description: "Headphones, earbuds and speakers, tuned by people who listen for a living.",
    picture: categoryPictures.audio,
  },
  {
    slug: "workspace",
    name: "Workspace",
    description: "Screens, stands and light for a desk that gets out of your way.",
    picture: categoryPictures.workspace,
  },
  {
    slug: "keyboards-mice",
    name: "Keyboards & Mice",
    description: "Everything under your fingers: mechanical, slim, gliding and rolling.",
    parent: "workspace",
    picture: categoryPictures.keyboardsMice,
  },
  {
    slug: "chargers-cables",
    name: "Chargers & Cables",
    description: "Power that is small, cool and honest about its numbers.",
    parent: "workspace",
    picture: categoryPictures.chargersCables,
  },
  {
    slug: "cameras",
    name: "Cameras",
    description: "Bodies, lenses and small eyes for the places where you cannot be.",
    picture: categoryPictures.cameras,
  },
  {
    slug: "smart-home",
    name: "Smart Home",
    description: "Light, warmth and a hub that keeps your secrets at home.",
    picture: categoryPictures.smartHome,
  },
  {
    slug: "wearables",
    name: "Wearables",
    description: "Watches, bands and rings that count quietly.",
    picture: categoryPictures.wearables,
  },
];
