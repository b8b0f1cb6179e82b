import { config } from "../../config.ts";
import { asPlatform, goTo, param, type StaffContext } from "../../context.ts";
import { NotFound } from "../../errors.ts";
import { notePlatform } from "../../models/shared/admin/events.ts";
import { type Health, isWorked, readHealth } from "../../models/shared/admin/health.ts";
import { type ListedErrand, Outbox } from "../../models/shared/outbox.ts";
import { leaveNotice } from "../../notice.ts";
import { positive } from "../../staff/asked.ts";
import { actorOf, showAdmin } from "../show.ts";
import { count, duration, moment } from "../words.ts";
import { migrationsShown } from "./migrating.ts";

const section = "/admin/health";
const mostDead = 50;
const tooLate = 60;

/** How the platform is: what is wrong comes first. */
export async function show(ctx: StaffContext): Promise<void> {
  const begun = performance.now();
  const { health, dead } = await asPlatform("read", async () => {
    const [found, given] = await Promise.all([readHealth(), Outbox.list("dead")]);
    return { health: found, dead: given };
  });
  const milliseconds = Math.round(performance.now() - begun);
  showAdmin(
    ctx,
    "admin/health/show",
    { title: "Health", section },
    {
      checks: checksOf(health, milliseconds),
      shown: migrationsShown(health),
      failures: health.failures.map((failure) => ({
        ...failure,
        href: failure.code ? `/admin/stores/${failure.code}` : "",
        when: moment(failure.at),
      })),
      queue: health.queue.map(({ kind, waiting, failing }) => ({
        kind,
        waiting: count(waiting),
        failing: count(failing),
      })),
      dead: dead.slice(0, mostDead).map(shownErrand),
      deadCount: health.errands.dead,
    },
  );
}

/** Begins anew with an errand that was given up. */
export async function retry(ctx: StaffContext): Promise<void> {
  const id = positive(param(ctx, "id"));
  if (!id) throw new NotFound();
  await revive(ctx, id);
}

/** The same with all of them. */
export async function retryAll(ctx: StaffContext): Promise<void> {
  await revive(ctx, null);
}

async function revive(ctx: StaffContext, id: number | null): Promise<void> {
  const revived = await asPlatform("write", async () => {
    const ids = await Outbox.revive(id);
    const detail = { errands: ids.slice(0, mostDead), count: ids.length };
    if (ids.length > 0) await notePlatform(actorOf(ctx), { kind: "errand.retried", detail });
    return ids.length;
  });
  const text = revived > 0 ? "The worker tries again." : "There is nothing to try again any more.";
  leaveNotice(ctx, { text });
  goTo(ctx, section);
}

interface Check {
  name: string;
  tone: "good" | "warn" | "bad" | "quiet";
  /** One word, and what is behind it. */
  verdict: string;
  text: string;
}

function checksOf(health: Health, milliseconds: number): Check[] {
  return [
    databaseCheck(health, milliseconds),
    workerCheck(health),
    queueCheck(health),
    mailCheck(),
    versionCheck(health),
    sparesCheck(health),
    certificateCheck(),
  ];
}

function databaseCheck({ server }: Health, milliseconds: number): Check {
  const text = `PostgreSQL ${server} answered in ${milliseconds} ms`;
  const isSlow = milliseconds > 1_000;
  return {
    name: "Database",
    tone: isSlow ? "warn" : "good",
    verdict: isSlow ? "Slow" : "Answers",
    text,
  };
}

function workerCheck(health: Health): Check {
  const [newest] = health.workers;
  const name = "Worker";
  if (isWorked(health)) {
    const age = duration(newest?.age ?? 0);
    return {
      name,
      tone: "good",
      verdict: "Works",
      text: `Heard of ${duration(newest?.silent ?? 0)} ago; at work for ${age}`,
    };
  }
  const last = newest
    ? `Last heard of ${duration(newest.silent)} ago.`
    : "None was heard of in the last day.";
  return {
    name,
    tone: "bad",
    verdict: "Missing",
    text: `${last} Mails wait, no shop is prepared, nothing is cleared away.`,
  };
}

function queueCheck({ errands: { waiting, late, dead } }: Health): Check {
  const words = [`${count(waiting)} waiting`, `${count(dead)} given up`];
  if (late > tooLate) words.push(`the first is late by ${duration(late)}`);
  const name = "Errands and mail";
  const text = words.join(", ");
  if (dead > 0) return { name, tone: "bad", verdict: "Given up", text };
  return late > tooLate
    ? { name, tone: "warn", verdict: "Late", text }
    : { name, tone: "good", verdict: "In time", text };
}

function mailCheck(): Check {
  const name = "Mail server";
  if (!config.SMTP_URL) {
    return {
      name,
      tone: "quiet",
      verdict: "None",
      text: "SMTP_URL is not set: mails become files and reach nobody",
    };
  }
  return {
    name,
    tone: "good",
    verdict: "Set",
    text: `Mails leave through ${new URL(config.SMTP_URL).hostname}`,
  };
}

function versionCheck({ shared, newest, versions, failed }: Health): Check {
  const behind = versions.filter(({ version }) => version < newest);
  const stores = behind.reduce((sum, { stores: some }) => sum + some, 0);
  const name = "Migrations";
  const room = `Shared room ${shared.version} of ${shared.newest}`;
  if (failed > 0 || stores > 0 || shared.version < shared.newest) {
    const text = `${room}; ${count(stores)} shops are behind ${newest}, ${count(failed)} failed`;
    return { name, tone: failed > 0 ? "bad" : "warn", verdict: "Behind", text };
  }
  return {
    name,
    tone: "good",
    verdict: "Up to date",
    text: `${room}; all shops at migration ${newest}`,
  };
}

function sparesCheck({ spares: { ready, stale } }: Health): Check {
  const name = "Spare schemas";
  const text = stale > 0 ? `${ready} ready, ${stale} to be migrated` : `${ready} ready`;
  return ready > 0
    ? { name, tone: "good", verdict: "Ready", text: `${text}: a shop opens in milliseconds` }
    : { name, tone: "warn", verdict: "None", text: `${text}: a new shop waits for the worker` };
}

function certificateCheck(): Check {
  const text = "None yet: TLS ends at whatever stands before this process, if anything does";
  return { name: "Certificates", tone: "quiet", verdict: "None", text };
}

function shownErrand(errand: ListedErrand) {
  return {
    id: errand.id,
    kind: errand.kind,
    store: errand.store,
    href: errand.store ? `/admin/stores/${errand.store}` : "",
    about: JSON.stringify(errand.payload),
    attempts: errand.attempts,
    error: errand.error,
    since: moment(errand.created_at),
  };
}
