import { reading } from "../../context.ts";
import type { Allow } from "../routes.ts";
import * as general from "./general/general.ts";
import * as mails from "./mails/mails.ts";
import * as keys from "./payments/keys.ts";
import * as payments from "./payments/payments.ts";
import * as policies from "./policies.ts";
import * as rates from "./shipping/rates.ts";
import * as zones from "./shipping/zones.ts";
import * as taxes from "./taxes/taxes.ts";

/** What a shop is set up by. */
export function addSettingsRoutes(allow: Allow): void {
  allow("get", "/settings", "manager", reading(general.show));
  allow("post", "/settings", "manager", general.update);
  allow("get", "/settings/policies", "manager", reading(policies.index));
  addShippingRoutes(allow);
  allow("get", "/settings/taxes", "manager", reading(taxes.index));
  allow("get", "/settings/taxes/new", "manager", reading(taxes.create));
  allow("post", "/settings/taxes", "manager", taxes.add);
  allow("get", "/settings/taxes/:id", "manager", reading(taxes.edit));
  allow("post", "/settings/taxes/:id", "manager", taxes.update);
  allow("post", "/settings/taxes/:id/remove", "manager", taxes.remove);
  allow("post", "/settings/taxes/:id/restore", "manager", taxes.restore);
  allow("get", "/settings/payments", "manager", reading(payments.index));
  allow("get", "/settings/payments/:kind", "manager", reading(payments.edit));
  allow("post", "/settings/payments/:kind", "manager", payments.update);
  allow("post", "/settings/payments/:kind/move", "manager", payments.move);
  allow("post", "/settings/payments/:kind/keys", "manager", keys.keep);
  allow("post", "/settings/payments/:kind/keys/forget", "manager", keys.forget);
  allow("get", "/settings/mails", "manager", reading(mails.index));
  allow("get", "/settings/mails/:kind", "manager", reading(mails.edit));
  allow("post", "/settings/mails/:kind", "manager", mails.update);
  allow("get", "/settings/mails/:kind/preview", "manager", mails.preview);
  allow("post", "/settings/mails/:kind/preview", "manager", mails.preview);
}

function addShippingRoutes(allow: Allow): void {
  allow("get", "/settings/shipping", "manager", reading(zones.index));
  allow("get", "/settings/shipping/new", "manager", reading(zones.create));
  allow("post", "/settings/shipping", "manager", zones.add);
  allow("get", "/settings/shipping/:id", "manager", reading(zones.edit));
  allow("post", "/settings/shipping/:id", "manager", zones.update);
  allow("post", "/settings/shipping/:id/remove", "manager", zones.remove);
  allow("post", "/settings/shipping/:id/restore", "manager", zones.restore);
  allow("get", "/settings/shipping/:id/rates/new", "manager", reading(rates.create));
  allow("post", "/settings/shipping/:id/rates", "manager", rates.add);
  allow("get", "/settings/shipping/:id/rates/:rate", "manager", reading(rates.edit));
  allow("post", "/settings/shipping/:id/rates/:rate", "manager", rates.update);
  allow("post", "/settings/shipping/:id/rates/:rate/remove", "manager", rates.remove);
  allow("post", "/settings/shipping/:id/rates/:rate/restore", "manager", rates.restore);
}
