import type { DemoPage } from "../shop.ts";

const about = `
<p>Wizamart Shop began with a table that was too long for our kitchen and a potter who needed somewhere to show her bowls. That was nine years ago. The table is still here; it is where we pack your parcels.</p>
<h2>What we sell</h2>
<p>Home goods that are made slowly and used daily: ceramics, glass, textiles, lamps, things for the kitchen and for plants. We look for objects that do one job well, that can be repaired, and that look better after five years than on the first day.</p>
<h2>Who makes it</h2>
<p>We buy from seven workshops and run a small studio of our own. We visit each of them at least once a year, agree on a price before the work begins, and pay half of it in advance. Because most pieces are made by hand, yours may differ a little from the picture in colour, height or the number of specks.</p>
<h2>Visit us</h2>
<p>The shop is open from Tuesday to Saturday, 10:00 to 18:00, at 14 Kiln Lane, Kilkenny. There is tea, and a shelf of seconds at half price that we never put online.</p>
<h2>Write or call</h2>
<p>Send a line to <a href="mailto:hello@wizamart.com">hello@wizamart.com</a> and a person will answer, usually on the same working day. Please mention your order number if you have one. By telephone we are at +353 56 555 0142 during opening hours.</p>`;

const shipping = `
<p>Orders placed before noon on a working day leave us the same day. You get an e-mail with a tracking link as soon as the courier has your parcel.</p>
<h2>What it costs</h2>
<table><thead><tr><th>To</th><th>Takes</th><th>Costs</th><th>Free from</th></tr></thead><tbody><tr><td>Ireland</td><td>2 to 3 working days</td><td>€5.50</td><td>€60</td></tr><tr><td>European Union</td><td>4 to 7 working days</td><td>€12.00</td><td>€150</td></tr><tr><td>United Kingdom</td><td>4 to 6 working days</td><td>€14.00</td><td>€180</td></tr></tbody></table>
<p>Large pieces such as the Moon Jar travel in a crate of their own; there is no surcharge for it. You can also collect your order from the shop free of charge.</p>
<h2>If something breaks on the way</h2>
<p>Keep the box, take a picture and write to us within fourteen days. We send a replacement or refund you, whichever you prefer. You do not need to return the pieces.</p>
<h2>Returns</h2>
<p>You may return anything that is unused within sixty days. Write to <a href="mailto:hello@wizamart.com">hello@wizamart.com</a> and we send you a label; €4 is taken from the refund for it, unless the mistake was ours. The refund reaches you within five working days after the parcel is back. Candles that have been lit cannot be returned.</p>`;

const privacy = `
<p>We keep as little about you as a shop can. This page says what that is, why we have it and how to get rid of it.</p>
<h2>What we store</h2>
<ul><li><strong>Your order:</strong> name, addresses, e-mail, what you bought and paid. The law makes us keep invoices for six years.</li><li><strong>Your account,</strong> if you open one: e-mail, a scrambled password, your addresses and past orders.</li><li><strong>Your cart:</strong> a cookie that remembers it for thirty days.</li></ul>
<p>Card numbers never reach us; they go straight to the payment provider.</p>
<h2>Who else sees it</h2>
<p>The courier gets your address and telephone number, the payment provider your payment, our accountant the invoices. Nobody gets your data for advertising, and there are no trackers from other companies in this shop.</p>
<h2>Your rights</h2>
<p>You may ask what we hold about you, have it corrected, take it with you or have it deleted. Write to <a href="mailto:hello@wizamart.com">hello@wizamart.com</a>; we answer within a month and usually within a day. If you are not content with our answer, you may turn to the Data Protection Commission.</p>`;

const terms = `
<p>These are the rules for buying in this shop. We have tried to keep them short and in plain words.</p>
<h2>Your order</h2>
<p>By pressing the button at the end of the checkout you make an offer. The contract is made when we confirm it by e-mail. If something turns out to be sold out after all, or a price is obviously wrong, we tell you and refund you at once.</p>
<h2>Prices and payment</h2>
<p>All prices are in euro and include VAT. Delivery is shown before you pay. Goods remain ours until they are paid for in full.</p>
<h2>Withdrawal</h2>
<p>You may withdraw from the contract within fourteen days of receiving the goods, without giving a reason. Our voluntary return period of sixty days comes on top of that right and does not limit it.</p>
<h2>Guarantee</h2>
<p>If a piece is faulty, we repair, replace or refund it, as the law provides. Small differences in colour, size and surface are in the nature of handmade goods and are no fault. Chips from the dishwasher are no fault either, but ask us: we sell single lids, shades and cords.</p>
<h2>Who we are</h2>
<p>Wizamart Shop, 14 Kiln Lane, Kilkenny, Ireland; hello@wizamart.com. Irish law applies; where you live in another member state of the European Union, you keep the protection of its consumer law.</p>`;

/** What the shop says about itself. */
export const pages: DemoPage[] = [
  { slug: "about", title: "About us", body: about.trim() },
  { slug: "shipping", title: "Delivery & returns", body: shipping.trim() },
  { slug: "privacy", title: "Privacy", body: privacy.trim() },
  { slug: "terms", title: "Terms", body: terms.trim() },
];
