import { expect } from "chai";
import { allowanceOf, planFault, planNamed, planNames, plans } from "../../app/plans.ts";

describe("plans", () => {
  it("give more the larger they are", () => {
    const [free, standard, premium] = planNames.map((name) => plans[name]);
    const limits = [
      "staff",
      "products",
      "fileBytes",
      "rowBytes",
      "connections",
      "statementMs",
    ] as const;
    for (const limit of limits) {
      expect(free?.[limit]).to.be.below(standard?.[limit] ?? 0);
      expect(standard?.[limit]).to.be.below(premium?.[limit] ?? 0);
    }
  });

  it("have room up to their limit, and say what it is beyond", () => {
    expect(planFault("free", "staff", 2)).to.equal(undefined);
    expect(planFault("free", "staff", 3)).to.equal(
      "The plan Free has room for 2 people, invitations counted. A larger plan has more.",
    );
    expect(planFault("standard", "products", 10_001)).to.include("10,000 products");
    expect(planFault("free", "fileBytes", 500_000_001)).to.include("500 MB of pictures");
  });

  it("give way to what was agreed for one shop, where something was", () => {
    const none = { statementMs: null, connections: null, fileBytes: null, rowBytes: null };
    const usual = allowanceOf({ plan: "free", limits: null });
    expect(allowanceOf({ plan: "free", limits: none })).to.deep.equal(usual);
    expect(usual).to.include({ fileBytes: 500_000_000, statementMs: 3_000, connections: 2 });
    const more = { ...none, fileBytes: 700_000_000, connections: 9 };
    expect(allowanceOf({ plan: "free", limits: more })).to.deep.equal({
      ...usual,
      fileBytes: 700_000_000,
      connections: 9,
    });
    expect(planFault("free", "fileBytes", 600_000_000, more)).to.equal(undefined);
    expect(planFault("free", "fileBytes", 700_000_001, more)).to.include("700 MB of pictures");
    expect(planFault("premium", "fileBytes", 1, { ...none, fileBytes: 0 })).to.include("0 MB");
  });

  it("are known by their names only", () => {
    expect(planNamed("premium")).to.equal("premium");
    expect(planNamed("golden")).to.equal(undefined);
    expect(planNamed("toString")).to.equal(undefined);
  });
});
