import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

/** Somebody's second factor, as it is kept. */
export interface KeptFactor {
  /** Encrypted (app/staff/second-factor.ts); "" for none. */
  secret: string;
  /** How many recovery codes are left. */
  left: number;
}

/** Ask for these as the platform. */
export async function factorOf(userId: number): Promise<KeptFactor> {
  const [row] = await sequelize.query<KeptFactor>(
    "select totp_secret as secret, cardinality(recovery_codes) as left from users where id = $1",
    { bind: [userId], type: QueryTypes.SELECT },
  );
  return row ?? { secret: "", left: 0 };
}

/** Sets a second factor, with the half minute of the code that showed it; false when there is one already. */
export async function keepFactor(
  userId: number,
  factor: { secret: string; step: number; codes: string[] },
): Promise<boolean> {
  const rows = await sequelize.query(
    `update users set totp_secret = $2, totp_step = $3, recovery_codes = $4
     where id = $1 and totp_secret = '' returning id`,
    { bind: [userId, factor.secret, factor.step, factor.codes], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Nothing but the password is asked for any more. */
export async function dropFactor(userId: number): Promise<void> {
  await sequelize.query(
    "update users set totp_secret = '', totp_step = 0, recovery_codes = '{}' where id = $1",
    { bind: [userId] },
  );
}

/** Other recovery codes, in place of those that there were. */
export async function keepRecoveryCodes(userId: number, codes: string[]): Promise<void> {
  await sequelize.query(
    "update users set recovery_codes = $2 where id = $1 and totp_secret <> ''",
    { bind: [userId, codes] },
  );
}

/** Notes that the code of a half minute was used; false when it, or a later one, was used before. */
export async function takeStep(userId: number, step: number): Promise<boolean> {
  const rows = await sequelize.query(
    "update users set totp_step = $2 where id = $1 and totp_step < $2 returning id",
    { bind: [userId, step], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Uses a recovery code up, by its hash; false when it is none of theirs. */
export async function takeRecoveryCode(userId: number, hash: string): Promise<boolean> {
  const rows = await sequelize.query(
    `update users set recovery_codes = array_remove(recovery_codes, $2)
     where id = $1 and $2 = any (recovery_codes) returning id`,
    { bind: [userId, hash], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}
