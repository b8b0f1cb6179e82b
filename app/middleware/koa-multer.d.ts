/** What we use of it; it brings no types along. */
declare module "@koa/multer" {
  import type { Context, Next } from "koa";

  export interface UploadedFile {
    fieldname: string;
    originalname: string;
    buffer: Buffer;
  }

  interface Options {
    storage: object;
    limits: Record<string, number>;
    /** Of file names. */
    defParamCharset: "utf8" | "latin1";
  }

  interface Multer {
    any(): (ctx: Context, next: Next) => Promise<unknown>;
  }

  const multer: { (options: Options): Multer; memoryStorage(): object };
  export = multer;
}
