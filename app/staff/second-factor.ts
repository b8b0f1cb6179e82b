import { createHash, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import QRCode from "qrcode";
import { asPlatform } from "../context.ts";
import {
  factorOf,
  keepFactor,
  keepRecoveryCodes,
  takeRecoveryCode,
  takeStep,
} from "../models/shared/people/factor.ts";
import { decrypt, encrypt } from "../signing.ts";

const period = 30;
const codes = 10;
/** Without letters and digits that look alike. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** A new secret for an app, in base32: 160 bits. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** Whether a form gives a secret such as we make. */
export function isSecret(text: string): boolean {
  return /^[A-Z2-7]{32}$/.test(text);
}

/** The secret as a QR code for the app: an SVG as an address of a picture. */
export async function qrCode(secret: string, email: string): Promise<string> {
  const svg = await QRCode.toString(totp(secret, email).toString(), { type: "svg", margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

/** The secret in groups of four, for whoever types it. */
export function spelled(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}

/** The half minute whose code this is, now or just before or after; undefined when it is none. */
export function stepOf(secret: string, code: string, now = Date.now()): number | undefined {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;

  const delta = totp(secret).validate({ token, timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / 1_000 / period) + delta;
}

/** Sets the second factor of somebody whose app showed the right code. Gives the recovery codes, this once. */
export async function setFactor(
  userId: number,
  secret: string,
  step: number,
): Promise<string[] | undefined> {
  const made = newCodes();
  const factor = { secret: encrypt(drawerOf(userId), secret), step, codes: made.map(hashOf) };
  const kept = await asPlatform("write", () => keepFactor(userId, factor));
  return kept ? made : undefined;
}

/** Makes other recovery codes, and gives them, this once. */
export async function renewCodes(userId: number): Promise<string[]> {
  const made = newCodes();
  await asPlatform("write", () => keepRecoveryCodes(userId, made.map(hashOf)));
  return made;
}

/** Whether somebody's second factor is shown by a code of their app, or by a recovery code; each is good once. */
export async function isProven(userId: number, code: string): Promise<boolean> {
  const { secret } = await asPlatform("read", () => factorOf(userId));
  const step = secret && stepOf(decrypt(drawerOf(userId), secret), code);
  if (step) return asPlatform("write", () => takeStep(userId, step));

  const written = code.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (written.length !== 10) return false;
  return asPlatform("write", () => takeRecoveryCode(userId, hashOf(written)));
}

/** Secrets are encrypted for their owner alone. Stores' numbers are above zero, users' are kept below. */
function drawerOf(userId: number): number {
  return -userId;
}

function totp(secret: string, label = ""): TOTP {
  return new TOTP({ issuer: "Wizamart", label, secret: Secret.fromBase32(secret), period });
}

/** Ten times fifty bits: too many to try, so a plain hash is enough. */
function newCodes(): string[] {
  return Array.from({ length: codes }, () => {
    const letters = Array.from(randomLetters(10)).join("");
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });
}

function randomLetters(count: number): string {
  let text = "";
  while (text.length < count) {
    const byte = randomBytes(1)[0] ?? 255;
    if (byte < alphabet.length * 8) text += alphabet[byte % alphabet.length];
  }
  return text;
}

function hashOf(code: string): string {
  return createHash("sha256").update(code.replace("-", "")).digest("hex");
}
