import { slugFor, slugify } from "../../../catalogue/product-draft.ts";
import type { Tally } from "../../tally.ts";

const longest = 190;

/** Gives each row of a kind a slug of its own. */
export class Slugs {
  readonly #taken = new Set<string>();
  readonly #tally: Tally;
  readonly #about: string;

  constructor(tally: Tally, about: string) {
    this.#tally = tally;
    this.#about = about;
  }

  /** The slug that the row had, as far as it can stand in an address and nobody has it; else one like it. */
  take(wanted: string | null, title: string): string {
    const old = wanted?.trim() ?? "";
    const plain = slugify(old) || slugFor(title);
    const slug = this.#free(plain.slice(0, longest).replace(/-$/, ""));
    this.#taken.add(slug);
    if (old && slug !== old) {
      const what = slug === plain ? "slug written as an address can have it" : "slug made unique";
      this.#tally.note(this.#about, what, `${old} -> ${slug}`);
    }
    return slug;
  }

  #free(slug: string): string {
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? slug : `${slug}-${number}`;
      if (!this.#taken.has(candidate)) return candidate;
    }
  }
}
