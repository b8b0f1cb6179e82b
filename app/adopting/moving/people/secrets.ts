/** The most that checking one password may cost: 256 MiB, ten passes, four lanes. */
const most = { m: 262_144, t: 10, p: 4 };

const form =
  /^\$argon2(?:id|i|d)\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/;

/** Whether a password can be checked against this hash here: Argon2, and not at a price that would stop the server. */
export function isUsableHash(hash: string): boolean {
  const [, m = 0, t = 0, p = 0] = form.exec(hash) ?? [];
  const memory = Number(m);
  return (
    memory >= 8 * Number(p) &&
    memory > 0 &&
    memory <= most.m &&
    Number(t) >= 1 &&
    Number(t) <= most.t &&
    Number(p) >= 1 &&
    Number(p) <= most.p
  );
}
