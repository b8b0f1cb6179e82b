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
  seconds: number;
}

/** Asks a server for one path, host after host; each connection begins at another host. */
export async function load(port: number, options: LoadOptions): Promise<Load> {
  const { path, hosts, connections, seconds } = options;
  let begun = 0;
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    connections,
    duration: seconds,
    setupClient(client) {
      const first = Math.floor((begun * hosts.length) / connections);
      begun += 1;
      const turn = [...hosts.slice(first), ...hosts.slice(0, first)];
      client.setRequests(turn.map((host) => ({ method: "GET", path, headers: { host } })));
    },
  });
  return {
    completed: result["2xx"],
    failed: result.errors + result.timeouts + result.non2xx,
    perSecond: result["2xx"] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}
