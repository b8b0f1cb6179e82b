import { Refusal } from "../../app/errors.ts";

/** How something was refused. @throws Error when it was done after all */
export async function refused(
  work: Promise<unknown>,
): Promise<{ status: number; message: string }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, message: error.message };
    throw error;
  }
  throw new Error("It was not refused");
}
