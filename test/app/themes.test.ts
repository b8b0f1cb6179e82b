import { existsSync } from "node:fs";
import { expect } from "chai";
import {
  contrast,
  defaultTheme,
  fontAddresses,
  fontFiles,
  parseTheme,
  type Theme,
  themeSchema,
  themeStylesheet,
} from "../../app/themes.ts";

const packages = new URL("../../node_modules/", import.meta.url);
const own = defaultTheme("Acme");
const cold: Theme = {
  ...own,
  palette: { ...own.palette, primary: "#0a4fe0" },
  type: { ...own.type, headings: "cormorant-garamond", body: "jost" },
};

describe("a theme", () => {
  it("is kept as it is when it is valid, also after a way through JSON", () => {
    expect(parseTheme(JSON.parse(JSON.stringify(cold)), "Acme")).to.deep.equal(cold);
  });

  for (const nothing of [undefined, null, "", 7, [], {}]) {
    it(`is the default theme where ${JSON.stringify(nothing)} is stored`, () => {
      expect(parseTheme(nothing, "Acme")).to.deep.equal(own);
    });
  }

  it("keeps the parts that are valid when another is not", () => {
    const broken = { ...cold, type: { ...cold.type, headings: "comic-sans" } };

    const theme = parseTheme(broken, "Acme");

    expect(theme.type).to.deep.equal(own.type);
    expect(theme.palette).to.deep.equal(cold.palette);
  });

  it("drops what it does not know", () => {
    expect(parseTheme({ ...cold, script: "alert(1)" }, "Acme")).to.deep.equal(cold);
  });

  const hostile: [string, unknown][] = [
    ["a colour that is a rule", { palette: { ...own.palette, text: "red;} body{display:none" } }],
    ["a colour in capitals", { palette: { ...own.palette, text: "#ABCDEF" } }],
    ["a radius with a unit", { shape: { ...own.shape, radius: "4px" } }],
    ["a radius that is too large", { shape: { ...own.shape, radius: 33 } }],
    ["a section twice", { sections: ["hero", "hero"] }],
    ["five promises", { promises: Array(5).fill({ title: "One", text: "" }) }],
    ["a target that is an address", { hero: { ...own.hero, target: { kind: "url", target: "" } } }],
    ["a picture outside", { logo: { ...own.logo, picture: { file: "../../etc/passwd" } } }],
  ];
  for (const [what, part] of hostile) {
    it(`refuses ${what}`, () => {
      expect(themeSchema.safeParse({ ...own, ...(part as object) }).success).to.equal(false);
    });
  }

  it("refuses colours that cannot be read on each other, and says which", () => {
    const palette = { ...own.palette, muted: "#bbbbbb" };

    const { error } = themeSchema.safeParse({ ...own, palette });

    expect(error?.issues[0]?.path).to.deep.equal(["palette", "muted"]);
  });
});

describe("the default theme", () => {
  for (const name of ["Acme", "", "  ", "x".repeat(300), "Zażółć & Søns"]) {
    it(`is valid for a store called ${JSON.stringify(name.slice(0, 20))}`, () => {
      expect(themeSchema.safeParse(defaultTheme(name)).success).to.equal(true);
    });
  }
});

describe("a theme's stylesheet", () => {
  it("says every colour", () => {
    const css = themeStylesheet(cold);

    expect(css).to.include("--primary: #0a4fe0;");
    expect(css).to.include("--on-primary: #ffffff;");
  });

  it("declares the fonts of the theme, and no other", () => {
    const css = themeStylesheet(cold);

    expect(css).to.include("/assets/fonts/jost-latin-wght-normal.woff2");
    expect(css).to.include("/assets/fonts/cormorant-garamond-latin-500-normal.woff2");
    expect(css).to.not.include("fraunces");
    expect(css).to.include("font-display: optional");
  });

  it("needs no font file where the system's fonts are chosen", () => {
    const type = { ...own.type, headings: "system-serif", body: "system-sans" } as const;

    expect(fontAddresses({ ...own, type })).to.deep.equal([]);
    expect(themeStylesheet({ ...own, type })).to.not.include("@font-face");
  });

  it("asks for the heavier cut of a family that has one file a weight", () => {
    const type = { ...cold.type, headingWeight: 600 } as const;

    expect(fontAddresses({ ...cold, type })).to.deep.equal([
      "/assets/fonts/cormorant-garamond-latin-600-normal.woff2",
      "/assets/fonts/jost-latin-wght-normal.woff2",
    ]);
  });

  it("repeats nothing that an owner typed as text", () => {
    const typed = "</style><script>";
    const hero = { ...own.hero, title: typed, text: typed, eyebrow: typed };

    expect(themeStylesheet({ ...own, hero })).to.equal(themeStylesheet(own));
  });

  it("writes in the text colour where the accent would be too pale to read", () => {
    const pale = { ...own, palette: { ...own.palette, accent: "#ffd9a0" } };

    expect(themeStylesheet(pale)).to.include(`--accent-ink: ${own.palette.text};`);
    expect(themeStylesheet(pale)).to.include("--accent: #ffd9a0;");
  });

  for (const sale of ["#b3261e", "#ffd400", "#808080", "#ffffff", "#000000"]) {
    it(`sets words on ${sale} in an ink that can be read`, () => {
      const css = themeStylesheet({ ...own, palette: { ...own.palette, sale } });
      const ink = /--on-sale: (#\w+);/.exec(css)?.[1] ?? "";

      expect(contrast(ink, sale)).to.be.at.least(4.5);
    });
  }
});

describe("the font files", () => {
  for (const [name, path] of Object.entries(fontFiles)) {
    it(`have ${name} in its package`, () => {
      expect(existsSync(new URL(path, packages))).to.equal(true);
    });
  }
});

describe("contrast", () => {
  it("is 21 between black and white, in either order", () => {
    expect(contrast("#000000", "#ffffff")).to.be.closeTo(21, 0.001);
    expect(contrast("#ffffff", "#000000")).to.be.closeTo(21, 0.001);
  });

  it("is 1 between a colour and itself", () => {
    expect(contrast("#24463c", "#24463c")).to.equal(1);
  });

  it("is what the WCAG's formula gives", () => {
    expect(contrast("#777777", "#ffffff")).to.be.closeTo(4.478, 0.001);
  });
});
