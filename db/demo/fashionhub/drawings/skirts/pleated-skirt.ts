import { tones } from "../../studio/colour.ts";
import { halves, shape } from "../../studio/curve.ts";
import { label } from "../../studio/trims.ts";
import { cloth, patch, type Subject } from "../../studio.ts";
import { type Fall, pleatedOutline, pleats } from "./pleats.ts";

const fall: Fall = { waist: [436, 764, 330], hem: [206, 994, 1240], count: 23, swing: 56 };

/** A pleated skirt on a smooth waistband. */
export function pleatedSkirt(made: { colour: string }): Subject {
  return { art: drawn(made), outline: outline(), place: { y: 6 } };
}

function drawn({ colour }: { colour: string }): string {
  const inner = patch(
    {
      path: shape("440,268! 520,258 600,254 680,258 760,268! 680,284 600,290 520,284"),
      colour: tones(colour).deep,
    },
    0,
  );
  const band = patch(
    {
      path: shape(
        "436,268! 520,286 600,292 680,286 764,268! 768,330! 680,350 600,356 520,350 432,330!",
      ),
      colour,
      round: 0.6,
    },
    0.8,
  );
  return (
    cloth([{ path: pleatedOutline(fall), colour, round: 0.55 }], pleats(fall, colour, 0.68)) +
    inner +
    label(600, 274) +
    band
  );
}

function outline(): string[] {
  return [pleatedOutline(fall), shape(halves("600,258 762,268! 766,340! 600,350"))];
}
