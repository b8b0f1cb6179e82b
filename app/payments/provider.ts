/** What a provider is asked to let somebody pay. Amounts in minor units of the currency. */
export interface PageRequest {
  storeId: number;
  order: number;
  payment: number;
  amount: number;
  currency: string;
  /** What the shopper reads beside the amount. */
  title: string;
  email: string;
  /** Absolute addresses: after the payment, and for whoever thinks better of it. */
  paidUrl: string;
  cancelUrl: string;
  expiresAt: Date;
}

/** A page of the provider on which a payment is made. */
export interface PayPage {
  reference: string;
  address: string;
}

/** What a provider says about a payment. */
export interface ProviderFact {
  state: "open" | "processing" | "captured" | "failed" | "cancelled";
  payment: number;
  amount: number;
  currency: string;
  /** The page's; null for what is not about a page. */
  reference: string | null;
  /** Tells this fact from every other. */
  event: string;
  /** Why it failed, as the provider puts it for the shopper. */
  message: string;
}

/** What a provider says about money that goes back. */
export interface RefundFact {
  refund: number;
  state: "done" | "failed";
  reference: string;
  message: string;
}

/** Something that a provider tells us by itself, checked to be its own words. */
export interface ProviderEvent {
  storeId: number;
  payment?: ProviderFact;
  refund?: RefundFact;
}

export interface BackRequest {
  storeId: number;
  refund: number;
  amount: number;
  currency: string;
  /** The page on which the money came in. */
  reference: string;
}

/** Somebody who moves money for a shop. Every call goes over the network: never make one inside a unit of work. */
export interface PaymentProvider {
  /** Makes a page to pay on; the same request twice is the same page. */
  openPage(request: PageRequest): Promise<PayPage>;
  /** What became of a page. */
  look(storeId: number, reference: string): Promise<ProviderFact>;
  /** Takes a page away on which nobody has paid; one that is paid or gone stays as it is. */
  closePage(reference: string): Promise<void>;
  /** Gives money back; the same request twice gives it back once. */
  giveBack(request: BackRequest): Promise<RefundFact>;
}

/** The provider could not be reached, or could not answer now: the same again may well succeed. */
export class ProviderAway extends Error {
  override name = "ProviderAway";
}

/** The provider said no, and will say so again. */
export class ProviderRefused extends Error {
  override name = "ProviderRefused";
}
