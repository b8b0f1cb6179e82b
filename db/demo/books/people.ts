import type { Address } from "../../../app/selling/address/address.ts";
import { day, hour, minute } from "./calendar.ts";
import type { Chance } from "./chance.ts";
import { type Place, places } from "./places.ts";

/** Somebody who orders. */
export interface Person {
  /** 0 until the database has given it. */
  id: number;
  email: string;
  name: string;
  phone: string;
  addresses: [Address, ...Address[]];
  /** When they opened an account; null for a guest. */
  registeredAt: number | null;
  createdAt: number;
  /** How likely they are to come back, beside the others. */
  loyalty: number;
}

/** Those who have ordered so far, and those who come next. */
export class Crowd {
  readonly people: Person[] = [];
  readonly #chance: Chance;
  readonly #countries: (readonly [string, number])[];

  constructor(chance: Chance, countries: Record<string, number>) {
    this.#chance = chance;
    this.#countries = Object.entries(countries);
  }

  /** Who orders at a time: every third is somebody who did before. */
  next(time: number): Person {
    const known = this.people.filter(({ createdAt }) => createdAt < time - 2 * day);
    if (known.length > 10 && this.#chance.happens(0.34)) {
      return this.#chance.weighted(known.map((person) => [person, person.loyalty] as const));
    }
    return this.add(this.#newcomer(time));
  }

  add(person: Person): Person {
    this.people.push(person);
    return person;
  }

  #newcomer(time: number): Person {
    const chance = this.#chance;
    const country = chance.weighted(this.#countries);
    const place = placeOf(country);
    const given = chance.pick(place.given);
    const family = chance.pick(place.family);
    const phone = chance.happens(0.55) ? filled(chance, place.phone, "") : "";
    const address = addressIn(chance, country, { name: `${given} ${family}`, phone });
    return {
      id: 0,
      email: this.#freeEmail(given, family),
      name: address.name,
      phone,
      addresses: [address],
      registeredAt: this.#registration(time),
      createdAt: time,
      loyalty: chance.next() ** 3,
    };
  }

  /** Before the first order, or when an account was offered after it. */
  #registration(time: number): number | null {
    const [before, after] = [-12 * minute, 4 * minute];
    return this.#chance.weighted([
      [null, 55],
      [time + before, 20],
      [time + after, 25],
    ]);
  }

  #freeEmail(given: string, family: string): string {
    const name = plain(`${given}.${family}`);
    const domain = this.#chance.pick(["example.com", "example.net", "example.org"]);
    const taken = this.people.filter(({ email }) => email.startsWith(name)).length;
    return `${name}${taken > 0 ? taken + 1 : ""}@${domain}`;
  }
}

/** An address that nobody has, in a country that `places` knows. */
function addressIn(
  chance: Chance,
  country: string,
  { name, phone }: { name: string; phone: string },
): Address {
  const place = placeOf(country);
  const [city, region, postcode] = chance.pick(place.cities);
  const line1 = place.line
    .replace("#", String(chance.between(1, 98)))
    .replace("@", chance.pick(place.streets));
  return {
    ...{ name, company: "", line1, line2: "", city, region, country, phone },
    postcode: filled(chance, postcode, place.letters),
  };
}

/** When a registered person confirmed the address. */
export function verifiedAt({ registeredAt }: Person): number | null {
  return registeredAt === null
    ? null
    : registeredAt + (registeredAt % hour < 40 * minute ? 3 : 47) * minute;
}

function placeOf(country: string): Place {
  const place = places[country];
  if (!place) throw new RangeError(`No names for ${country}`);
  return place;
}

function filled(chance: Chance, pattern: string, letters: string): string {
  return pattern
    .replace(/#/g, () => String(chance.between(0, 9)))
    .replace(/\?/g, () => chance.pick([...letters]));
}

/** As in an address of mail: without accents and spaces. */
function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ı/g, "i")
    .normalize("NFD")
    .replace(/[^a-z.]/g, "");
}
