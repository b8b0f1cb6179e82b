import type { Person } from "./people.ts";

/** Whom people sign in as to see what a customer sees. */
export const shopperSignIn = {
  shop: "techstore",
  email: "shopper@example.com",
  password: "demo-password",
};

const home = {
  ...{ name: "Robin Carter", company: "", line1: "27 Juniper Street", line2: "Apartment 4" },
  ...{ postcode: "97214", city: "Portland", region: "OR", country: "US", phone: "+1 503 555 0147" },
};
const work = {
  ...{ name: "Robin Carter", company: "Larch & Carter Architects", line1: "310 Harbor Avenue" },
  ...{ line2: "", postcode: "98104", city: "Seattle", region: "WA", country: "US" },
  phone: "+1 206 555 0112",
};

/** The shopper, for the shop that they have an account with; undefined for the others. */
export function shopperOf(code: string, registeredAt: number): Person | undefined {
  if (code !== shopperSignIn.shop) return undefined;
  return {
    id: 0,
    email: shopperSignIn.email,
    name: home.name,
    phone: home.phone,
    addresses: [home, work],
    registeredAt,
    createdAt: registeredAt,
    loyalty: 0,
  };
}
