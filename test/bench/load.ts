import autocannon from "autocannon";

export interface Load {
  /** Answers with status 2xx. */
  completed: number;
  failed: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

export interface LoadOptions {
  path: string;
  hosts: readonly string[];
  connections: number;
  /** At most. */
  seconds: number;
  /** Ends it before. */
  until?: AbortSignal;
  /** Requests a second of all connections together; as many as go where it is left out. */
  rate?: number;
}

/** Asks a server for one path, host after host; each connection begins at another host. */
export async function load(port: number, options: LoadOptions): Promise<Load> {
  const { path, connections, seconds, rate, until } = options;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon(
      {
        url: `http://127.0.0.1:${port}${path}`,
        connections,
        duration: seconds,
        ...(rate ? { overallRate: rate } : {}),
        setupClient: turns(options),
      },
      (error, done) => (error ? reject(error) : resolve(done)),
    );
    until?.addEventListener("abort", () => running.stop());
  });
  return {
    completed: result["2xx"],
    failed: result.errors + result.timeouts + result.non2xx,
    perSecond: result["2xx"] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

function turns({ path, hosts, connections }: LoadOptions) {
  let begun = 0;
  return (client: autocannon.Client): void => {
    const first = Math.floor((begun * hosts.length) / connections);
    begun += 1;
    const turn = [...hosts.slice(first), ...hosts.slice(0, first)];
    client.setRequests(turn.map((host) => ({ method: "GET", path, headers: { host } })));
  };
}
