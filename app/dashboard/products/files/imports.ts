import { type DeskContext, field, inStore } from "../../../context.ts";
import { NotFound } from "../../../errors.ts";
import {
  dropImport,
  findImport,
  type ImportRow,
  type ImportState,
  keepImport,
  lastImports,
  releaseImport,
} from "../../../models/store/desk/catalogue/imports.ts";
import { shopFacts } from "../../../models/store/desk/catalogue/shop-facts.ts";
import { leaveNotice } from "../../../notice.ts";
import { post } from "../../../outbox.ts";
import { actorOf } from "../../actor.ts";
import { type Errors, idOf } from "../../change.ts";
import { deskPath, goOn, showDesk } from "../../desk.ts";
import { dayAndTime } from "../../moments.ts";
import { counted } from "../words.ts";

const mostBytes = 20 * 1024 * 1024;
const secondsBetween = 2;

const stateWords: Record<ImportState, { label: string; tone: string }> = {
  checking: { label: "Being read", tone: "quiet" },
  checked: { label: "Waits for your word", tone: "warn" },
  importing: { label: "Coming in", tone: "quiet" },
  done: { label: "Done", tone: "good" },
  failed: { label: "Not taken", tone: "bad" },
};

/** The way in for files of products, and the last ones that came. */
export async function index(ctx: DeskContext): Promise<void> {
  await showIndex(ctx, {});
}

/** Takes a file to be looked at; nothing in the shop changes yet. */
export async function create(ctx: DeskContext): Promise<void> {
  const { id } = ctx.state.store;
  const [file] = (ctx.state.files ?? []).filter((each) => each.field === "file");
  const fault = faultOf(file?.bytes);
  if (!file || fault) {
    await inStore(id, "read", () => showIndex(ctx, { file: fault }));
    ctx.status = 422;
    return;
  }
  const kept = await inStore(id, "write", async () => {
    const row = await keepImport(file.name.replaceAll("\0", ""), file.bytes, actorOf(ctx));
    await post("products-import", { import: row });
    return row;
  });
  goOn(ctx, `/products/imports/${kept}`);
}

/** What a file would bring, or has brought; comes again by itself while it is being read. */
export async function show(ctx: DeskContext): Promise<void> {
  const [row, { locale }] = await Promise.all([findImport(idOf(ctx)), shopFacts()]);
  if (!row) throw new NotFound("This import is not here any more.");
  const isUnderWay = row.state === "checking" || row.state === "importing";
  if (isUnderWay) ctx.set("Refresh", String(secondsBetween));
  showDesk(
    ctx,
    "dashboard/products/import",
    { title: row.name, section: "/products" },
    {
      row: { ...row, when: dayAndTime(row.created_at, locale), word: stateWords[row.state] },
      isUnderWay,
      done: doneText(row),
      report: row.report && shownReport(row.report),
      action: deskPath(ctx, `/products/imports/${row.id}`),
    },
  );
}

/** Lets the products of a file in, or forgets the file. */
export async function begin(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const isWanted = field(ctx, "step") === "begin";
  await inStore(ctx.state.store.id, "write", async () => {
    if (!(await findImport(id))) throw new NotFound("This import is not here any more.");
    if (!isWanted) await dropImport(id);
    else if (await releaseImport(id)) await post("products-import", { import: id });
  });
  if (!isWanted) leaveNotice(ctx, { text: "The file was put aside; nothing was changed." });
  goOn(ctx, isWanted ? `/products/imports/${id}` : "/products/imports");
}

async function showIndex(ctx: DeskContext, errors: Errors): Promise<void> {
  const [rows, { locale }] = await Promise.all([lastImports(), shopFacts()]);
  showDesk(
    ctx,
    "dashboard/products/imports",
    { title: "Import", section: "/products" },
    {
      errors,
      action: deskPath(ctx, "/products/imports"),
      rows: rows.map((row) => ({
        ...row,
        href: deskPath(ctx, `/products/imports/${row.id}`),
        when: dayAndTime(row.created_at, locale),
        word: stateWords[row.state],
      })),
    },
  );
}

function faultOf(bytes: Buffer | undefined): string {
  if (!bytes || bytes.length === 0) return "Please choose a file with products.";
  if (bytes.length > mostBytes)
    return "This file is larger than 20 MB. Please cut it into several.";
  return "";
}

function doneText({ progress, total, state }: ImportRow): string {
  if (total > 0 && state === "importing") return `${progress} of ${counted(total, "product")}`;
  return counted(progress, "product");
}

function shownReport(report: NonNullable<ImportRow["report"]>) {
  const { created, updated, refused, variants, pictures, problems, problemCount } = report;
  return {
    tiles: [
      { label: "New", figure: created },
      { label: "Changed", figure: updated },
      { label: "Left out", figure: refused },
      { label: "Kinds", figure: variants },
    ],
    pictures,
    problems: problems.map((problem) => ({ ...problem, isError: problem.severity === "error" })),
    more: problemCount > problems.length ? problemCount - problems.length : 0,
  };
}
