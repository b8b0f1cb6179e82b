import { expect } from "chai";
import { json, money } from "../../app/filters.ts";

describe("money", () => {
  it("writes minor units as the shop's locale does", () => {
    expect(money(2400, { currency: "EUR", locale: "en-IE" })).to.equal("€24.00");
    expect(money(2400, { currency: "EUR", locale: "de-DE" })).to.equal("24,00\u00a0€");
    expect(money(2400, { currency: "JPY", locale: "en-US" })).to.equal("¥2,400");
    expect(money(2400, { currency: "KWD", locale: "en-US" })).to.equal("KWD\u00a02.400");
  });
});

describe("json", () => {
  it("gives back what went in", () => {
    const value = { text: "</script><!--\u2028\u2029&amp;", list: [1, null, true] };
    expect(JSON.parse(json(value))).to.deep.equal(value);
  });

  it("has no sign in it that could end a script element or a line of one", () => {
    const text = json({ "</script>": "<!-- ]]> & \u2028 \u2029 </SCRIPT>" });
    expect(text).not.to.match(/[<>&\u2028\u2029]/);
  });
});
