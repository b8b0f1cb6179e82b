import pg from "pg";

type Callback = (error: Error | null, result?: pg.QueryResult) => void;

/** A statement that the application never sends was about to leave. */
export class StatementRefused extends Error {
  override name = "StatementRefused";

  constructor(statement: string) {
    super(`Refused before it left: ${statement.slice(0, 60)}`);
  }
}

const admitted =
  /^\s*(select|insert|update|delete|merge|with|values|savepoint|release\s+savepoint|rollback\s+to\s+savepoint)\b/i;

/**
 * A connection on which only single data statements pass: it speaks the extended protocol, in which
 * the server itself refuses a second statement in one text, and refuses what could change the role,
 * the search_path or the session before it leaves. `sendBatch` is the one way around, for the
 * opening and the end of a unit of work (`scope.ts`).
 */
export class SealedClient extends pg.Client {
  constructor(settings: pg.ClientConfig) {
    super({ ...settings, pipeline: true }); // a query need not wait for the answer to the one before
  }

  // pg.Client has a dozen overloads; Sequelize uses (text, callback) and (text, values, callback).
  override query(...args: unknown[]): never {
    const [text, second, third] = args;
    if (typeof text !== "string" || !admitted.test(text)) throw new StatementRefused(String(text));

    const values = Array.isArray(second) ? second : undefined;
    const callback = (values ? third : second) as Callback | undefined;
    const sealed = { text, ...(values && { values }), queryMode: "extended" };
    this.#gather();
    return super.query(sealed, callback as never) as never;
  }

  /** Sends our own statements, several in one text, in one round trip. */
  sendBatch(text: string): Promise<pg.QueryResult | pg.QueryResult[]> {
    this.#gather();
    return super.query(text);
  }

  /** True when the server has no transaction open here. */
  isIdle(): boolean {
    return this.getTransactionStatus() === "I";
  }

  /** What is sent before the next turn leaves in one packet: the opening with the first queries. */
  #gather(): void {
    const { stream } = this.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}
