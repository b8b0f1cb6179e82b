import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { config } from "./config.ts";

const master = Buffer.from(config.SESSION_SECRET);
const cipherKey = config.ENCRYPTION_KEY
  ? Buffer.from(config.ENCRYPTION_KEY, "hex")
  : derivedKey("secrets of stores");

/**
 * A signature of `text` that is good for one purpose in one store only: 22 characters (132 bits) of base64url.
 */
export function signatureOf(purpose: string, storeId: number, text: string): string {
  const whole = JSON.stringify([purpose, storeId, text]);
  return createHmac("sha256", master).update(whole).digest("base64url").slice(0, 22);
}

/** Whether `signature` is that of `text`, compared in constant time. */
export function isSigned(
  purpose: string,
  storeId: number,
  text: string,
  signature: string,
): boolean {
  const expected = Buffer.from(signatureOf(purpose, storeId, text));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Encrypts a store's secret, such as a payment key, so that the database alone does not give it away (AES-256-GCM). */
export function encrypt(storeId: number, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", cipherKey, nonce).setAAD(
    Buffer.from(String(storeId)),
  );
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/** The text that `encrypt` was given for this store. @throws Error for anything else */
export function decrypt(storeId: number, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv("aes-256-gcm", cipherKey, bytes.subarray(0, 12))
    .setAAD(Buffer.from(String(storeId)))
    .setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

function derivedKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", master, "wizamart", purpose, 32));
}
