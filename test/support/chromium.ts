import { lstat, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

export interface BrowserOptions {
  /** Every name, like wizamart.com, leads to this machine; the port stays that of the address. */
  everyHostIsLocal?: boolean;
}

/** No sandbox: root may not have it, and only our own pages are shown. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

/**
 * Starts the Chromium that came with npm, headless, in need of no library of the system but glibc. It
 * is for Linux on x64; CHROMIUM_PATH names another one for other systems. Whoever calls this closes it.
 */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const args = options.everyHostIsLocal
    ? [...flags, "--host-resolver-rules=MAP * 127.0.0.1"]
    : flags;
  const own = process.env.CHROMIUM_PATH;
  if (own) return playwright.launch({ executablePath: own, args });

  const folder = await unpackedFolder();
  return playwright.launch({
    executablePath: join(folder, "chromium"),
    args,
    env: {
      HOME: folder,
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  });
}

/** Unpacked once for each user and version; two processes that do so at once do not disturb each other. */
async function unpackedFolder(): Promise<string> {
  const packed = join(
    dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")),
    "../..",
  );
  const { version } = JSON.parse(await readFile(join(packed, "package.json"), "utf8"));
  const folder = join(tmpdir(), `wizamart-chromium-${version}-${userInfo().uid}`);
  if (await isOurs(folder)) return folder;

  const draft = await mkdtemp(`${folder}-`);
  await unpack(draft);
  await writeFile(join(draft, "fonts.conf"), fontsBelow(folder));
  await rename(draft, folder).catch(() => rm(draft, { recursive: true })); // another was faster
  if (await isOurs(folder)) return folder;
  throw new Error(`${folder} belongs to another user: remove it`);
}

/** The package goes by the environment in choosing what it unpacks and where. */
async function unpack(folder: string): Promise<void> {
  const { TMPDIR, AWS_EXECUTION_ENV } = process.env;
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: "nodejs20.x" }); // with NSS
  try {
    await chromium.executablePath();
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  } finally {
    restore("TMPDIR", TMPDIR);
    restore("AWS_EXECUTION_ENV", AWS_EXECUTION_ENV);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

async function isOurs(folder: string): Promise<boolean> {
  const status = await lstat(folder).catch(() => undefined);
  return status?.isDirectory() === true && status.uid === userInfo().uid;
}

/** Its own fonts only, so that pages look alike everywhere. */
function fontsBelow(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
