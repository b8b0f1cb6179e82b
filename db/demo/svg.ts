/** A stop of a gradient: offset (0..1), colour, opacity (0..1, 1 when left out). */
export type Stop = readonly [offset: number, colour: string, opacity?: number];

/** A direction x1, y1, x2, y2, as fractions of the shape's box. */
export type Line = readonly [number, number, number, number];

export const down: Line = [0, 0, 0, 1];
export const across: Line = [0, 0, 1, 0];
export const diagonal: Line = [0, 0, 1, 1];

/**
 * Gives a whole SVG document. What `linear`, `radial`, `clip`, `mask`, `blur` and `pattern` left in
 * the attributes of the parts moves to its definitions, each distinct one once.
 */
export function svg(width: number, height: number, ...parts: string[]): string {
  const [body, definitions] = hoist(parts.join(""));
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${definitions}</defs>${body}</svg>`;
}

/** A linear gradient, for `fill="..."` or `stroke="..."`. */
export function linear(stops: readonly Stop[], line: Line = down, units = "objectBoundingBox") {
  const [x1, y1, x2, y2] = line;
  const where = attributes({ x1, y1, x2, y2, gradientUnits: units });
  return definition(`<linearGradient ${where}>${stops.map(stop).join("")}</linearGradient>`);
}

/** A radial gradient; `where` holds cx, cy, r, fx, fy, gradientUnits, gradientTransform. */
export function radial(stops: readonly Stop[], where: Record<string, number | string> = {}) {
  const found = attributes({ cx: 0.5, cy: 0.5, r: 0.5, ...where });
  return definition(`<radialGradient ${found}>${stops.map(stop).join("")}</radialGradient>`);
}

/** For `clip-path="..."`: shows only what lies inside the shapes. */
export function clip(shapes: string) {
  return definition(`<clipPath>${shapes}</clipPath>`);
}

/** For `mask="..."`: shows the more, the lighter the shapes are. */
export function mask(shapes: string, where: Record<string, number | string> = {}) {
  return definition(`<mask ${attributes(where)}>${shapes}</mask>`);
}

/** For `filter="..."`: a Gaussian blur; `room` is how far it may spread, as a fraction of the box. */
export function blur(deviation: number, room = 0.3) {
  const box = attributes({ x: -room, y: -room, width: 1 + 2 * room, height: 1 + 2 * room });
  // Without it the blur converts every pixel to linear light and back, at twice the time.
  const space = 'color-interpolation-filters="sRGB"';
  return definition(
    `<filter ${box} ${space}><feGaussianBlur stdDeviation="${deviation}"/></filter>`,
  );
}

/** For `fill="..."`: repeats the shapes every `width` x `height` pixels. */
export function pattern(width: number, height: number, shapes: string, transform = "") {
  const size = attributes({ width, height, patternUnits: "userSpaceOnUse" });
  return definition(`<pattern ${size} patternTransform="${transform}">${shapes}</pattern>`);
}

/** `{ x: 1, fill: "red" }` as `x="1" fill="red"`; numbers to a hundredth. */
export function attributes(values: Record<string, number | string>): string {
  const pairs = Object.entries(values).map(([name, value]) => `${name}="${short(value)}"`);
  return pairs.join(" ");
}

/** An element, `element("rect", { x: 0, ... }, ...children)`. */
export function element(
  name: string,
  values: Record<string, number | string>,
  ...children: string[]
) {
  return `<${name} ${attributes(values)}>${children.join("")}</${name}>`;
}

function short(value: number | string): string {
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : value;
}

function stop([offset, colour, opacity = 1]: Stop): string {
  const clear = opacity < 1 ? ` stop-opacity="${opacity}"` : "";
  return `<stop offset="${offset}" stop-color="${colour}"${clear}/>`;
}

const opening = "\u27e6";
const closing = "\u27e7";
const innermost = /\u27e6([^\u27e6\u27e7]*)\u27e7/g;

function definition(element: string): string {
  return opening + element + closing;
}

function hoist(body: string): [body: string, definitions: string] {
  const ids = new Map<string, string>();
  let left = body;
  while (left.includes(opening)) {
    left = left.replace(innermost, (_, found: string) => {
      const id = ids.get(found) ?? `d${ids.size + 1}`;
      ids.set(found, id);
      return `url(#${id})`;
    });
  }
  const named = [...ids].map(([found, id]) => found.replace(/^<\w+/, `$& id="${id}"`));
  return [left, named.join("")];
}
