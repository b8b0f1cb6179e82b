import { expect } from "chai";
import { sameButCasts, sameDefinition } from "../../../db/drift/definition.ts";

describe("definitions as PostgreSQL writes them", () => {
  const cases: [string, string, boolean][] = [
    ["CHECK (((a OR b) OR c))", "CHECK ((a OR b OR c))", true],
    ["CHECK ((((a OR b) OR c) OR d))", "CHECK ((a OR b OR c OR d))", true],
    ["((a = 1) AND (b = 2)) AND (c = 3)", "(a = 1) AND (b = 2) AND (c = 3)", true],
    ["((a OR b) AND c)", "(a OR (b AND c))", false],
    ["((a OR b) AND c)", "(a OR b AND c)", false],
    ["(a OR (b OR c))", "((a OR b) OR d)", false],
    ["(t = 'a) OR (b')", "(t = 'a) OR b')", false],
    [`("(x" = 1)`, `("x" = 1)`, false],
    ["lower(title)", "lowertitle", false],
  ];
  for (const [one, other, same] of cases) {
    it(`${one} ${same ? "is" : "is not"} ${other}`, () => {
      expect(sameDefinition(one, other)).to.equal(same);
      expect(sameDefinition(other, one)).to.equal(same);
    });
  }

  it("are the same but for the casts that a column's type brings", () => {
    const wide = "btree (lower(title), id) WHERE (status = 'active'::text)";
    const narrow = "btree (lower((title)::text), id) WHERE ((status)::text = 'active'::text)";
    expect(sameButCasts(wide, narrow)).to.equal(true);
    expect(sameButCasts(wide, narrow.replace("lower", "upper"))).to.equal(false);
  });
});
