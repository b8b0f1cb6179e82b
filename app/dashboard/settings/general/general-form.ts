import type { DeskContext } from "../../../context.ts";
import { notAnEmail, readEmail } from "../../../customers/email.ts";
import type { SettingsRow } from "../../../models/store/settings.ts";
import { isCurrency } from "../../../money.ts";
import { isCountry } from "../../../selling/address/countries.ts";
import { Form } from "../../form.ts";
import { isLocale } from "./choices.ts";

/** What the page of general settings is about: the shop's name is the platform's to keep, the rest its own. */
export type General = Omit<SettingsRow, "mail_texts"> & { name: string };

/** Reads the form; what is not right stands in the form's errors, and counts as it was. */
export function readGeneral(ctx: DeskContext, now: General): { form: Form; wish: General } {
  const form = new Form(ctx);
  const wish: General = {
    name: form.text("name", { most: 100, missing: "A shop needs a name." }),
    tagline: form.text("tagline", { most: 200 }),
    announcement: form.text("announcement", { most: 200 }),
    email: emailOf(form),
    address: form.text("address", { most: 500 }),
    country: form.text("country", { most: 2 }),
    tax_number: form.text("tax_number", { most: 40 }),
    currency: form.text("currency", { most: 3 }) || now.currency,
    locale: form.text("locale", { most: 5 }),
    closed: form.box("closed"),
  };
  if (wish.country && !isCountry(wish.country)) form.refuse("country", "Please choose a country.");
  if (!isCurrency(wish.currency)) form.refuse("currency", "Please choose a currency.");
  if (!isLocale(wish.locale, now.locale)) form.refuse("locale", "Please choose one of these.");
  return { form, wish };
}

/** What the form's fields hold of settings as they are. */
export function typedOf({ closed, ...texts }: General): Record<string, string> {
  return { ...texts, closed: closed ? "1" : "" };
}

function emailOf(form: Form): string {
  const typed = form.text("email", { most: 254 });
  const email = typed ? readEmail(typed) : "";
  if (email === null) form.refuse("email", notAnEmail);
  return email ?? "";
}
