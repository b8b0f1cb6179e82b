import { addressNamed, keyOf } from "../../customers/address-book.ts";
import type { CustomerRow } from "../../models/store/customers/customer.ts";
import type { Quote } from "../../models/store/orders/placing/quote.ts";
import type { SettingsRow } from "../../models/store/settings.ts";
import type { OfferedMethod } from "../../payments/methods.ts";
import type { Address } from "../../selling/address/address.ts";
import {
  type AddressFields,
  addressLines,
  type Country,
  countries,
  countryName,
  formOf,
  isCountry,
} from "../../selling/address/countries.ts";
import { priceRows, type SumRow } from "../../selling/orders/sums.ts";
import { type ShippingZoneRow, sendsTo } from "../../selling/shipping.ts";
import type { CheckoutForm } from "./form.ts";

interface Known {
  form: CheckoutForm;
  errors: Readonly<Record<string, string>>;
  quote: Quote;
  methods: OfferedMethod[];
  customer: CustomerRow | undefined;
  settings: SettingsRow;
}

/** An address as fields of the form, with what was typed. */
interface AddressBlock extends AddressFields {
  values: Address;
  countries: readonly Country[];
}

/** The country that a form begins with: the shop's own, that of its language, or the first that it sends to. */
export function firstCountry(
  zones: readonly ShippingZoneRow[],
  { country, locale }: Pick<SettingsRow, "country" | "locale">,
): string {
  const likely = [country ?? "", new Intl.Locale(locale).region ?? ""].filter(isCountry);
  const served = likely.find((code) => sendsTo(zones, code));
  return served ?? destinations(zones, locale)[0]?.code ?? likely[0] ?? "";
}

/** All that the view of the checkout says. Money in minor units. */
export function shownCheckout({ form, errors, quote, ...known }: Known) {
  const { methods, customer, settings } = known;
  const { locale } = settings;
  const { cart, zones, totals, offers } = quote;
  return {
    form,
    errors,
    cart,
    offers,
    shipping: quote.offer?.id ?? "",
    methods: totals.total === 0 ? [] : methods,
    payment: chosenMethod(form, methods),
    totals,
    sums: sumsOf(quote, locale),
    units: `${cart.units} ${cart.units === 1 ? "item" : "items"}`,
    discount: quote.discount?.code ?? "",
    discountFault: quote.discountFault ?? "",
    email: customer?.email ?? "",
    saved: savedAddresses(customer, locale),
    sendTo: customer && addressNamed(customer.addresses, form.sendTo) ? form.sendTo : "new",
    delivery: addressBlock(form.delivery, destinations(zones, locale)),
    billing: addressBlock(form.billing, countries(locale)),
    country: countryName(form.delivery.country, locale),
  };
}

/** The countries that something is sent to, as far as an address can name them. */
function destinations(zones: readonly ShippingZoneRow[], locale: string): Country[] {
  return countries(locale).filter(({ code }) => sendsTo(zones, code));
}

function addressBlock(values: Address, offered: readonly Country[]): AddressBlock {
  return { ...formOf(values.country), values, countries: offered };
}

function chosenMethod({ payment }: CheckoutForm, methods: readonly OfferedMethod[]): string {
  return methods.find(({ kind }) => kind === payment)?.kind ?? methods[0]?.kind ?? "";
}

function savedAddresses(customer: CustomerRow | undefined, locale: string) {
  return (customer?.addresses ?? []).map((address) => {
    const [name = "", ...lines] = addressLines(address, locale);
    return { key: keyOf(address), name, text: lines.join(", ") };
  });
}

/** How the total comes about; what the prices contain already stands below it. */
function sumsOf({ totals, offer, discount }: Quote, locale: string): SumRow[] {
  const { subtotal, shipping, shippingDiscount, taxes, total } = totals;
  const priced = {
    ...{ subtotal, discount: totals.discount, discount_code: discount?.code ?? "" },
    ...{ shipping, shipping_name: offer?.name ?? "", shipping_discount: shippingDiscount },
    ...{ taxes, total },
  };
  return priceRows(priced, locale);
}
