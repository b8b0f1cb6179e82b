import { expect } from "chai";
import { keyOf } from "../../../../app/customers/address-book.ts";
import type { CustomerRow } from "../../../../app/models/store/customers/customer.ts";
import { CheckoutFault } from "../../../../app/models/store/orders/placing/checkout-fault.ts";
import {
  countryOf,
  freshCheckout,
  readCheckout,
  wishOf,
} from "../../../../app/storefront/checkout/form.ts";
import { home } from "../../../support/buyers.ts";

const cart = {
  id: 7,
  customer_id: null,
  state: "open" as const,
  lines: [],
  note: "",
  discount_code: "TEN",
};

const berlin = { ...home, country: "DE", city: "Berlin", postcode: "10115" };

const customer: CustomerRow = {
  id: 3,
  email: "grace@example.com",
  new_email: "",
  name: "Grace Hopper",
  phone: "+353 1 234567",
  password_hash: "hash",
  verified_at: new Date(),
  addresses: [home, berlin],
  created_at: new Date(),
  erased_at: null,
};

const sent = {
  cart: "7",
  expected: "2000",
  ships: "1",
  email: " Ada@Example.com",
  ...Object.fromEntries(Object.entries(home).map(([part, text]) => [`delivery-${part}`, text])),
  "billing-same": "1",
  shipping: "1:standard",
  payment: "bank",
};

const read = (fields: Record<string, string>) => readCheckout((name) => fields[name]?.trim() ?? "");
const orderer = (who?: CustomerRow) => ({
  store: 1,
  owner: { customer: who?.id ?? null, token: null },
  customer: who,
});

function faultsOf(fields: Record<string, string>, who?: CustomerRow): string[] {
  try {
    wishOf(read(fields), orderer(who));
    return [];
  } catch (error) {
    if (!(error instanceof CheckoutFault)) throw error;
    return Object.keys(error.fields);
  }
}

describe("the checkout's form", () => {
  it("becomes a wish: the address of a guest in lower case, the bill to the same place", () => {
    const wish = wishOf(read(sent), orderer());

    expect(wish).to.include({ cart: 7, expected: 2000, email: "ada@example.com", payment: "bank" });
    expect(wish.shippingAddress).to.deep.equal(home);
    expect(wish.billingAddress).to.deep.equal(home);
  });

  it("takes no figure for one that we never printed", () => {
    for (const text of ["-1", "1e3", "0x10", "2147483648", "9".repeat(40), "7 ", ""]) {
      expect(read({ ...sent, cart: text }).cart, text).to.be.oneOf([-1, 7]);
    }
    expect(read({ ...sent, expected: "9007199254740993" }).expected).to.equal(-1);
    expect(read({ ...sent, payment: "none" }).payment).to.equal("");
  });

  it("names each fault, and those of the address only that counts", () => {
    expect(faultsOf({ ...sent, email: "ada" })).to.deep.equal(["email"]);
    expect(faultsOf({ ...sent, "delivery-city": "", email: "" })).to.deep.equal([
      "email",
      "delivery-city",
    ]);
    const { "billing-same": same, ...elsewhere } = sent;
    expect(same).to.equal("1");
    expect(faultsOf({ ...elsewhere, "billing-country": "IE" })).to.include("billing-line1");
    expect(faultsOf({ ...elsewhere, ships: "", "billing-country": "IE" })).not.to.include(
      "delivery-line1",
    );
    const toBerlin = { ...sent, "delivery-line1": "", "send-to": keyOf(berlin) };
    expect(faultsOf(toBerlin, customer)).to.deep.equal([]);
    for (const wrong of ["1", "../1", "__proto__", keyOf({ ...berlin, city: "Bonn" })]) {
      const faults = faultsOf({ ...toBerlin, "send-to": wrong }, customer);
      expect(faults, wrong).to.deep.equal(["delivery-line1"]);
    }
  });

  it("does not cut an address or a code down to one that is right", () => {
    const long = `${"a".repeat(60)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.example`;
    expect(faultsOf({ ...sent, email: `${long}.${"e".repeat(60)}.org` })).to.deep.equal(["email"]);
    const code = "A".repeat(41);
    expect(read({ ...sent, discount: code }).discountCode).to.equal(code);
  });

  it("sends to the customer's own address, under the account's e-mail, by that country's rules", () => {
    const form = read({ ...sent, email: "other@example.com", "send-to": keyOf(berlin) });
    const wish = wishOf(form, orderer(customer));

    expect(wish.email).to.equal("grace@example.com");
    expect(wish.shippingAddress?.city).to.equal("Berlin");
    expect(wish.billingAddress.city).to.equal("Berlin");
    expect(countryOf(form, customer)).to.equal("DE");
    expect(countryOf(form, undefined)).to.equal("IE");
  });

  it("begins with what is known: the cart's code, a customer's first address, a guest's country", () => {
    expect(freshCheckout(cart, customer, "FR")).to.include({
      sendTo: keyOf(home),
      discountCode: "TEN",
    });
    const guest = freshCheckout(cart, undefined, "FR");
    expect(guest).to.include({ sendTo: "new", email: "", billingSame: true });
    expect(guest.delivery.country).to.equal("FR");
    const newcomer = freshCheckout(cart, { ...customer, addresses: [] }, "FR");
    expect(newcomer.delivery).to.include({ name: "Grace Hopper", phone: "+353 1 234567" });
  });
});
