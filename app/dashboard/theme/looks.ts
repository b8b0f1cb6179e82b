import type { DeskContext } from "../../context.ts";
import { Theme as Themes } from "../../models/store/theme.ts";
import { defaultTheme, parseTheme, type Theme } from "../../themes.ts";

/** How a shop looks, and how it is to look once the draft is published. */
export interface Looks {
  shown: Theme;
  /** Null where nobody works on another look. */
  draft: Theme | null;
}

/** What an editor begins with. */
export function workedOn({ shown, draft }: Looks): Theme {
  return draft ?? shown;
}

/** Call inside a unit of work of the shop. */
export async function looksOf(ctx: DeskContext): Promise<Looks> {
  return looks(ctx, (await Themes.draft())?.tokens);
}

/** The same, so that nobody else changes them until the unit of work ends. */
export async function lockedLooks(ctx: DeskContext): Promise<Looks> {
  return looks(ctx, (await Themes.lockedDraft())?.tokens);
}

async function looks(ctx: DeskContext, draft: unknown): Promise<Looks> {
  const { name } = ctx.state.store;
  const [published] = await Themes.history(1);
  return {
    shown: published ? parseTheme(published.tokens, name) : defaultTheme(name),
    draft: draft ? parseTheme(draft, name) : null,
  };
}
