import type { DemoProduct } from "../../shop.ts";
import {
  clipPictures,
  m1Pictures,
  primePictures,
  viewPictures,
  zoomPictures,
} from "../shots/cameras.ts";
import { described } from "./describe.ts";

const m1: DemoProduct = {
  slug: "m1-mirrorless-camera",
  title: "M1 Mirrorless Camera",
  description: described(
    "A dial for the aperture, a dial for the time, a dial for everything else. M1 puts a full-frame sensor behind controls that you can read with the power off.",
    "The shutter is silent when you want it to be, and the body is sealed wherever two parts meet.",
    {
      Sensor: "full frame, 33 megapixels, stabilized by 7 stops",
      Focus: "phase detection on 98 % of the frame, follows eyes",
      Video: "4K at 60 frames, 10 bit, no time limit",
      Finder: "5.7 million dots, 120 Hz",
      Weight: "598 g with battery",
    },
  ),
  vendor: "Ocuvel",
  type: "Cameras",
  tags: ["full frame", "4k", "weather sealed"],
  categories: ["cameras"],
  options: { Colour: ["Silver", "Graphite"], Kit: ["Body only", "With 35 mm lens"] },
  price: 179900,
  variants: {
    "Silver / With 35 mm lens": { price: 214900, onHand: 5 },
    "Graphite / Body only": { onHand: 2 },
    "Graphite / With 35 mm lens": { price: 214900 },
  },
  grams: 598,
  pictures: m1Pictures,
};

const prime: DemoProduct = {
  slug: "ocuvel-35-mm-f1-8-lens",
  title: "Ocuvel 35 mm f/1.8 Lens",
  description: described(
    "The angle at which most people see, in a barrel that fits into a coat pocket. Nine elements in seven groups keep street lamps round right into the corners.",
    "The ring turns with the weight of honey, manual focus included, and clicks at every third of a stop.",
    {
      Mount: "Ocuvel M, full frame",
      Optics: "9 elements in 7 groups, two aspherical",
      "Nearest focus": "22 cm",
      Filter: "52 mm",
      Weight: "265 g",
    },
  ),
  vendor: "Ocuvel",
  type: "Lenses",
  tags: ["prime", "full frame", "low light"],
  categories: ["cameras"],
  options: {},
  price: 44900,
  onHand: 13,
  grams: 265,
  pictures: primePictures,
};

const zoom: DemoProduct = {
  slug: "ocuvel-24-70-mm-f2-8-zoom",
  title: "Ocuvel 24\u201370 mm f/2.8 Zoom",
  description: described(
    "If you carry one lens to a wedding, make it this one. Constant f/2.8, no breathing while you pull focus, and sharp enough to count threads at every length.",
    "Two ribbed rings and one coral line: you can tell it apart in the dark by touch, and in daylight from across the room.",
    {
      Mount: "Ocuvel M, full frame",
      Optics: "19 elements in 15 groups",
      "Nearest focus": "28 cm at 70 mm",
      Filter: "72 mm",
      Weight: "735 g",
    },
  ),
  vendor: "Ocuvel",
  type: "Lenses",
  tags: ["zoom", "full frame", "weather sealed"],
  categories: ["cameras"],
  options: {},
  price: 119900,
  compareAtPrice: 129900,
  onHand: 2,
  grams: 735,
  pictures: zoomPictures,
};

const clip: DemoProduct = {
  slug: "clip-action-camera",
  title: "Clip Action Camera",
  description: described(
    "Press the coral key and it is already recording. Clip starts in half a second, holds the horizon level through a full roll and goes down to ten meters without a case.",
    "A magnet on its back clicks to the mounts, to a helmet and to the nearest railing.",
    {
      Video: "4K at 120 frames, 5.3K at 60",
      Stabilizing: "horizon lock, 360 degrees",
      Protection: "10 m without a case",
      Battery: "150 minutes, swappable",
      Weight: "137 g",
    },
  ),
  vendor: "Ocuvel",
  type: "Cameras",
  tags: ["4k", "waterproof", "outdoor"],
  categories: ["cameras"],
  options: { Colour: ["Graphite", "Cobalt"] },
  price: 29900,
  variants: { Cobalt: { onHand: 3 } },
  grams: 137,
  pictures: clipPictures,
};

const view: DemoProduct = {
  slug: "view-4k-webcam",
  title: "View 4K Webcam",
  description: described(
    "Most webcams point a phone camera at you. View has a sensor four times that size and real glass in front of it, so you look like yourself, even under office light.",
    "The green lamp is wired to the sensor: when it is dark, the camera cannot see. A cover slides over it when you would rather be certain.",
    {
      Video: "4K at 30 frames, 1080p at 60",
      Sensor: "1/1.8 in, f/1.9",
      Field: "65 to 90 degrees",
      Microphones: "two, directional",
      Mounting: "magnetic clip, foot, tripod thread",
    },
  ),
  vendor: "Ocuvel",
  type: "Webcams",
  tags: ["4k", "office", "usb-c"],
  categories: ["cameras"],
  options: {},
  price: 12900,
  onHand: 26,
  grams: 164,
  pictures: viewPictures,
};

export const cameras: readonly DemoProduct[] = [m1, prime, zoom, clip, view];
