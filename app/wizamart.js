#!/usr/bin/env node
// The command that npm puts on the path. TypeScript has to be understood before it can be loaded.
import { register } from "tsx/esm/api";

register();
await import("./cli.ts");
