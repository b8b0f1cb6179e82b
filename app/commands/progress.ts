import { Presets, SingleBar } from "cli-progress";

export interface Progress {
  /** `total` may be unknown: 0. */
  show(done: number, total: number): void;
  end(): void;
}

/** A bar on the terminal's error stream; nothing where no person looks. */
export function progressBar(label: string): Progress {
  if (!process.stderr.isTTY) return { show: () => {}, end: () => {} };

  const format = `${label} {bar} {value}/{total} · {eta_formatted} left`;
  const bar = new SingleBar(
    { format, hideCursor: true, clearOnComplete: true },
    Presets.shades_grey,
  );
  let started = false;
  return {
    show(done, total) {
      if (!started) bar.start(total, done);
      else bar.update(done);
      bar.setTotal(Math.max(total, done));
      started = true;
    },
    end() {
      bar.stop();
    },
  };
}
