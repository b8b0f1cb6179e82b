import { readEmail } from "../../../customers/email.ts";
import { plainText } from "../../../rich-text.ts";
import { cut, type Move } from "../move.ts";
import { countryOf } from "../people/addresses.ts";
import { themeInUse, themeOf } from "./look.ts";

/** Writes what the shop says about itself, and how it looks. */
export async function moveFacts(move: Move): Promise<void> {
  const { room, store, tally, old } = move;
  const [settings] = await old.all("settings", store.id);
  const said = (field: string) => settings?.(field) ?? store.row(field);
  await room.run(
    `update settings set currency = $1, locale = $2, tagline = $3, email = $4, address = $5, country = $6, tax_number = $7`,
    [
      ...[store.currency, store.locale, cut(plainText(said("tagline") ?? ""), 160)],
      ...[readEmail(said("email") ?? "") ?? "", cut(said("address"), 500)],
      ...[countryOf(said("country")), cut(said("taxNumber"), 60)],
    ],
  );
  const look = themeInUse(await old.all("themes", store.id));
  const theme = themeOf(store.name, look, tally);
  await room.run("update themes set tokens = $1 where state = 'published'", [
    JSON.stringify(theme),
  ]);
}
