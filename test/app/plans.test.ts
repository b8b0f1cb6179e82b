import { expect } from "chai";
import { planFault, planNamed, planNames, plans } from "../../app/plans.ts";

describe("plans", () => {
  it("give more the larger they are", () => {
    const [free, standard, premium] = planNames.map((name) => plans[name]);
    for (const limit of ["staff", "products", "fileBytes"] as const) {
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

  it("are known by their names only", () => {
    expect(planNamed("premium")).to.equal("premium");
    expect(planNamed("golden")).to.equal(undefined);
    expect(planNamed("toString")).to.equal(undefined);
  });
});
