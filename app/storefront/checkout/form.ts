import { addressNamed, keyOf } from "../../customers/address-book.ts";
import { notAnEmail, readEmail } from "../../customers/email.ts";
import type { CustomerRow } from "../../models/store/customers/customer.ts";
import type { PaymentKind } from "../../models/store/orders/order.ts";
import { CheckoutFault } from "../../models/store/orders/placing/checkout-fault.ts";
import type { OrderWish } from "../../models/store/orders/placing/draft.ts";
import type { CartOwner, CartRow } from "../../models/store/selling/cart.ts";
import type { Address } from "../../selling/address/address.ts";
import { emptyAddress, readAddress } from "../../selling/address/form.ts";

/** The form of the checkout, as it was typed. */
export interface CheckoutForm {
  cart: number;
  /** The total that was on the page, in minor units; -1 for none. */
  expected: number;
  email: string;
  /** Whether the page asked where to send it. */
  asksDelivery: boolean;
  /** The key of that of the customer's addresses to which it goes; "new" for the one that was typed. */
  sendTo: string;
  delivery: Address;
  billingSame: boolean;
  billing: Address;
  shipping: string;
  payment: PaymentKind | "";
  discountCode: string;
  /** What is wrong with the two addresses, by the field's name. */
  errors: { delivery: Record<string, string>; billing: Record<string, string> };
}

/** Who orders. */
interface Orderer {
  store: number;
  owner: CartOwner;
  /** Undefined for a guest. */
  customer: CustomerRow | undefined;
}

const paymentKinds: readonly PaymentKind[] = ["bank", "delivery", "stripe"];

/** The form as it is first shown: with what is known of a customer, and the country most likely to be right. */
export function freshCheckout(
  cart: CartRow,
  customer: CustomerRow | undefined,
  country: string,
): CheckoutForm {
  const first = customer?.addresses[0];
  const address = first ?? {
    ...emptyAddress(country),
    name: customer?.name ?? "",
    phone: customer?.phone ?? "",
  };
  return {
    cart: cart.id,
    expected: -1,
    email: "",
    asksDelivery: true,
    sendTo: first ? keyOf(first) : "new",
    delivery: first ? emptyAddress(country) : address,
    billingSame: true,
    billing: address,
    shipping: "",
    payment: "",
    discountCode: cart.discount_code,
    errors: { delivery: {}, billing: {} },
  };
}

/** Reads the form; `form` gives the value of a field without the blanks around it, "" where there was none. */
export function readCheckout(form: (name: string) => string): CheckoutForm {
  const asksDelivery = form("ships") === "1";
  const delivery = readAddress(form, "delivery-");
  const billing = readAddress(form, "billing-");
  const billingSame = asksDelivery && form("billing-same") === "1";
  return {
    cart: countIn(form("cart"), 2_147_483_647),
    expected: countIn(form("expected"), Number.MAX_SAFE_INTEGER),
    email: form("email"),
    asksDelivery,
    sendTo: form("send-to") || "new",
    delivery: asksDelivery ? delivery.address : emptyAddress(billing.address.country),
    billingSame,
    billing: billingSame ? delivery.address : billing.address,
    shipping: form("shipping"),
    payment: paymentKinds.find((kind) => kind === form("payment")) ?? "",
    discountCode: form("discount"),
    errors: { delivery: delivery.errors, billing: billingSame ? {} : billing.errors },
  };
}

/** Where the order goes to: one of the customer's addresses, or the one that was typed. */
function deliveryOf(form: CheckoutForm, customer: CustomerRow | undefined): Address {
  return savedAddress(form, customer) ?? form.delivery;
}

/** The country that decides on shipping and taxes. */
export function countryOf(form: CheckoutForm, customer: CustomerRow | undefined): string {
  return (form.asksDelivery ? deliveryOf(form, customer) : form.billing).country;
}

/** What is wished for, of a form without faults. @throws CheckoutFault with a sentence for each field that has one */
export function wishOf(form: CheckoutForm, { store, owner, customer }: Orderer): OrderWish {
  const email = customer?.email ?? readEmail(form.email);
  const errors = addressErrors(form, customer);
  if (!email) throw new CheckoutFault({ email: notAnEmail, ...errors });
  if (Object.keys(errors).length > 0) throw new CheckoutFault(errors);

  const delivery = form.asksDelivery ? deliveryOf(form, customer) : null;
  const { cart, expected, shipping, payment, discountCode } = form;
  return {
    ...{ store, owner, cart, expected, email, shipping, payment, discountCode },
    shippingAddress: delivery,
    billingAddress: delivery && form.billingSame ? delivery : form.billing,
  };
}

/** What is wrong with those addresses of the form that count. */
function addressErrors(form: CheckoutForm, customer: CustomerRow | undefined) {
  const typed = form.asksDelivery && !savedAddress(form, customer);
  return { ...(typed ? form.errors.delivery : {}), ...form.errors.billing };
}

/** By its key, not its place: the book may have changed since the page was drawn. */
function savedAddress(
  { sendTo }: CheckoutForm,
  customer: CustomerRow | undefined,
): Address | undefined {
  return customer && addressNamed(customer.addresses, sendTo);
}

/** A whole number as we print it; -1 for anything else, and for more than can be. */
function countIn(text: string, most: number): number {
  return /^\d{1,16}$/.test(text) && Number(text) <= most ? Number(text) : -1;
}
