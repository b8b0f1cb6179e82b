import type { DemoProduct } from "../../shop.ts";
import {
  bandPictures,
  dialPictures,
  glowPictures,
  hubPictures,
  onePictures,
  ringPictures,
} from "../shots/living.ts";
import { described } from "./describe.ts";

const glow: DemoProduct = {
  slug: "glow-smart-bulb",
  title: "Glow Smart Bulb",
  description: described(
    "Sixteen million tones, and the one you will use most is a very good white. Glow fades in over ten minutes before the alarm and never needs to ask a server how.",
    "It remembers its last state after a power cut, so nothing wakes you at four in the morning.",
    {
      Light: "1,100 lm, 2,000 to 6,500 K and full color",
      Power: "9.5 W",
      Base: "E26",
      Radio: "Thread and Bluetooth, works without internet",
      Life: "25,000 hours",
    },
  ),
  vendor: "Hushka",
  type: "Lighting",
  tags: ["lighting", "thread", "energy saving"],
  categories: ["smart-home"],
  options: { Pack: ["1 bulb", "2 bulbs", "4 bulbs"] },
  price: 2400,
  variants: { "2 bulbs": { price: 4400 }, "4 bulbs": { price: 7900, onHand: 3 } },
  grams: 92,
  pictures: glowPictures,
};

const dial: DemoProduct = {
  slug: "dial-thermostat",
  title: "Dial Thermostat",
  description: described(
    "Turn it. That is the whole manual. Behind the ring, Dial learns how long your rooms take to warm up and starts exactly early enough.",
    "It asks for one screwdriver and fifteen minutes, and shows what it saved at the end of the month.",
    {
      Fits: "most 24 V systems with up to two stages",
      Sensors: "temperature, humidity, presence",
      Screen: "49 mm, dims itself",
      Radio: "Thread, Wi-Fi",
      Size: "86 x 26 mm",
    },
  ),
  vendor: "Hushka",
  type: "Thermostats",
  tags: ["heating", "energy saving", "thread"],
  categories: ["smart-home"],
  options: { Colour: ["Silver", "Graphite", "Cobalt"] },
  price: 17900,
  compareAtPrice: 19900,
  variants: { Cobalt: { onHand: 0 } },
  grams: 236,
  pictures: dialPictures,
};

const hub: DemoProduct = {
  slug: "home-hub",
  title: "Home Hub",
  description: described(
    "The quiet center of a smart home. Rules run on the hub itself, so the lights come on when the line is down, and what happens in the hallway stays in the hallway.",
    "The set adds three room sensors that know about motion, warmth and light, each on a coin cell for five years.",
    {
      Radio: "Thread, Zigbee, Wi-Fi 6, Bluetooth",
      Rules: "run locally, up to 500",
      Sensors: "three in the set, five years of battery",
      Power: "USB-C, adapter included",
      Size: "104 x 104 x 30 mm",
    },
  ),
  vendor: "Hushka",
  type: "Hubs",
  tags: ["thread", "private", "sensors"],
  categories: ["smart-home"],
  options: { Set: ["Hub only", "Hub and 3 sensors"] },
  price: 9900,
  variants: { "Hub and 3 sensors": { price: 17900 } },
  grams: 214,
  pictures: hubPictures,
};

const one: DemoProduct = {
  slug: "tempiq-one-watch",
  title: "Tempiq One Watch",
  description: described(
    "A watch first. The face lights up when you look at it, shows the time before anything else, and lasts a working week between charges.",
    "It counts what you do rather than what you owe: no streaks, no medals, just a ring that fills as the day goes by.",
    {
      Case: "aluminum, 40 or 44 mm, sapphire glass",
      Sensors: "heart, oxygen, temperature, satellite position",
      Battery: "6 days",
      Water: "50 m",
      Weight: "from 31 g without strap",
    },
  ),
  vendor: "Tempiq",
  type: "Watches",
  tags: ["watch", "fitness", "satellite", "bestseller"],
  categories: ["wearables"],
  options: {
    Case: ["40 mm", "44 mm"],
    Colour: ["Silver", "Graphite", "Cobalt"],
    Strap: ["S/M", "M/L"],
  },
  price: 32900,
  variants: {
    "40 mm / Graphite / M/L": { onHand: 2 },
    "40 mm / Cobalt / M/L": { missing: true },
    "44 mm / Silver / S/M": { price: 35900 },
    "44 mm / Silver / M/L": { price: 35900 },
    "44 mm / Graphite / S/M": { price: 35900, onHand: 0 },
    "44 mm / Graphite / M/L": { price: 35900 },
    "44 mm / Cobalt / S/M": { missing: true },
    "44 mm / Cobalt / M/L": { price: 35900, onHand: 3 },
  },
  grams: 58,
  pictures: onePictures,
};

const pulse: DemoProduct = {
  slug: "pulse-fitness-band",
  title: "Pulse Fitness Band",
  description: described(
    "So light that you will forget it, so simple that there is nothing to remember. Pulse follows steps, sleep and heart, and tells you with a nudge when you have sat for too long.",
    "The capsule pops out of its strap to charge, and the straps cost less than lunch.",
    {
      Screen: "1.1 in, always on",
      Sensors: "heart, oxygen, motion",
      Battery: "14 days",
      Water: "50 m",
      Weight: "19 g",
    },
  ),
  vendor: "Tempiq",
  type: "Fitness bands",
  tags: ["fitness", "sleep", "lightweight"],
  categories: ["wearables"],
  options: { Colour: ["Graphite", "Coral", "Ice"] },
  price: 6900,
  variants: { Coral: { onHand: 29 } },
  grams: 19,
  pictures: bandPictures,
};

const ring: DemoProduct = {
  slug: "tempiq-ring",
  title: "Tempiq Ring",
  description: described(
    "All the sensors of a watch, turned inside out and worn on a finger. Nothing lights up, nothing buzzes; in the morning it tells you how you slept.",
    "Order the free sizing kit first, wear the dummy for a day and send us the number.",
    {
      Body: "titanium, 8 mm wide, 2.1 mm thin",
      Sensors: "heart, oxygen, skin temperature, motion",
      Battery: "7 days, 80 minutes to charge",
      Water: "100 m",
      Weight: "from 2.6 g",
    },
  ),
  vendor: "Tempiq",
  type: "Rings",
  tags: ["titanium", "sleep", "screenless"],
  categories: ["wearables"],
  options: { Colour: ["Silver", "Graphite"], Size: ["7", "8", "9", "10", "11", "12"] },
  price: 27900,
  variants: {
    "Silver / 7": { onHand: 1 },
    "Silver / 12": { onHand: 0 },
    "Graphite / 7": { missing: true },
    "Graphite / 11": { onHand: 3 },
  },
  grams: 3,
  pictures: ringPictures,
};

export const living: readonly DemoProduct[] = [glow, dial, hub, one, pulse, ring];
