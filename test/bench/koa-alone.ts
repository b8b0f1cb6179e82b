import { readFileSync } from "node:fs";
import Koa from "koa";
import { serve } from "./serve.ts";

// Answers everything with the bytes of one file.
const bytes = readFileSync(process.env.BENCH_PAGE ?? "");
const server = new Koa();
server.use((ctx) => {
  ctx.type = "html";
  ctx.body = bytes;
});
serve(server, 0);
