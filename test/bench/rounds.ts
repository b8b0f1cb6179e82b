import { cpuOf, cpuOfServer } from "./cpu.ts";
import { type Load, type LoadOptions, load } from "./load.ts";
import type { Running } from "./processes.ts";

/** A server under test. */
export interface Subject extends Running {
  name: string;
}

/** Medians of a server's rounds, and sums of its requests. */
export interface ServerResult {
  name: string;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Microseconds of CPU a request; null where the system does not tell. */
  nodeCpu: number | null;
  postgresCpu: number | null;
  completed: number;
  failed: number;
  rounds: number[];
}

interface Round extends Load {
  nodeCpu: number | undefined;
  postgresCpu: number | undefined;
}

/** Loads the servers in turn, round after round, after a warm-up of each. */
export async function runRounds(
  subjects: readonly Subject[],
  options: LoadOptions & { rounds: number },
  postmaster: number | undefined,
  say: (line: string) => void,
): Promise<ServerResult[]> {
  say("Warming up");
  for (const subject of subjects) await load(subject.port, { ...options, seconds: 3 });

  const rounds = new Map<Subject, Round[]>(subjects.map((subject) => [subject, []]));
  for (let number = 1; number <= options.rounds; number += 1) {
    say(`Round ${number} of ${options.rounds}`);
    for (const [subject, done] of rounds) done.push(await oneRound(subject, options, postmaster));
  }
  return [...rounds].map(([{ name }, done]) => summary(name, done));
}

/** The middle one of some numbers, or the mean of the middle two. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

async function oneRound(
  { pid, port }: Subject,
  options: LoadOptions,
  postmaster: number | undefined,
): Promise<Round> {
  const used = () => Promise.all([cpuOf(pid), postmaster ? cpuOfServer(postmaster) : undefined]);
  const [node, postgres] = await used();
  const result = await load(port, options);
  const [nodeAfter, postgresAfter] = await used();
  return {
    ...result,
    nodeCpu: perRequest(node, nodeAfter, result.completed),
    postgresCpu: perRequest(postgres, postgresAfter, result.completed),
  };
}

function perRequest(
  before: number | undefined,
  after: number | undefined,
  requests: number,
): number | undefined {
  if (before === undefined || after === undefined || requests === 0) return undefined;
  return ((after - before) / requests) * 1e6;
}

function summary(name: string, rounds: readonly Round[]): ServerResult {
  const middle = (of: (round: Round) => number) => median(rounds.map(of));
  const cpu = (of: (round: Round) => number | undefined) =>
    rounds.some((round) => of(round) === undefined) ? null : middle((round) => of(round) ?? 0);
  return {
    name,
    perSecond: middle((round) => round.perSecond),
    p50: middle((round) => round.p50),
    p99: middle((round) => round.p99),
    nodeCpu: cpu((round) => round.nodeCpu),
    postgresCpu: cpu((round) => round.postgresCpu),
    completed: rounds.reduce((sum, round) => sum + round.completed, 0),
    failed: rounds.reduce((sum, round) => sum + round.failed, 0),
    rounds: rounds.map((round) => round.perSecond),
  };
}
