import { spawn } from "node:child_process";
import { createRequire } from "node:module";

// `npm run test:faults -- rounds=50 seed=1`: the suite of faults with as many rounds as one likes.
const settings = { rounds: "50", seed: "" };
for (const argument of process.argv.slice(2)) {
  const [, name, value] = /^(rounds|seed)=(\d{1,9})$/.exec(argument) ?? [];
  if (!name || !value) {
    process.stderr.write(`test:faults: "${argument}" is neither rounds=N nor seed=N\n`);
    process.exit(2);
  }
  settings[name as keyof typeof settings] = value;
}

const mocha = createRequire(import.meta.url).resolve("mocha/bin/mocha.js");
const spec = ["--spec", "test/faults/*.test.ts"];
const options = [
  "--no-config",
  "--node-option",
  "import=tsx",
  "--node-option",
  "no-experimental-require-module",
];
const child = spawn(
  process.execPath,
  [
    mocha,
    ...options,
    "--require",
    "test/support/setup.ts",
    "--timeout",
    "20000",
    "--exit",
    ...spec,
  ],
  {
    stdio: "inherit",
    env: {
      ...process.env,
      FAULT_ROUNDS: settings.rounds,
      ...(settings.seed && { FAULT_SEED: settings.seed }),
    },
  },
);
child.once("exit", (code) => process.exit(code ?? 1));
