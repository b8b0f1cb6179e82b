import type { DemoProduct } from "../../shop.ts";
import {
  cablePictures,
  chargerPictures,
  dockPictures,
  slabPictures,
  trioPictures,
} from "../shots/power.ts";
import { described } from "./describe.ts";

const gan: DemoProduct = {
  slug: "gan-cube-wall-charger",
  title: "GaN Cube Wall Charger",
  description: described(
    "Three sockets, one cube, no brick. Gallium nitride lets Ampery put the power of a laptop adapter into something the size of a matchbox, and keep it cool enough to touch.",
    "The power is shared out anew whenever you plug something in, and the pins fold away.",
    {
      Output: "65 W or 100 W, three USB-C",
      Protocols: "PD 3.1, PPS",
      Input: "100 to 240 V, folding pins, adapters for EU and UK",
      Size: "46 x 47 x 52 mm",
      Weight: "from 128 g",
    },
  ),
  vendor: "Ampery",
  type: "Chargers",
  tags: ["usb-c", "gan", "travel", "bestseller"],
  categories: ["chargers-cables", "workspace"],
  options: { Colour: ["Pearl", "Graphite"], Output: ["65 W", "100 W"] },
  price: 5900,
  variants: {
    "Pearl / 100 W": { price: 7900 },
    "Graphite / 100 W": { price: 7900, onHand: 2 },
  },
  grams: 128,
  pictures: chargerPictures,
};

const braid: DemoProduct = {
  slug: "braid-usb-c-cable",
  title: "Braid USB-C Cable",
  description: described(
    "A cable you do not have to be careful with. The braid is woven from recycled nylon around a core of aramid fiber, and the collars bend 40,000 times before they show it.",
    "It carries 240 watts to a workstation and a 4K picture to a screen, in whichever direction you plug it in.",
    {
      Power: "240 W, EPR",
      Data: "20 Gbit/s up to 1 m, 480 Mbit/s above",
      Plugs: "milled aluminum",
      Lengths: "0.5 m, 1 m, 2 m",
      Warranty: "ten years",
    },
  ),
  vendor: "Ampery",
  type: "Cables",
  tags: ["usb-c", "recycled", "240 w"],
  categories: ["chargers-cables", "workspace"],
  options: {
    Colour: ["Graphite", "Ice", "Cobalt", "Coral"],
    Length: ["0.5 m", "1 m", "2 m"],
  },
  price: 1900,
  variants: {
    "Graphite / 0.5 m": { price: 1600 },
    "Graphite / 2 m": { price: 2500, onHand: 40 },
    "Ice / 0.5 m": { price: 1600 },
    "Ice / 2 m": { price: 2500 },
    "Cobalt / 0.5 m": { price: 1600, onHand: 0 },
    "Cobalt / 2 m": { price: 2500 },
    "Coral / 0.5 m": { missing: true },
    "Coral / 2 m": { price: 2500, onHand: 3 },
  },
  grams: 46,
  pictures: cablePictures,
};

const slab: DemoProduct = {
  slug: "slab-power-bank",
  title: "Slab Power Bank",
  description: described(
    "A spare day for your phone, or a spare afternoon for your laptop, in a body of bead-blasted aluminum that stays flat in any pocket.",
    "Four lights tell the truth about the charge: each stands for exactly a quarter, measured, not guessed.",
    {
      Capacity: "10,000 or 20,000 mAh",
      Output: "45 W, two USB-C",
      Recharge: "90 minutes at 45 W",
      Flights: "allowed in hand luggage",
      Weight: "from 228 g",
    },
  ),
  vendor: "Ampery",
  type: "Power banks",
  tags: ["usb-c", "travel", "aluminum"],
  categories: ["chargers-cables", "workspace"],
  options: { Colour: ["Graphite", "Ice"], Capacity: ["10,000 mAh", "20,000 mAh"] },
  price: 6900,
  variants: {
    "Graphite / 20,000 mAh": { price: 9900 },
    "Ice / 20,000 mAh": { missing: true },
    "Ice / 10,000 mAh": { onHand: 3 },
  },
  grams: 228,
  pictures: slabPictures,
};

const trio: DemoProduct = {
  slug: "trio-charging-stand",
  title: "Trio Charging Stand",
  description: described(
    "One cable in, three things charged. A magnet holds the phone at reading height, the puck takes a watch, and the tray wakes up for anything else that charges without a wire.",
    "The lights on the stand go out after ten seconds, because a bedroom is not a cockpit.",
    {
      Phone: "15 W, magnetic, upright or sideways",
      Watch: "5 W, fast charging",
      Tray: "5 W",
      Power: "USB-C, 36 W adapter included",
      Weight: "640 g",
    },
  ),
  vendor: "Ampery",
  type: "Chargers",
  tags: ["wireless charging", "magnetic", "bedside"],
  categories: ["chargers-cables", "workspace"],
  options: {},
  price: 11900,
  compareAtPrice: 13900,
  onHand: 22,
  grams: 640,
  pictures: trioPictures,
};

const dock: DemoProduct = {
  slug: "dock-9-usb-c-hub",
  title: "Dock 9 USB-C Hub",
  description: described(
    "Nine sockets for a laptop that came with two. Dock 9 drives a pair of 4K screens, reads your cards at full speed and passes 100 watts through to the battery.",
    "Its cord is long enough to hide the hub behind a screen, and the plug has a clip to park in when you travel.",
    {
      Sockets: "four USB-C, two USB-A, HDMI, network, SD",
      Screens: "two at 4K, 60 Hz",
      Power: "100 W through",
      Body: "milled aluminum, no fan",
      Weight: "182 g",
    },
  ),
  vendor: "Ampery",
  type: "Hubs",
  tags: ["usb-c", "hdmi", "travel"],
  categories: ["chargers-cables", "workspace"],
  options: {},
  price: 14900,
  onHand: 17,
  grams: 182,
  pictures: dockPictures,
};

export const power: readonly DemoProduct[] = [gan, braid, slab, trio, dock];
