import { field, goTo, inStore, param, type StoreContext } from "../../context.ts";
import {
  addressNamed,
  keyOf,
  mostAddresses,
  withAddress,
  withFirst,
  withoutAddress,
  withReplaced,
} from "../../customers/address-book.ts";
import { NotFound } from "../../errors.ts";
import {
  type CustomerRow,
  lockCustomer,
  saveAddresses,
} from "../../models/store/customers/customer.ts";
import { leaveNotice } from "../../notice.ts";
import type { Address } from "../../selling/address/address.ts";
import { addressLines, countries, formOf } from "../../selling/address/countries.ts";
import { emptyAddress, readAddress } from "../../selling/address/form.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { showAgain } from "../page.ts";
import { showAccount } from "./show-account.ts";

const gone = "This address is not in your account any more.";
const full = `You can keep ${mostAddresses} addresses. Please remove one first.`;

/** The customer's addresses; the first is the one that a checkout begins with. */
export async function index(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
): Promise<void> {
  showAccount(ctx, contents, "addresses", "Your addresses", {
    addresses: customer.addresses.map((address) => ({
      key: keyOf(address),
      lines: addressLines(address, contents.settings.locale),
      phone: address.phone,
      href: ctx.state.links.account(`addresses/${keyOf(address)}`),
    })),
    canAdd: customer.addresses.length < mostAddresses,
  });
}

/** The form for one more. */
export async function add(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
): Promise<void> {
  const begun = { ...emptyAddress(contents.settings.country), name: customer.name };
  showForm(ctx, contents, { address: begun, errors: {} }, "");
}

/** The form for one that is there. */
export async function edit(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
): Promise<void> {
  const address = addressNamed(customer.addresses, param(ctx, "key"));
  if (!address) throw new NotFound(gone);
  showForm(ctx, contents, { address, errors: {} }, param(ctx, "key"));
}

/** Adds an address; the place says where, when one that was removed comes back. */
export async function create(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  const read = await readForm(ctx, "");
  if (!read) return;

  const place = Number(field(ctx, "place") || mostAddresses);
  const added = await changeBook(ctx, customer, (book) =>
    book.length < mostAddresses ? withAddress(book, read, place) : null,
  );
  if (added) return done(ctx, "The address is in your account.");
  await showAgain(ctx, async (_, contents) =>
    showForm(ctx, contents, { address: read, errors: { country: full } }, ""),
  );
}

/** Puts what was typed in the place of an address. */
export async function update(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  const key = param(ctx, "key");
  if (!addressNamed(customer.addresses, key)) throw new NotFound(gone);
  const read = await readForm(ctx, key);
  if (!read) return;

  await changeBook(ctx, customer, (book) => withReplaced(book, key, read));
  done(ctx, "The address is changed.");
}

/** Removes an address; a button beside the notice brings it back. */
export async function destroy(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  const key = param(ctx, "key");
  const place = customer.addresses.findIndex((address) => keyOf(address) === key);
  const address = customer.addresses[place];
  if (!address) throw new NotFound(gone);

  await changeBook(ctx, customer, (book) => withoutAddress(book, key));
  const undo = { to: "/shop/account/addresses", ...address, place };
  leaveNotice(ctx, { text: "The address is removed.", undo });
  goTo(ctx, ctx.state.links.account("addresses"));
}

/** Makes an address the one that a checkout begins with. */
export async function makeFirst(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  await changeBook(ctx, customer, (book) => withFirst(book, param(ctx, "key")));
  done(ctx, "This is your default address now.");
}

/** The address that was typed; undefined when the form has been shown again, to be put right or for another country. */
async function readForm(ctx: StoreContext, key: string): Promise<Address | undefined> {
  const read = readAddress((name) => field(ctx, name), "");
  const other = field(ctx, "update") !== "";
  if (!other && Object.keys(read.errors).length === 0) return read.address;

  const form = other ? { ...read, errors: {} } : read;
  const status = other ? 200 : 422;
  await showAgain(ctx, async (_, contents) => showForm(ctx, contents, form, key), status);
  return undefined;
}

/** Changes the book as it is by now; null leaves it alone and gives false. */
function changeBook(
  ctx: StoreContext,
  { id }: CustomerRow,
  change: (book: readonly Address[]) => Address[] | null,
): Promise<boolean> {
  return inStore(ctx.state.store.id, "write", async () => {
    const customer = await lockCustomer(id);
    const changed = customer ? change(customer.addresses) : null;
    if (changed) await saveAddresses(id, changed);
    return changed !== null;
  });
}

function done(ctx: StoreContext, text: string): void {
  leaveNotice(ctx, { text });
  goTo(ctx, ctx.state.links.account("addresses"));
}

function showForm(
  ctx: StoreContext,
  contents: ShopContents,
  { address, errors }: { address: Address; errors: Record<string, string> },
  key: string,
): void {
  const { links } = ctx.state;
  showAccount(ctx, contents, "addresses/edit", key ? "Change an address" : "Add an address", {
    address,
    errors,
    countries: countries(contents.settings.locale).map(({ code, name }) => ({
      value: code,
      label: name,
    })),
    fields: formOf(address.country).fields,
    action: links.account(key ? `addresses/${key}` : "addresses"),
  });
}
