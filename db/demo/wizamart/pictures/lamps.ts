import type { DemoPicture } from "../../shop.ts";
import { bowl, clayBody, cup } from "../drawings/ceramics.ts";
import { at, disc, line, many } from "../drawings/craft/brush.ts";
import { candle, candlestick, pendant, tableLamp, toadstool } from "../drawings/lamps.ts";
import { pears } from "../drawings/nature/arrangements.ts";
import { leaf } from "../drawings/nature/foliage.ts";
import { square } from "../drawings.ts";
import { rooms, shade, shot } from "../studio.ts";

const linen = "#efe3cc";

const figLeaf =
  at(0, 0, 1, leaf(86, 52, shade.moss, 6)) +
  at(0, -10, 0.62, leaf(70, 44, shade.moss), -58) +
  at(0, -10, 0.62, leaf(70, 44, shade.moss), 58);

const cedar =
  line("M0 6V-92", "#6b4a34", 4) +
  many(7, (index) =>
    line(
      `M0 ${-82 + index * 12}l${-8 - index * 5} ${10 + index * 2}M0 ${-82 + index * 12}l${8 + index * 5} ${10 + index * 2}`,
      shade.pine,
      4,
    ),
  );

const tomato =
  line(
    "M0 -90C6 -60 -6 -40 0 4M0 -60C-18 -58 -30 -48 -34 -34M0 -40C18 -40 28 -30 32 -14",
    "#6f8046",
    4,
  ) +
  disc(-35, -22, 15, 15, shade.terracotta) +
  disc(33, -4, 15, 15, shade.terracotta) +
  disc(-2, 8, 15, 15, shade.rust) +
  at(0, -88, 0.4, leaf(60, 34, shade.moss), 40) +
  at(0, -88, 0.4, leaf(60, 34, shade.moss), -40);

/** Pictures of the lamps and candles, by product. */
export const lampPictures = {
  "haven-lamp": [
    square(
      "Table lamp with a pine green foot and a linen shade, lit",
      () => shot(rooms.cocoa, at(560, 1050, 1.42, tableLamp(shade.pine, linen, 1))),
      "Pine",
    ),
    square(
      "Table lamp with a chalk white foot and a linen shade",
      () => shot(rooms.blush, at(560, 1050, 1.42, tableLamp(shade.chalk, linen, 0))),
      "Chalk",
    ),
    square(
      "Table lamp with a clay red foot and a linen shade",
      () => shot(rooms.sage, at(560, 1050, 1.42, tableLamp(shade.clay, linen, 0))),
      "Clay",
    ),
  ],
  "bell-pendant": [
    square(
      "Dome pendant in ochre enamel on a cloth cord",
      () => shot({ ...rooms.sage, edge: 0.9 }, at(600, 690, 1.5, pendant(shade.ochre, 700, 0))),
      "Ochre",
    ),
    square(
      "Dome pendant in pine enamel on a cloth cord",
      () => shot({ ...rooms.blush, edge: 0.9 }, at(600, 690, 1.5, pendant(shade.pine, 700, 0))),
      "Pine",
    ),
    square(
      "Dome pendant in chalk enamel, lit",
      () => shot({ ...rooms.pine, edge: 0.9 }, at(600, 660, 1.5, pendant(shade.chalk, 700, 1))),
      "Chalk",
    ),
    square("The pendant above a bowl of pears", () =>
      shot(
        { ...rooms.dusk, edge: 0.72 },
        at(600, 440, 1.06, pendant(shade.ochre, 700, 1)),
        at(600, 1090, 1, bowl(clayBody, shade.chalk, pears())),
      ),
    ),
  ],
  "toadstool-lamp": [
    square(
      "Small rust red lamp in the shape of a mushroom",
      () => shot(rooms.honey, at(600, 1020, 1.6, toadstool(shade.rust, 0))),
      "Rust",
    ),
    square(
      "Small oat lamp in the shape of a mushroom",
      () => shot(rooms.sage, at(600, 1020, 1.6, toadstool(shade.oat, 0))),
      "Oat",
    ),
    square("The oat lamp glowing beside a cup in the evening", () =>
      shot(
        rooms.dusk,
        at(540, 1000, 1.46, toadstool(shade.oat, 1)),
        at(930, 1050, 1.2, cup(shade.clay, "#7a4a22")),
      ),
    ),
  ],
  "kiln-candle": [
    square(
      "Candle in a moss green tumbler, its label shows fig leaves",
      () => shot(rooms.oat, at(590, 980, 2.3, candle(shade.moss, figLeaf, 0))),
      "Fig leaf",
    ),
    square(
      "Candle in a smoke grey tumbler, its label shows a cedar",
      () => shot(rooms.honey, at(590, 980, 2.3, candle(shade.smoke, cedar, 0))),
      "Cedar",
    ),
    square(
      "Candle in a terracotta tumbler, its label shows tomatoes",
      () => shot(rooms.sage, at(590, 980, 2.3, candle(shade.terracotta, tomato, 0))),
      "Tomato vine",
    ),
    square("The fig leaf candle burning", () =>
      shot(rooms.dusk, at(590, 990, 2.2, candle(shade.moss, figLeaf, 1))),
    ),
  ],
  "brass-candlesticks": [
    square("Three brass candlesticks of different heights with tapers", () =>
      shot(
        rooms.mist,
        at(350, 980, 1.56, candlestick(190, shade.chalk, 0)),
        at(610, 1050, 1.56, candlestick(270, shade.clay, 0)),
        at(860, 980, 1.56, candlestick(120, shade.sage, 0)),
      ),
    ),
    square("Burning candles in brass candlesticks at dusk", () =>
      shot(
        rooms.dusk,
        at(440, 1060, 1.7, candlestick(190, shade.chalk, 1)),
        at(760, 1010, 1.7, candlestick(120, shade.chalk, 1)),
      ),
    ),
  ],
} satisfies Record<string, DemoPicture[]>;
