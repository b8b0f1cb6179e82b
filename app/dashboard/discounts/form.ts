import type { DeskContext } from "../../context.ts";
import type { DiscountRules } from "../../models/store/desk/discounts/discount.ts";
import { toMajorText } from "../../money.ts";
import { codeOf, type DiscountRow } from "../../selling/discounts.ts";
import { Form } from "../form.ts";

const kinds = ["percent", "amount", "shipping"] as const;

/** The form of a discount as it was typed, what is wrong with it, and the rules that it means where nothing is. */
export interface DiscountForm {
  typed: Record<string, string>;
  errors: Record<string, string>;
  rules: DiscountRules | null;
}

/** The rules of a new discount, before anything is typed. */
export function freshTyped(): Record<string, string> {
  return { kind: "percent", code: "", value: "", minimum: "", active: "1", ...limits(null) };
}

/** A discount as the form shows it. */
export function typedOf(discount: DiscountRow, currency: string): Record<string, string> {
  const { code, kind, minimum, active } = discount;
  return {
    code,
    kind,
    value: valueText(discount, currency),
    minimum: minimum > 0 ? toMajorText(minimum, currency) : "",
    active: active ? "1" : "",
    ...limits(discount),
  };
}

/** Reads the form of a discount that was used so many times. */
export function readDiscount(ctx: DeskContext, currency: string, used: number): DiscountForm {
  const form = new Form(ctx);
  const kind = form.choice("kind", kinds, "Please choose what it takes off.") ?? "percent";
  const rules: DiscountRules = {
    code: readCode(form),
    kind,
    value: readValue(form, kind, currency),
    minimum: form.money("minimum", currency) ?? 0,
    starts_at: readMoment(form, "starts"),
    ends_at: readMoment(form, "ends"),
    usage_limit: readLimit(form, "usage-limit", used),
    customer_limit: readLimit(form, "customer-limit", 0),
    active: form.box("active"),
  };
  if (rules.starts_at && rules.ends_at && rules.ends_at <= rules.starts_at) {
    form.refuse("ends", "It has to end after it begins.");
  }
  return { typed: form.typed, errors: form.errors, rules: form.isRight ? rules : null };
}

function readCode(form: Form): string {
  const code = codeOf(form.text("code", { most: 40, missing: "Please give it a code." }));
  if (code && !/^[A-Z0-9][A-Z0-9_-]{1,39}$/.test(code)) {
    form.refuse(
      "code",
      "A code has 2 to 40 letters from A to Z, figures, - and _, such as WELCOME10.",
    );
  }
  return code;
}

function readValue(form: Form, kind: DiscountRules["kind"], currency: string): number {
  if (kind === "shipping") return skip(form, "value");
  const value = kind === "percent" ? form.decimal("value", 2) : form.money("value", currency);
  if (value === 0 || form.typed.value === "") form.refuse("value", "Please say how much it is.");
  if (kind === "percent" && (value ?? 0) > 10_000) form.refuse("value", "At most 100 per cent.");
  return value ?? 0;
}

/** Keeps what was typed, and takes nothing of it. */
function skip(form: Form, name: string): number {
  form.text(name);
  return 0;
}

/** A moment in UTC as browsers write it; null for an empty field. */
function readMoment(form: Form, name: string): Date | null {
  const typed = form.text(name, { most: 20 });
  if (!typed) return null;
  const moment = new Date(`${typed}Z`);
  const isRight = /^20\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(typed);
  if (isRight && !Number.isNaN(moment.getTime())) return moment;
  form.refuse(name, "Please give a day and a time, such as 2026-03-01T10:00.");
  return null;
}

function readLimit(form: Form, name: string, used: number): number | null {
  const limit = form.decimal(name, 0);
  if (limit === null) return null;
  if (limit < 1 || limit > 1_000_000_000) {
    form.refuse(name, "Please give a whole number above 0, or nothing.");
  } else if (limit < used) {
    form.refuse(name, `It was used ${used} times already: please give at least that.`);
  }
  return limit;
}

function valueText({ kind, value }: DiscountRow, currency: string): string {
  if (kind === "shipping") return "";
  return kind === "amount" ? toMajorText(value, currency) : String(value / 100);
}

function limits(discount: DiscountRow | null): Record<string, string> {
  return {
    starts: momentText(discount?.starts_at),
    ends: momentText(discount?.ends_at),
    "usage-limit": String(discount?.usage_limit ?? ""),
    "customer-limit": String(discount?.customer_limit ?? ""),
  };
}

function momentText(moment: Date | null | undefined): string {
  return moment ? moment.toISOString().slice(0, 16) : "";
}
