import type { DemoProduct } from "../../shop.ts";
import {
  driftPictures,
  haloPictures,
  haloStudioPictures,
  nimbusPictures,
} from "../shots/headphones.ts";
import {
  horizonPictures,
  monolithPictures,
  orbitPictures,
  pebblePictures,
} from "../shots/speakers.ts";
import { described } from "./describe.ts";

const halo: DemoProduct = {
  slug: "halo-wireless-headphones",
  title: "Halo Wireless Headphones",
  description: described(
    "Halo takes the room away and leaves the record. Six microphones listen to the world around you, two more listen inside the cup, and the difference is cancelled before you notice it.",
    "The steel forks turn on sealed bearings, the cushions come off with a quarter turn, and every part that can wear out is sold separately.",
    {
      Drivers: "40 mm, beryllium-coated dome",
      "Noise cancelling": "adaptive, up to 42 dB",
      Battery: "48 hours, 10 minutes of charge for 6 hours",
      Connection: "Bluetooth 5.4 to two devices, USB-C audio, 3.5 mm",
      Weight: "268 g",
    },
  ),
  vendor: "Orvane",
  type: "Over-ear headphones",
  tags: ["wireless", "noise cancelling", "over-ear", "bestseller"],
  categories: ["audio"],
  options: { Colour: ["Graphite", "Silver", "Cobalt", "Coral"] },
  price: 34900,
  compareAtPrice: 39900,
  variants: { Coral: { onHand: 2 }, Silver: { onHand: 18 } },
  grams: 268,
  pictures: haloPictures,
};

const haloStudio: DemoProduct = {
  slug: "halo-studio-open-back-headphones",
  title: "Halo Studio Open-Back Headphones",
  description: described(
    "The frame you know from Halo, opened up. Behind each pierced grille sits a driver with nothing in its way, so a mix sounds as if it were playing in the room rather than in your head.",
    "Choose 32 ohms for laptops and phones or 250 ohms for a headphone amplifier. Both share the same tuning and the same braided, locking cord.",
    {
      Design: "open-back, circumaural",
      Drivers: "45 mm, bio-cellulose",
      Response: "8 Hz to 42 kHz",
      Cord: "3 m, braided, 6.3 mm jack with adapter",
      Weight: "295 g without cord",
    },
  ),
  vendor: "Orvane",
  type: "Over-ear headphones",
  tags: ["wired", "studio", "over-ear", "open-back"],
  categories: ["audio"],
  options: { Impedance: ["32 \u03a9", "250 \u03a9"] },
  price: 27900,
  variants: { "250 \u03a9": { price: 29900, onHand: 3 } },
  grams: 410,
  pictures: haloStudioPictures,
};

const nimbus: DemoProduct = {
  slug: "nimbus-on-ear-headphones",
  title: "Nimbus On-Ear Headphones",
  description: described(
    "Two steel wires, two cups and nothing left over. Nimbus weighs about as much as an apple, folds flat into a coat pocket and is loud enough for a subway platform.",
    "Press the ring on the right cup to play, turn it to change the volume. There is no app to install and none to forget.",
    {
      Drivers: "32 mm, dynamic",
      Battery: "36 hours",
      Connection: "Bluetooth 5.3, USB-C charging",
      Controls: "turning ring, one key",
      Weight: "148 g",
    },
  ),
  vendor: "Orvane",
  type: "On-ear headphones",
  tags: ["wireless", "on-ear", "lightweight"],
  categories: ["audio"],
  options: { Colour: ["Ice", "Midnight", "Coral"] },
  price: 14900,
  variants: { Coral: { onHand: 0 } },
  grams: 148,
  pictures: nimbusPictures,
};

const drift: DemoProduct = {
  slug: "drift-wireless-earbuds",
  title: "Drift Wireless Earbuds",
  description: described(
    "Drift is a pair of earbuds for people who take calls outdoors. A bone sensor knows when you are speaking, and the stem microphones do the rest, wind included.",
    "The case is small enough for a watch pocket, charges on any wireless pad and holds three full refills.",
    {
      Drivers: "11 mm with a titanium ring",
      Battery: "8 hours, 32 hours with the case",
      Protection: "IP55, earbuds and case",
      Tips: "silicone, four sizes",
      Weight: "4.6 g each",
    },
  ),
  vendor: "Orvane",
  type: "Earbuds",
  tags: ["wireless", "noise cancelling", "in-ear", "bestseller"],
  categories: ["audio"],
  options: { Colour: ["Pearl", "Graphite", "Cobalt"] },
  price: 17900,
  compareAtPrice: 19900,
  variants: { Cobalt: { onHand: 3 } },
  grams: 58,
  pictures: driftPictures,
};

const monolith: DemoProduct = {
  slug: "monolith-bookshelf-speakers",
  title: "Monolith Bookshelf Speakers",
  description: described(
    "A pair of active two-way speakers with a class D amplifier for every driver and a crossover that was tuned by ear, then checked by laser.",
    "Plug in a turntable, a television or nothing at all: Monolith plays straight from your network. Place them near a wall or in free space and set the switch on the back to match.",
    {
      Drivers: "165 mm woofer, 25 mm silk dome",
      Power: "2 x 120 W",
      Inputs: "phono, line, optical, HDMI ARC, network",
      Size: "170 x 280 x 220 mm each",
      Sold: "as a pair",
    },
  ),
  vendor: "Subsonde",
  type: "Speakers",
  tags: ["active", "stereo", "hi-fi"],
  categories: ["audio"],
  options: { Colour: ["Graphite", "Pearl"] },
  price: 64900,
  variants: { Pearl: { onHand: 2 } },
  grams: 11800,
  pictures: monolithPictures,
};

const pebble: DemoProduct = {
  slug: "pebble-portable-speaker",
  title: "Pebble Portable Speaker",
  description: described(
    "A speaker to throw into a bag and forget about until the lake. Pebble floats, shrugs off sand and pairs with a second one for stereo by touching the two together.",
    "Its knitted cover comes off for the wash, and the strap has carried more than one set of keys home.",
    {
      Power: "12 W, one full-range driver, two passive radiators",
      Battery: "18 hours",
      Protection: "IP67, floats",
      Connection: "Bluetooth 5.3, USB-C",
      Weight: "310 g",
    },
  ),
  vendor: "Subsonde",
  type: "Speakers",
  tags: ["portable", "waterproof", "outdoor"],
  categories: ["audio"],
  options: { Colour: ["Graphite", "Cobalt", "Coral", "Ice"] },
  price: 8900,
  variants: { Graphite: { onHand: 31 }, Ice: { onHand: 0 } },
  grams: 310,
  pictures: pebblePictures,
};

const orbit: DemoProduct = {
  slug: "orbit-360-speaker",
  title: "Orbit 360 Speaker",
  description: described(
    "Put Orbit in the middle of the table and everybody has the best seat. Three drivers look outwards, one looks down, and the ring of light on top shows who is listening: nobody, unless you press the key.",
    "Two of them make a stereo pair; six will fill a house and stay in step to the millisecond.",
    {
      Power: "40 W, three mid-range drivers and a woofer",
      Connection: "Wi-Fi 6, Bluetooth 5.3, line in",
      Controls: "touch plate, hardware switch for the microphones",
      Size: "90 x 150 mm",
      Weight: "1.4 kg",
    },
  ),
  vendor: "Subsonde",
  type: "Speakers",
  tags: ["multi-room", "wi-fi", "smart"],
  categories: ["audio"],
  options: { Colour: ["Graphite", "Silver"] },
  price: 21900,
  grams: 1400,
  pictures: orbitPictures,
};

const horizon: DemoProduct = {
  slug: "horizon-soundbar",
  title: "Horizon Soundbar",
  description: described(
    "Nine drivers in a bar no taller than a hand is wide. Horizon measures your room with one sweep of sound and bends the dialogue towards the sofa, wherever you put the sofa.",
    "Night mode holds the explosions down and leaves the whispers where they are.",
    {
      Channels: "5.0.2, nine drivers",
      Power: "260 W",
      Inputs: "HDMI eARC, optical, Bluetooth, network",
      Size: "640 x 84 x 58 mm",
      Mounting: "table or wall, bracket included",
    },
  ),
  vendor: "Subsonde",
  type: "Soundbars",
  tags: ["television", "surround", "hdmi"],
  categories: ["audio"],
  options: {},
  price: 44900,
  compareAtPrice: 49900,
  onHand: 9,
  grams: 3600,
  pictures: horizonPictures,
};

export const audio: readonly DemoProduct[] = [
  halo,
  haloStudio,
  nimbus,
  drift,
  monolith,
  pebble,
  orbit,
  horizon,
];
