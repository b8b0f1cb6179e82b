import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { ShippingZoneRow } from "../../../selling/shipping.ts";

export type { ShippingZoneRow } from "../../../selling/shipping.ts";

/** Where the shop sends to and for how much, in the order in which zones are looked through. */
export function shippingZones(): Promise<ShippingZoneRow[]> {
  return sequelize.query<ShippingZoneRow>(
    "select id, name, position, countries, rates from shipping_zones order by position, id",
    { type: QueryTypes.SELECT },
  );
}
