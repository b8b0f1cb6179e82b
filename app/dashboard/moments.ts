/** A moment as people in a locale write it, to the minute, in UTC: "3 Mar 2026, 14:05". */
export function dayAndTime(moment: Date | string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  }).format(new Date(moment));
}

/** A day as people in a locale write it where there is little room, in UTC: "3 Mar 2026". */
export function shortDay(moment: Date | string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(moment),
  );
}
