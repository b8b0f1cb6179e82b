import { expect } from "chai";
import { date, json, money, rate } from "../../app/filters.ts";

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

describe("date", () => {
  it("is written as in the shop's locale, for a moment or its text, in UTC", () => {
    const moment = new Date("2026-03-03T23:30:00Z");
    expect(date(moment, { locale: "en-IE" })).to.equal("3 March 2026");
    expect(date(moment.toISOString(), { locale: "de-DE" })).to.equal("3. März 2026");
    expect(date("2026-03-03T23:30:00-05:00", { locale: "en-US" })).to.equal("March 4, 2026");
  });
});

describe("rate", () => {
  it("keeps what it has of decimals", () => {
    expect(rate(230_000, { locale: "en-IE" })).to.equal("23%");
    expect(rate(72_500, { locale: "en-US" })).to.equal("7.25%");
    expect(rate(88_750, { locale: "de-DE" })).to.equal("8,875\u00a0%");
  });
});
