import multer from "@koa/multer";
import type { AnyContext } from "../context.ts";
import { BadRequest, Refusal } from "../errors.ts";
import { signedIn } from "../staff/entering.ts";

/** What a form with files may hold, all files together. */
export const mostUploaded = 64 * 1024 * 1024;

const mostAtOnce = 3;
/** What turns or hides other letters of a name. */
const unseen = /[\p{Cc}\p{Cf}]/gu;
const mostFields = 10_000;
let underWay = 0;

const reader = multer({
  storage: multer.memoryStorage(),
  limits: {
    fileSize: mostUploaded,
    files: 50,
    fields: mostFields,
    fieldSize: 256 * 1024,
    fieldNestingDepth: 0,
  },
  defParamCharset: "utf8",
}).any();

/**
 * Reads a form that brings files (multipart) into `form` and `files`. Files are held in memory, so this is for people who
 * are signed in at a desk, a few at a time; of anybody else nothing is read, and the form is empty.
 * @throws Refusal (413, 503) · BadRequest
 */
export async function readUpload(ctx: AnyContext): Promise<void> {
  ctx.state.form = new URLSearchParams();
  ctx.state.files = [];
  if (ctx.state.area === "storefront" || !(await signedIn(ctx))) return;

  refuseTooLarge(ctx);
  if (underWay >= mostAtOnce)
    throw new Refusal(503, "Several uploads are under way. Please try again.");
  underWay += 1;
  try {
    await reader(ctx as never, async () => {});
  } catch (error) {
    throw faultOf(error);
  } finally {
    underWay -= 1;
  }
  ctx.state.form = fieldsOf(ctx.request.body);
  ctx.state.files = filesOf(ctx);
}

function refuseTooLarge(ctx: AnyContext): void {
  const { length } = ctx.request;
  if (length !== undefined && length <= mostUploaded) return;
  ctx.set("Connection", "close"); // the rest of it is not read
  const reason = "These files are more than 64 MB together. Please send them in several goes.";
  throw new Refusal(length === undefined ? 411 : 413, reason);
}

function faultOf(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "LIMIT_FILE_COUNT")
    return new Refusal(413, "These are more than 50 files. Please send them in several goes.");
  if (code.startsWith("LIMIT_")) return new Refusal(413, "This is more than a form can hold.");
  return new BadRequest("This form could not be read.");
}

function fieldsOf(body: unknown): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(body ?? {})) {
    for (const each of [value].flat()) if (typeof each === "string") fields.append(name, each);
  }
  return fields;
}

/** An input of files that was left empty sends one without name and content. */
function filesOf({ request }: AnyContext) {
  const files = "files" in request && Array.isArray(request.files) ? request.files : [];
  return (files as multer.UploadedFile[])
    .filter(({ originalname, buffer }) => originalname !== "" || buffer.length > 0)
    .map(({ fieldname, originalname, buffer }) => ({
      field: fieldname,
      name: originalname.replace(unseen, "").slice(0, 200),
      bytes: buffer,
    }));
}
