import { inStore } from "../context.ts";
import { type FetchOptions, fetchPicture, PictureUnreachable } from "../files/fetch-picture.ts";
import { keepPicture, RoomFull } from "../files/keep-picture.ts";
import { PictureRefused } from "../files/store-files.ts";
import { type PlacedPicture, picturesOf } from "../models/store/product-saving.ts";
import type { PictureDraft, ProductDraft } from "./product-draft.ts";
import type { Problem } from "./shopify-csv.ts";

const atOnce = 4;
const placeholder = { file: null, width: 1200, height: 1200, colour: "#dddddd" };

type Known = Awaited<ReturnType<typeof picturesOf>>;

/** Brings the pictures of an import's products into a store: kept, fetched, or noted as missing. */
export class PictureCollector {
  readonly counts = { fetched: 0, kept: 0, missing: 0 };
  readonly #storeId: number;
  readonly #fetching: FetchOptions;
  /** Hosts that do not exist need not be asked for again and again. */
  readonly #lostHosts = new Set<string>();
  /** Why there can be no more pictures: then none is fetched any more. */
  #full: RoomFull | undefined;

  constructor(storeId: number, fetching: FetchOptions) {
    this.#storeId = storeId;
    this.#fetching = fetching;
  }

  /** The pictures of a draft as they are to be saved, and a line for each that could not be had. */
  async collect(
    draft: ProductDraft,
    line: number,
  ): Promise<{ placed: PlacedPicture[]; problems: Problem[] }> {
    const known = await inStore(this.#storeId, "read", () => picturesOf(draft.slug));
    const placed: PlacedPicture[] = [];
    const problems: Problem[] = [];
    for (let next = 0; next < draft.pictures.length; next += atOnce) {
      const batch = draft.pictures.slice(next, next + atOnce);
      for (const { picture, reason } of await Promise.all(
        batch.map((each) => this.#place(each, known)),
      )) {
        placed.push(picture);
        if (reason) problems.push({ line, column: "Image Src", reason, severity: "notice" });
      }
    }
    return { placed, problems };
  }

  async #place(
    draft: PictureDraft,
    known: Known,
  ): Promise<{ picture: PlacedPicture; reason: string }> {
    const { source: key, alt } = draft;
    const own = this.#ownFile(key);
    const there = known.find(
      ({ source, file }) => file !== null && (source ? source === key : file === own),
    );
    if (there) {
      this.counts.kept += 1;
      return { picture: { key, ...there, alt }, reason: "" };
    }
    try {
      const stored = await keepPicture(this.#storeId, await this.#fetch(key));
      this.counts.fetched += 1;
      return { picture: { key, source: key, alt, ...stored }, reason: "" };
    } catch (error) {
      if (!(error instanceof PictureUnreachable || error instanceof PictureRefused)) throw error;
      if (error instanceof RoomFull) this.#full = error;
      this.counts.missing += 1;
      const reason = `the picture ${key} could not be taken: ${error.message}`;
      return { picture: { key, source: key, alt, ...placeholder }, reason };
    }
  }

  async #fetch(address: string): Promise<Buffer> {
    if (this.#full) throw this.#full;
    const host = URL.canParse(address) ? new URL(address).host : "";
    if (this.#lostHosts.has(host)) throw new PictureUnreachable("host not found");
    try {
      return await fetchPicture(address, this.#fetching);
    } catch (error) {
      if (error instanceof PictureUnreachable && /host not found/.test(error.message))
        this.#lostHosts.add(host);
      throw error;
    }
  }

  /** The name of a file that this very store gave out as an address, in an export of its own. */
  #ownFile(address: string): string | undefined {
    const match = /\/uploads\/stores\/(\d+)\/([a-z0-9]{26})-\d+\.webp$/.exec(address);
    return match && Number(match[1]) === this.#storeId ? match[2] : undefined;
  }
}
