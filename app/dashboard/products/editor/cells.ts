import type { Change } from "../../../models/store/desk/catalogue/changes.ts";
import type { WholeProduct } from "../../../models/store/desk/catalogue/products.ts";
import { formOf, kindFlags, kindTexts, type ProductForm, productTexts } from "./form.ts";
import { kindName } from "./options.ts";

/** A value of a product's editor under the name that people know it by. */
interface Cell {
  label: string;
  value: string;
  set: (value: string) => void;
  /** Whether it is only told, and is nothing that can be set. */
  isFixed?: true;
}

/** A field that two people changed at the same time. */
export interface Clash {
  label: string;
  actor: string;
  before: string;
  after: string;
  /** What was typed here; the same as `after` where theirs was taken over. */
  yours: string;
  taken: boolean;
  /** Whether the form can be told to have the one or the other. */
  isOpen: boolean;
}

/** What the log says of a field. */
type Told = Pick<Clash, "label" | "actor" | "before" | "after">;

/** All that a product's editor says, by name: what the log compares. Stock is left out, for it has a ledger of its own. */
export function valuesOf(product: WholeProduct, currency: string): Record<string, string> {
  const form = formOf(product, currency);
  return Object.fromEntries(cellsOf(form, form).map(({ label, value }) => [label, value]));
}

/** What happened while a form was open. */
interface Meanwhile {
  changes: readonly Change[];
  currency: string;
  /** Whether the options were changed here too. */
  touched: boolean;
}

/** What differs between two states of a product, by name; "" for what is not there. */
export function changesBetween(before: Record<string, string>, after: Record<string, string>) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => before[name] !== after[name]);
  const pick = (values: Record<string, string>) =>
    Object.fromEntries(changed.map((name) => [name, values[name] ?? ""]));
  return { before: pick(before), after: pick(after) };
}

/**
 * Brings together what was typed with what others saved meanwhile: what only they changed is taken over, what both changed
 * stays as it was typed. Gives the form to look at again, and what others did.
 */
export function merge(
  typed: ProductForm,
  product: WholeProduct,
  { changes, currency, touched }: Meanwhile,
): { form: ProductForm; clashes: Clash[] } {
  const theirs = formOf(product, currency);
  const rows = withTheirRows(typed, theirs);
  const form = withAllValues(touched ? rows : withTheirOptions(rows, theirs));
  const cells = new Map(cellsOf(form, theirs).map((cell) => [cell.label, cell]));
  const clashes = summed(changes).map((change) => settle(change, cells.get(change.label)));
  const isUntold = product.version - typed.version > changes.length;
  return { form, clashes: isUntold ? [...clashes, ...untold(clashes, cells, theirs)] : clashes };
}

/** What a file has changed is not in the log field by field: whatever differs now is shown. */
function untold(
  clashes: readonly Clash[],
  cells: ReadonlyMap<string, Cell>,
  theirs: ProductForm,
): Clash[] {
  const told = new Set(clashes.map(({ label }) => label));
  return cellsOf(theirs, theirs).flatMap(({ label, value: after }) => {
    const yours = cells.get(label)?.value ?? after;
    if (told.has(label) || yours === after) return [];
    const isOpen = isSettable(cells.get(label));
    return [{ label, actor: "A file", before: "", after, yours, taken: false, isOpen }];
  });
}

function isSettable(cell: Cell | undefined): boolean {
  return cell !== undefined && !cell.isFixed;
}

function settle(change: Told, cell: Cell | undefined): Clash {
  const untouched = cell?.value === change.before;
  if (untouched) cell.set(change.after);
  const yours = untouched ? change.after : (cell?.value ?? change.after);
  return { ...change, yours, taken: yours === change.after, isOpen: isSettable(cell) };
}

/** What the changes come to, by name: the first value before, the last one after. */
function summed(changes: readonly Change[]): Told[] {
  const sums = new Map<string, Told>();
  for (const { actor, before, after } of changes) {
    for (const label of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (label === "version") continue;
      const known = sums.get(label);
      const old = known?.before ?? before[label] ?? "";
      sums.set(label, { label, actor, before: old, after: after[label] ?? "" });
    }
  }
  return [...sums.values()];
}

/** Rows that others added come in, rows that they took away go. */
function withTheirRows(typed: ProductForm, theirs: ProductForm): ProductForm {
  const known = new Set(theirs.kinds.map(({ key }) => key));
  const mine = typed.kinds.filter(({ key }) => key.startsWith("n") || known.has(key));
  const added = theirs.kinds.filter(({ key }) => !mine.some((kind) => kind.key === key));
  return {
    ...typed,
    version: theirs.version,
    texts: { ...typed.texts },
    kinds: [...mine, ...added].map((kind) => ({
      ...kind,
      texts: { ...kind.texts },
      flags: { ...kind.flags },
    })),
    pictures: typed.pictures.map((picture) => ({ ...picture })),
  };
}

/** Kinds that others named anew are called as they say. */
function withTheirOptions(form: ProductForm, theirs: ProductForm): ProductForm {
  const named = new Map(theirs.kinds.map(({ key, options }) => [key, options]));
  const kinds = form.kinds.map((kind) => ({
    ...kind,
    options: named.get(kind.key) ?? kind.options,
  }));
  return { ...form, options: theirs.options, kinds };
}

/** Values that kinds have are values of the options, whoever added them. */
function withAllValues(form: ProductForm): ProductForm {
  const options = form.options.map((option, place) => {
    const used = new Set(form.kinds.map((kind) => kind.options[place] ?? "").filter(Boolean));
    const known = new Set(option.values.map(({ now }) => now));
    const added = [...used].filter((value) => !known.has(value));
    return { ...option, values: [...option.values, ...added.map((now) => ({ was: now, now }))] };
  });
  return { ...form, options };
}

/** Kinds go by the names that they have in `named`, so that a renamed one is still the same. */
export function cellsOf(form: ProductForm, named: ProductForm): Cell[] {
  const names = new Map(named.kinds.map((kind) => [kind.key, kindName(kind)]));
  return [
    ...productTexts.map((name) => cell(name, form.texts, name)),
    ...form.kinds.flatMap((kind) => {
      const name = names.get(kind.key) ?? kindName(kind);
      const label = (field: string) => (name ? `${field} (${name})` : field);
      return [
        {
          ...{ label: label("kind"), value: kindName(kind) || "offered" },
          ...{ set: () => {}, isFixed: true as const },
        },
        ...kindTexts
          .filter((field) => field !== "stock")
          .map((field) => cell(label(field), kind.texts, field)),
        ...kindFlags.map((field) => flagCell(label(field), kind.flags, field)),
      ];
    }),
    ...form.pictures.map((picture) => cell(`text of picture ${picture.id}`, picture, "alt")),
    placesCell(form),
    categoriesCell(form),
  ];
}

function cell<Name extends string>(label: string, texts: Record<Name, string>, name: Name): Cell {
  const set = (value: string) => {
    texts[name] = value as (typeof texts)[Name];
  };
  return { label, value: texts[name], set };
}

function flagCell<Name extends string>(
  label: string,
  flags: Record<Name, boolean>,
  name: Name,
): Cell {
  const set = (value: string) => {
    flags[name] = value === "yes";
  };
  return { label, value: flags[name] ? "yes" : "no", set };
}

function placesCell({ pictures }: ProductForm): Cell {
  const order = pictures
    .filter(({ gone }) => !gone)
    .sort((a, b) => Number(a.place) - Number(b.place))
    .map(({ id }) => String(id));
  const set = (value: string) => {
    const wanted = value.split(", ");
    for (const picture of pictures) {
      const place = wanted.indexOf(String(picture.id)) + 1;
      picture.place = String(place || pictures.length);
    }
  };
  return { label: "pictures", value: order.join(", "), set };
}

function categoriesCell(form: ProductForm): Cell {
  const set = (value: string) => {
    form.categories = value.split(", ").filter(Boolean).map(Number);
  };
  return {
    label: "categories",
    value: [...form.categories].sort((a, b) => a - b).join(", "),
    set,
  };
}
