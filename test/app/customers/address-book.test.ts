import { expect } from "chai";
import {
  addressNamed,
  keyOf,
  withAddress,
  withFirst,
  withoutAddress,
  withReplaced,
} from "../../../app/customers/address-book.ts";
import { emptyAddress } from "../../../app/selling/address/form.ts";

const [cork, dublin, galway] = ["Cork", "Dublin", "Galway"].map((city) => ({
  ...emptyAddress("IE"),
  city,
})) as [
  ReturnType<typeof emptyAddress>,
  ReturnType<typeof emptyAddress>,
  ReturnType<typeof emptyAddress>,
];

describe("customers/address-book", () => {
  const book = [cork, dublin];

  it("names an address by all that is in it, in whatever order", () => {
    expect(keyOf(cork))
      .to.match(/^[0-9a-f]{16}$/)
      .and.not.to.equal(keyOf(dublin));
    const reversed = Object.fromEntries(Object.entries(cork).reverse()) as typeof cork;
    expect(keyOf(reversed)).to.equal(keyOf(cork));
    expect(addressNamed(book, keyOf(dublin))).to.equal(dublin);
    expect(addressNamed(book, "x")).to.equal(undefined);
  });

  it("adds at the end or at a place, and keeps each once", () => {
    expect(withAddress(book, galway)).to.deep.equal([cork, dublin, galway]);
    expect(withAddress(book, galway, 0)).to.deep.equal([galway, cork, dublin]);
    expect(withAddress(book, cork)).to.deep.equal([dublin, cork]);
  });

  it("replaces, removes, and puts first", () => {
    expect(withReplaced(book, keyOf(cork), galway)).to.deep.equal([galway, dublin]);
    expect(withReplaced(book, keyOf(cork), dublin)).to.deep.equal([dublin]);
    expect(withReplaced(book, keyOf(cork), { ...cork })).to.deep.equal(book);
    expect(withoutAddress(book, keyOf(cork))).to.deep.equal([dublin]);
    expect(withFirst(book, keyOf(dublin))).to.deep.equal([dublin, cork]);
    expect(withFirst(book, "x")).to.deep.equal(book);
  });
});
