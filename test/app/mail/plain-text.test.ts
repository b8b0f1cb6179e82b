import { expect } from "chai";
import { plainText } from "../../../app/mail/plain-text.ts";

describe("plainText", () => {
  const letter = {
    to: { name: "", address: "ada@example.com" },
    subject: "Hello",
    preview: "",
    eyebrow: "Order 1001",
    title: "It is on its way",
    reason: "",
  };

  it("is laid out for a reader without HTML", () => {
    const sums = [{ label: "Subtotal", value: "€32.00" }];
    const total = { label: "Total", value: "€32.00" };
    const line = { title: "Mug", detail: "Oat", quantity: 2, amount: "€32.00", picture: null };
    const text = plainText(
      {
        ...letter,
        blocks: [
          { kind: "button", label: "See your order", href: "https://kiln.example/shop/orders/1" },
          { kind: "lines", title: "Ordered", lines: [line, { ...line, detail: "", amount: "" }] },
          { kind: "sums", sums, total, notes: [] },
          { kind: "places", places: [{ title: "It goes to", lines: ["Ada", "Dublin"] }] },
        ],
      },
      ["Kiln", "https://kiln.example/"],
    );
    expect(text).to.equal(
      [
        "IT IS ON ITS WAY\n\nOrder 1001",
        "See your order:\nhttps://kiln.example/shop/orders/1",
        "Ordered\n-------\n2 x Mug, Oat: €32.00\n2 x Mug",
        "Subtotal: €32.00\nTotal: €32.00",
        "It goes to\n----------\nAda\nDublin",
        "-- \nKiln\nhttps://kiln.example/\n",
      ].join("\n\n"),
    );
  });

  it("breaks long lines at blanks, and never an address", () => {
    const href = `https://kiln.example/${"x".repeat(200)}`;
    const long = "word ".repeat(60).trim();
    const text = plainText(
      { ...letter, blocks: [{ kind: "text", text: `${long} ${href} ${long}` }] },
      [],
    );
    const lines = text.split("\n");
    expect(lines.filter((line) => line.length > 68)).to.deep.equal([href]);
    expect(text.replace(/\s+/g, " ")).to.contain(`${long} ${href} ${long}`);
  });
});
