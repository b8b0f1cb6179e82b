import { defaultTheme, type Theme } from "../themes.ts";

/** The platform's own letters look like its pages. */
export const platformTheme: Theme = {
  ...defaultTheme("Wizamart"),
  palette: {
    background: "#ffffff",
    surface: "#f6f5f1",
    text: "#1b1f1d",
    muted: "#5a625e",
    line: "#e2dfd6",
    primary: "#1f4d3d",
    onPrimary: "#ffffff",
    accent: "#1f4d3d",
    sale: "#a8281f",
  },
  logo: { mark: "arch", text: "Wizamart", picture: null },
};
