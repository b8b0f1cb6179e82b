import { contrast, type Palette, type Theme, themeProperties } from "../themes.ts";

/** The colours of a mail where the reader's screen is set to dark. */
interface Night {
  background: string;
  surface: string;
  raised: string;
  text: string;
  muted: string;
  line: string;
  primary: string;
  onPrimary: string;
}

/** What the views of mails take from a shop's theme. */
export interface Look {
  /** Values of CSS properties, by the names of themes.ts; fonts fall back to those that readers have. */
  css: Readonly<Record<string, string>>;
  mark: Theme["logo"]["mark"];
  name: string;
  centred: boolean;
  /** Null for a theme that is dark by itself. */
  night: Night | null;
}

/** A shop's theme for its mails. */
export function lookOf(theme: Theme, storeName: string): Look {
  const css = themeProperties(theme);
  return {
    css,
    mark: theme.logo.mark,
    name: theme.logo.text || storeName,
    centred: theme.layout.header === "centred",
    night: css.scheme === "dark" ? null : nightOf(theme.palette),
  };
}

/** The same ink, with light and paper changed about. */
function nightOf({ background, text, primary, onPrimary }: Palette): Night {
  const paper = mixed("#0d0d0f", text, 0.3);
  const raised = mixed(paper, background, 0.09);
  const ink = mixed(paper, background, 0.94);
  const isLost = contrast(primary, paper) < 1.8;
  return {
    background: paper,
    surface: mixed("#000000", paper, 0.55),
    raised,
    text: ink,
    muted: mixed(paper, background, 0.66),
    line: mixed(paper, background, 0.2),
    primary: isLost ? ink : primary,
    onPrimary: isLost ? paper : onPrimary,
  };
}

/** A share of the second colour in the first. */
function mixed(one: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [a, b] = [one, other].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round((a ?? 0) * (1 - share) + (b ?? 0) * share);
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
