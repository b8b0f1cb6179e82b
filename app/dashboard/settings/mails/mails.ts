import { type DeskContext, field, inStore, param } from "../../../context.ts";
import { NotFound } from "../../../errors.ts";
import {
  isLetterKind,
  type LetterKind,
  letterKinds,
  mostWords,
  unknownPlaces,
  usualWords,
} from "../../../mail/words.ts";
import { writeDown } from "../../../models/store/audit.ts";
import { type MailTexts, Settings, type SettingsRow } from "../../../models/store/settings.ts";
import { leaveNotice } from "../../../notice.ts";
import { actorOf } from "../../actor.ts";
import { changeShop, difference, type Errors } from "../../change.ts";
import { goOn } from "../../desk.ts";
import { changedMeanwhile, editionOf } from "../../edition.ts";
import { Form } from "../../form.ts";
import { showSettings } from "../frame.ts";
import { sampleLetter } from "./sample.ts";

interface Words {
  subject: string;
  opening: string;
}

/** The letters that the shop sends. */
export async function index(ctx: DeskContext): Promise<void> {
  const { mail_texts: texts } = await Settings.current();
  const letters = letterKinds.map((kind) => ({
    ...usualWords[kind],
    kind,
    isOwn: Boolean(texts[kind]?.subject || texts[kind]?.opening),
  }));
  showSettings(ctx, "mails", { title: "Mail texts", tab: "Mail texts" }, { letters });
}

export async function edit(ctx: DeskContext): Promise<void> {
  const kind = kindOf(ctx);
  const words = wordsIn((await Settings.current()).mail_texts, kind);
  await showLetter(ctx, { ...words }, {});
}

export async function update(ctx: DeskContext): Promise<void> {
  const form = await changeShop(ctx, () => save(ctx, kindOf(ctx)));
  if (form.isRight) {
    leaveNotice(ctx, { text: "The letter is saved. The next one that goes out says it so." });
    return goOn(ctx, "/settings/mails");
  }
  await inStore(ctx.state.store.id, "read", () => showLetter(ctx, form.typed, form.errors));
  ctx.status = 422;
}

/** The letter as it would look, for a frame beside its form: as it is saved, or with what was typed. Nothing is kept. */
export async function preview(ctx: DeskContext): Promise<void> {
  const { store } = ctx.state;
  const kind = kindOf(ctx);
  const settings = await inStore(store.id, "read", () => Settings.current());
  const typed = ctx.method === "POST" ? { [kind]: readWords(ctx, kind).words } : {};
  const { html } = await sampleLetter(kind, store, withTexts(settings, typed));
  ctx.set(
    "Content-Security-Policy",
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
  );
  ctx.type = "html";
  ctx.body = html;
}

async function save(ctx: DeskContext, kind: LetterKind): Promise<Form> {
  const { mail_texts: texts } = await Settings.locked();
  const now = wordsIn(texts, kind);
  const { form, words } = readWords(ctx, kind);
  if (field(ctx, "edition") !== editionOf(now)) form.refuse("edition", changedMeanwhile);
  if (!form.isRight) return form;

  await Settings.change({ mail_texts: { ...texts, [kind]: words } });
  const subject = `letter ${kind}`;
  await writeDown(actorOf(ctx), { kind: "letter.saved", subject, ...difference(now, words) });
  return form;
}

/** What was typed; the usual words count as none of the shop's own, so that they may grow better. */
function readWords(ctx: DeskContext, kind: LetterKind): { form: Form; words: Words } {
  const form = new Form(ctx);
  const usual = usualWords[kind];
  const read = (name: "subject" | "opening"): string => {
    const typed = form.text(name, { most: mostWords[name] });
    const unknown = unknownPlaces(kind, typed);
    if (unknown.length > 0) form.refuse(name, cannotFill(unknown[0] ?? "", usual.places));
    return typed === usual[name] ? "" : typed;
  };
  const words = { subject: read("subject"), opening: read("opening") };
  if (words.subject.includes("\n")) form.refuse("subject", "A subject is one line.");
  return { form, words };
}

async function showLetter(
  ctx: DeskContext,
  typed: Record<string, string>,
  errors: Errors,
): Promise<void> {
  const kind = kindOf(ctx);
  const settings = await Settings.current();
  const now = wordsIn(settings.mail_texts, kind);
  const usual = usualWords[kind];
  showSettings(
    ctx,
    "mail",
    { title: usual.name, tab: "Mail texts" },
    {
      kind,
      usual,
      typed: errors.edition || Object.keys(errors).length > 0 ? typed : orUsual(now, usual),
      errors,
      saved: errors.edition ? Object.values(orUsual(now, usual)).join(" · ") : "",
      places: usual.places.map((name) => `{${name}}`).join(", "),
      most: mostWords,
      edition: editionOf(now),
    },
  );
}

function orUsual(words: Words, usual: Words): Words {
  return { subject: words.subject || usual.subject, opening: words.opening || usual.opening };
}

function wordsIn(texts: MailTexts, kind: LetterKind): Words {
  const { subject = "", opening = "" } = texts[kind] ?? {};
  return { subject, opening };
}

function withTexts(settings: SettingsRow, texts: MailTexts): SettingsRow {
  return { ...settings, mail_texts: { ...settings.mail_texts, ...texts } };
}

function kindOf(ctx: DeskContext): LetterKind {
  const kind = param(ctx, "kind");
  if (!isLetterKind(kind)) throw new NotFound();
  return kind;
}

function cannotFill(name: string, places: readonly string[]): string {
  const known = new Intl.ListFormat("en", { type: "conjunction" }).format(
    places.map((place) => `{${place}}`),
  );
  return `Nothing can be filled in for {${name}} here; there is ${known}.`;
}
