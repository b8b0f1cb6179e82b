import { expect } from "chai";
import {
  letterKinds,
  openingOf,
  subjectOf,
  unknownPlaces,
  usualWords,
} from "../../../app/mail/words.ts";

const values = { shop: "Kiln {order}", order: "1001", amount: "€5.00" };

describe("mail/words", () => {
  it("fills every name in that the usual words have", () => {
    for (const kind of letterKinds) {
      const { subject, opening } = usualWords[kind];
      expect(unknownPlaces(kind, subject + opening), kind).to.deep.equal([]);
    }
    expect(subjectOf("refunded", {}, values)).to.equal("Your refund for order 1001: €5.00");
  });

  it("takes the shop's own words, fills names in once, and adds what has to be said", () => {
    const texts = { shipped: { subject: "", opening: "{shop} sends it.\n\nBye {nobody}." } };
    expect(subjectOf("shipped", texts, values)).to.equal("Your order 1001 is on its way");
    expect(openingOf("shipped", texts, values, "The rest follows.")).to.deep.equal([
      { kind: "text", text: "Kiln {order} sends it." },
      { kind: "text", text: "Bye {nobody}. The rest follows." },
    ]);
    expect(unknownPlaces("shipped", "{nobody} {order} {}")).to.deep.equal(["nobody", ""]);
  });
});
