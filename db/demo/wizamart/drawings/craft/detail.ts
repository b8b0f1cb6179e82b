/** How finely everything is drawn now: 1 for things that fill the picture, less for small ones. */
let share = 1;

/** A distance between steps, widened where things are drawn roughly. */
export function step(finest: number): number {
  return finest / share;
}

/** Draws with fewer steps: for things that are shown small. */
export function roughly(detail: number, draw: () => string): string {
  share = detail;
  const drawn = draw();
  share = 1;
  return drawn;
}
