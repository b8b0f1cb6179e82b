/** Where something is sent to, or whom an invoice is for; kept with an order as it was. */
export interface Address {
  name: string;
  company: string;
  line1: string;
  line2: string;
  postcode: string;
  city: string;
  /** State, province, prefecture or county, where the country's addresses have one. */
  region: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  phone: string;
}
