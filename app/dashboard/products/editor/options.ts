import { emptyKind, type KindForm, type OptionForm, type ProductForm } from "./form.ts";

/** How many kinds one product can come in. */
export const mostKinds = 250;

type Triple = KindForm["options"];

/** An option as it is to be: its values, the new ones marked, and where its old values stood. */
interface Option {
  name: string;
  named: string;
  values: string[];
  fresh: Set<string>;
  place: number;
  renamed: Map<string, string>;
}

/**
 * Carries out in a form what its options ask for: values that were renamed or taken away, options that came or went, and a
 * new kind for every combination with a value that is new. Combinations that were left out before stay left out.
 * Gives the form settled, and what cannot be, by field.
 */
export function settleOptions(form: ProductForm): {
  form: ProductForm;
  errors: Record<string, string>;
} {
  const options = form.options.map(optionOf).filter(({ name }) => name !== "");
  const errors = faultsOf(options);
  if (Object.keys(errors).length > 0) return { form, errors };

  const kept = withoutDoubles(form.kinds.flatMap((kind) => movedKind(kind, options)));
  const added = newKinds(form, kept, options);
  const kinds = added.length > 0 ? inOrder([...kept, ...added], options) : kept;
  const places = [0, 1, 2].map((place) => settled(options[place]));
  return { form: { ...form, options: places, kinds }, errors: {} };
}

/** Whether somebody has changed the options themselves: names, values, or further ones. */
export function areOptionsTouched({ options }: ProductForm): boolean {
  return options.some(
    ({ name, named, values, more }) =>
      name !== named || more !== "" || values.some(({ was, now }) => was !== now),
  );
}

/** What a kind is called: "Small / Red"; "" where there is only one. */
export function kindName({ options }: Pick<KindForm, "options">): string {
  return options.filter(Boolean).join(" / ");
}

function optionOf({ name, named, values, more }: OptionForm, place: number): Option {
  const kept = values.filter(({ now }) => now !== "");
  const old = [...new Set(kept.map(({ now }) => now))];
  const wanted = more.split(",").map((value) => value.trim());
  const fresh = new Set(wanted.filter((value) => value !== "" && !old.includes(value)));
  const renamed = new Map(kept.map(({ was, now }) => [was, now]));
  return { name, named, values: [...old, ...fresh], fresh, place, renamed };
}

function faultsOf(options: readonly Option[]): Record<string, string> {
  const errors: Record<string, string> = {};
  const names = new Set<string>();
  for (const { name, values, place } of options) {
    const fault = faultOf(name, values, names);
    if (fault) errors[fault.values ? `o${place + 1}_more` : `o${place + 1}_name`] = fault.text;
    names.add(name.toLowerCase());
  }
  const combinations = options.reduce((count, { values }) => count * values.length, 1);
  if (combinations > mostKinds * 10)
    errors.o1_more = `These values make ${combinations} combinations; a product can come in ${mostKinds} kinds.`;
  return errors;
}

function faultOf(name: string, values: readonly string[], names: ReadonlySet<string>) {
  if (name.length > 100) return { values: false, text: "Please name it in at most 100 letters." };
  if (names.has(name.toLowerCase()))
    return { values: false, text: `There are two options named ${name}.` };
  if (values.length === 0)
    return {
      values: true,
      text: `Which values does ${name} have? For example: Small, Medium, Large`,
    };
  if (values.some((value) => value.length > 100))
    return { values: true, text: "Please keep each value to at most 100 letters." };
  return undefined;
}

/** A kind under the options as they are to be; none when one of its values was taken away. */
function movedKind(kind: KindForm, options: readonly Option[]): KindForm[] {
  const values = options.map(({ place, renamed, values: all }) => {
    const was = kind.options[place] ?? "";
    return was === "" ? all[0] : renamed.get(was);
  });
  if (values.includes(undefined)) return [];
  return [{ ...kind, options: tripleOf(values.map((value) => value ?? "")) }];
}

function withoutDoubles(kinds: readonly KindForm[]): KindForm[] {
  const known = new Map<string, KindForm>();
  for (const kind of kinds) {
    const key = JSON.stringify(kind.options);
    if (!known.has(key)) known.set(key, kind);
  }
  return [...known.values()];
}

function newKinds(
  form: ProductForm,
  kept: readonly KindForm[],
  options: readonly Option[],
): KindForm[] {
  const pattern = kept[0] ?? form.kinds[0] ?? emptyKind("n0");
  const known = new Set(kept.map((kind) => JSON.stringify(kind.options)));
  const isNew = (triple: Triple) =>
    kept.length === 0 || options.some(({ fresh }, place) => fresh.has(triple[place] ?? ""));
  const wanted = combinationsOf(options).filter(
    (triple) => !known.has(JSON.stringify(triple)) && isNew(triple),
  );
  const free = freeNumber(form.kinds);
  return wanted.map((triple, index) => likePattern(pattern, `n${free + index}`, triple));
}

/** The same price, weight and rules; what is a thing's own (SKU, stock, picture) is still to come. */
function likePattern(pattern: KindForm, key: string, options: Triple): KindForm {
  const own = { sku: "", barcode: "", stock: "0", picture: "" };
  const texts = { ...pattern.texts, ...own };
  return { key, options, texts, flags: { ...pattern.flags, offered: true }, had: "0" };
}

function combinationsOf(options: readonly Option[]): Triple[] {
  let rows: string[][] = [[]];
  for (const { values } of options)
    rows = rows.flatMap((row) => values.map((value) => [...row, value]));
  return rows.map(tripleOf);
}

function inOrder(kinds: KindForm[], options: readonly Option[]): KindForm[] {
  const rank = ({ options: values }: KindForm) =>
    options.map((option, place) => option.values.indexOf(values[place] ?? ""));
  return kinds.sort((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    const place = first.findIndex((value, index) => value !== second[index]);
    return (first[place] ?? 0) - (second[place] ?? 0);
  });
}

function freeNumber(kinds: readonly KindForm[]): number {
  const numbers = kinds
    .filter(({ key }) => key.startsWith("n"))
    .map(({ key }) => Number(key.slice(1)));
  return Math.max(-1, ...numbers) + 1;
}

function settled(option: Option | undefined): OptionForm {
  const values = option?.values.map((value) => ({ was: value, now: value })) ?? [];
  return { name: option?.name ?? "", named: option?.named ?? "", values, more: "" };
}

function tripleOf([first = "", second = "", third = ""]: readonly string[]): Triple {
  return [first, second, third];
}
