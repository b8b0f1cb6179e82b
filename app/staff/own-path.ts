/** Where nobody is led after signing in: out again, or in circles. */
const doors = /^\/(login|logout|signup|forgot|reset)(\/|$)/;

/**
 * A path of the platform's own pages, from what an address says to go to next; "" for anything that leads elsewhere,
 * into a shop that shares the platform's host as well.
 */
export function ownPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return "";
  if (wanted.length > 500) return "";

  const { pathname, search } = new URL(wanted, "http://platform.invalid");
  const isElsewhere = pathname.startsWith("//") || pathname.startsWith("/stores/");
  return isElsewhere || doors.test(pathname) ? "" : pathname + search;
}
