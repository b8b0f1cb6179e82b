import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { ShippingRate, ShippingZoneRow } from "../../../selling/shipping.ts";

export type { ShippingZoneRow } from "../../../selling/shipping.ts";

const columns = "id, name, position, countries, rates";

/** Where the shop sends to and for how much, in the order in which zones are looked through. */
export function shippingZones(): Promise<ShippingZoneRow[]> {
  return sequelize.query<ShippingZoneRow>(
    `select ${columns} from shipping_zones order by position, id`,
    { type: QueryTypes.SELECT },
  );
}

/** The same, so that nobody else changes any until the unit of work ends. */
export function lockedZones(): Promise<ShippingZoneRow[]> {
  return sequelize.query<ShippingZoneRow>(
    `select ${columns} from shipping_zones order by position, id for update`,
    { type: QueryTypes.SELECT },
  );
}

/** Adds a zone without rates below the others; gives its id. */
export async function addZone(name: string, countries: readonly string[]): Promise<number> {
  const [row] = await sequelize.query<{ id: number }>(
    `insert into shipping_zones (name, countries, position)
     values ($1, $2, (select coalesce(max(position), 0) + 1 from shipping_zones)) returning id`,
    { bind: [name, countries], type: QueryTypes.SELECT },
  );
  return row?.id ?? 0;
}

export async function changeZone(
  id: number,
  name: string,
  countries: readonly string[],
): Promise<void> {
  await sequelize.query("update shipping_zones set name = $2, countries = $3 where id = $1", {
    bind: [id, name, countries],
  });
}

/** What it costs to send to a zone, all of it. */
export async function keepRates(id: number, rates: readonly ShippingRate[]): Promise<void> {
  await sequelize.query("update shipping_zones set rates = $2 where id = $1", {
    bind: [id, JSON.stringify(rates)],
  });
}

export async function removeZone(id: number): Promise<void> {
  await sequelize.query("delete from shipping_zones where id = $1", { bind: [id] });
}

/** Brings a zone back that was removed, as it was; does nothing where it is there. */
export async function restoreZone(zone: ShippingZoneRow): Promise<void> {
  const { id, name, position, countries, rates } = zone;
  await sequelize.query(
    `insert into shipping_zones (${columns}) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    { bind: [id, name, position, countries, JSON.stringify(rates)] },
  );
}
