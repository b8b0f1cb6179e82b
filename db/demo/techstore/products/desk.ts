import type { DemoProduct } from "../../shop.ts";
import {
  beamPictures,
  glidePictures,
  k75Pictures,
  k104Pictures,
  liftPictures,
  orbPictures,
  v27Pictures,
  w34Pictures,
} from "../shots/desk.ts";
import { described } from "./describe.ts";

const k75: DemoProduct = {
  slug: "k75-mechanical-keyboard",
  title: "K75 Mechanical Keyboard",
  description: described(
    "A board milled from a single block of aluminum, with a plate that floats on eight gaskets. Every key lands softly, evenly and without the ping that metal cases usually bring along.",
    "Switches and caps come out with the tool in the box. The dial does volume until you teach it something better.",
    {
      Layout: "75 percent, ANSI or ISO",
      Switches: "hot-swappable, factory lubricated",
      Keycaps: "sculpted, double-shot PBT",
      Connection: "USB-C, 2.4 GHz, Bluetooth to three devices",
      Weight: "1.35 kg",
    },
  ),
  vendor: "Kolvi",
  type: "Keyboards",
  tags: ["mechanical", "hot-swap", "wireless", "bestseller"],
  categories: ["keyboards-mice", "workspace"],
  options: {
    Colour: ["Graphite", "Silver", "Cobalt"],
    Layout: ["ANSI", "ISO"],
    Switch: ["Linear", "Tactile", "Silent"],
  },
  price: 18900,
  variants: {
    "Graphite / ANSI / Silent": { price: 19900 },
    "Graphite / ISO / Silent": { price: 19900, onHand: 2 },
    "Silver / ANSI / Silent": { price: 19900 },
    "Silver / ISO / Linear": { onHand: 0 },
    "Silver / ISO / Silent": { missing: true },
    "Cobalt / ANSI / Tactile": { onHand: 3 },
    "Cobalt / ANSI / Silent": { missing: true },
    "Cobalt / ISO / Linear": { missing: true },
    "Cobalt / ISO / Silent": { missing: true },
  },
  grams: 1350,
  pictures: k75Pictures,
};

const k104: DemoProduct = {
  slug: "k104-slim-keyboard",
  title: "K104 Slim Keyboard",
  description: described(
    "A full keyboard with a number pad, eleven millimeters at its thinnest. The scissor mechanism under each key travels 1.6 mm and makes less noise than a page being turned.",
    "It wakes before your first keystroke arrives and then runs for half a year on one charge.",
    {
      Layout: "full size with number pad, ANSI or ISO",
      Travel: "1.6 mm, 55 g",
      Battery: "6 months, USB-C",
      Connection: "Bluetooth to three devices, USB-C",
      Weight: "620 g",
    },
  ),
  vendor: "Kolvi",
  type: "Keyboards",
  tags: ["low profile", "quiet", "wireless", "office"],
  categories: ["keyboards-mice", "workspace"],
  options: { Colour: ["Silver", "Graphite"], Layout: ["ANSI", "ISO"] },
  price: 12900,
  variants: { "Graphite / ISO": { onHand: 1 } },
  grams: 620,
  pictures: k104Pictures,
};

const glide: DemoProduct = {
  slug: "glide-wireless-mouse",
  title: "Glide Wireless Mouse",
  description: described(
    "One seam, one wheel, no creases where dust can settle. Glide was shaped in clay by hand for three years before it was ever drawn on a screen.",
    "The steel wheel clicks through lines, or spins freely for a thousand of them when you push it down.",
    {
      Sensor: "optical, 200 to 8,000 dpi, works on glass",
      Battery: "90 days, one minute of charge for a day",
      Connection: "Bluetooth to three devices, 2.4 GHz",
      Keys: "five, all programmable",
      Weight: "92 g",
    },
  ),
  vendor: "Kolvi",
  type: "Mice",
  tags: ["wireless", "quiet", "office"],
  categories: ["keyboards-mice", "workspace"],
  options: { Colour: ["Graphite", "Pearl", "Coral"] },
  price: 7900,
  variants: { Pearl: { onHand: 38 }, Coral: { onHand: 3 } },
  grams: 92,
  pictures: glidePictures,
};

const orb: DemoProduct = {
  slug: "orb-trackball",
  title: "Orb Trackball",
  description: described(
    "Keep your hand still and let the ball do the walking. Orb rests a 55 mm sphere on three ceramic bearings, light enough for one finger and heavy enough to keep rolling.",
    "The shell is the same on both sides, so it suits either hand and every corner of a crowded desk.",
    {
      Ball: "55 mm, cobalt resin, lifts out for cleaning",
      Sensor: "optical, 400 to 3,200 dpi",
      Connection: "USB-C, Bluetooth to two devices",
      Keys: "four, all programmable",
      Weight: "320 g",
    },
  ),
  vendor: "Kolvi",
  type: "Mice",
  tags: ["trackball", "ergonomic", "ambidextrous"],
  categories: ["keyboards-mice", "workspace"],
  options: {},
  price: 11900,
  onHand: 14,
  grams: 320,
  pictures: orbPictures,
};

const v27: DemoProduct = {
  slug: "v27-4k-monitor",
  title: "V27 4K Monitor",
  description: described(
    "Twenty-seven inches of quiet precision. Each V27 is measured for an hour before it leaves the bench, and its own calibration report is in the box.",
    "One cable carries the picture, your network and 96 watts back to the laptop, which leaves the desk to you.",
    {
      Panel: "27 in IPS, 3840 x 2160, 60 Hz",
      Gamut: "99 % DCI-P3, delta E below 1",
      Brightness: "450 cd/m\u00b2, matte",
      Sockets: "USB-C 96 W, HDMI 2.1, DisplayPort, three USB",
      Stand: "height, tilt, swivel and pivot",
    },
  ),
  vendor: "Vantell",
  type: "Monitors",
  tags: ["4k", "usb-c", "calibrated"],
  categories: ["workspace"],
  options: {},
  price: 64900,
  onHand: 11,
  grams: 6900,
  pictures: v27Pictures,
};

const w34: DemoProduct = {
  slug: "w34-curved-ultrawide",
  title: "W34 Curved Ultrawide",
  description: described(
    "Two documents, a timeline or one very wide horizon. The W34 bends at the radius of your own field of view, so its corners are as near to you as its middle.",
    "At 144 frames per second, even scrolling becomes something to look at.",
    {
      Panel: "34 in, 3440 x 1440, 144 Hz, curved",
      Contrast: "3,000:1, HDR 600",
      Sockets: "USB-C 90 W, HDMI 2.1, DisplayPort, built-in switch for two computers",
      Stand: "height, tilt and swivel",
      Warranty: "five years, no dead pixels",
    },
  ),
  vendor: "Vantell",
  type: "Monitors",
  tags: ["ultrawide", "curved", "144 hz"],
  categories: ["workspace"],
  options: {},
  price: 89900,
  compareAtPrice: 99900,
  onHand: 3,
  grams: 8400,
  pictures: w34Pictures,
};

const lift: DemoProduct = {
  slug: "lift-laptop-stand",
  title: "Lift Laptop Stand",
  description: described(
    "One sheet of aluminum, bent four times. Lift raises a screen to eye level, carries the heat away from its base and gives back the desk underneath.",
    "The silicone strip keeps everything where you put it, down to an eleven-inch tablet.",
    {
      Material: "4.6 mm aluminum, blasted and anodized",
      Height: "150 mm",
      Fits: "laptops and tablets up to 17 in",
      Load: "up to 10 kg",
      Weight: "1.1 kg",
    },
  ),
  vendor: "Vantell",
  type: "Stands",
  tags: ["aluminum", "ergonomic"],
  categories: ["workspace"],
  options: { Colour: ["Silver", "Graphite"] },
  price: 6900,
  grams: 1100,
  pictures: liftPictures,
};

const beam: DemoProduct = {
  slug: "beam-desk-lamp",
  title: "Beam Desk Lamp",
  description: described(
    "Light where you work and none in your eyes. Beam follows the sun from cool morning white to the color of a candle, and its shade cuts off cleanly above the desk.",
    "Rest a finger on the ring in its foot to dim it, tap to switch it off.",
    {
      Light: "900 lm, 2,200 to 6,500 K, CRI 97",
      Reach: "bar of 260 mm on an arm of 420 mm",
      Power: "11 W, USB-C, adapter included",
      Foot: "wireless charging at 10 W",
      Weight: "1.9 kg",
    },
  ),
  vendor: "Vantell",
  type: "Lighting",
  tags: ["lamp", "wireless charging"],
  categories: ["workspace"],
  options: {},
  price: 15900,
  onHand: 0,
  grams: 1900,
  pictures: beamPictures,
};

export const desk: readonly DemoProduct[] = [k75, k104, glide, orb, v27, w34, lift, beam];
