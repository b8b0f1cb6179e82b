import type { DemoPage } from "../shop.ts";

const about = `
<p>Tech Store opened in 2014 as a repair bench in a former print shop. Customers kept asking which headphones, keyboards and chargers came back to us least often, so we began to sell exactly those.</p>
<h2>How we choose</h2>
<p>Every product spends at least six weeks in daily use with one of us before it is listed. Then we take one apart. If it cannot be opened without breaking, or if its battery cannot be replaced, it does not make the shelf, however good it sounds.</p>
<ul><li><strong>Measured:</strong> we publish our own figures for battery life, noise and power, next to the maker's.</li><li><strong>Repairable:</strong> we stock cushions, batteries, straps and switches for everything we sell, for seven years.</li><li><strong>Few:</strong> about thirty products at a time. When something better arrives, something else leaves.</li></ul>
<h2>Who we are</h2>
<p>Nine people, four benches and one very patient cat. Write to <a href="mailto:hello@mytechstore.net">hello@mytechstore.net</a> and one of the nine will answer, usually within the day.</p>`;

const shipping = `
<p>Orders placed before 2 pm Pacific time on a working day leave our warehouse the same day.</p>
<h2>Rates and times</h2>
<ul><li><strong>Standard, United States:</strong> $6, free for orders of $75 or more, 3 to 5 working days.</li><li><strong>Express, United States:</strong> $18, 1 to 2 working days.</li><li><strong>Canada:</strong> $16, 5 to 8 working days, duties included.</li><li><strong>Everywhere else we ship:</strong> $29, 6 to 12 working days; duties are shown before you pay.</li></ul>
<p>Packages that hold lithium batteries travel by ground and may take a day longer. You receive a tracking link by email as soon as the label is printed.</p>
<h2>Returns</h2>
<p>Try anything for 30 days. If it is not for you, ask for a return label, put it back into its box and send it off; the refund reaches your card within five working days of its arrival. Earbud tips and opened sizing kits cannot be resold, so please keep those.</p>
<h2>Warranty and repair</h2>
<p>Everything is covered for at least two years, and longer where the product page says so. Repairs under warranty are free in both directions.</p>`;

const privacy = `
<p>This page says what we know about you, why, and for how long. It is short because we do not know much.</p>
<h2>What we keep</h2>
<ul><li><strong>Orders:</strong> your name, address, email and what you bought, for seven years, because the tax office asks us to.</li><li><strong>Accounts:</strong> your email, your saved addresses and a scrambled form of your password, until you delete the account.</li><li><strong>Cart:</strong> a cookie that holds a random number, so that your cart is still there tomorrow. It expires after 30 days.</li></ul>
<h2>What we do not do</h2>
<p>We run no advertising trackers, we do not build profiles and we do not sell or lend data to anybody. Payment details go straight to our payment provider and never touch our servers.</p>
<h2>Who else sees it</h2>
<p>The carrier learns your name, address and phone number in order to deliver; the payment provider learns what is needed to charge your card. Both are bound by contract to use it for nothing else.</p>
<h2>Your rights</h2>
<p>You may see, correct or delete what we hold about you at any time. Write to <a href="mailto:hello@mytechstore.net">hello@mytechstore.net</a> from the address that you ordered with, and we will answer within ten days.</p>`;

const terms = `
<p>These terms apply to every order placed in this store. By ordering you agree to them; please read them once, they are written to be read.</p>
<h2>Orders and prices</h2>
<p>Prices are in US dollars and do not include sales tax, which is added at checkout according to the address of delivery. A contract between us begins when we confirm by email that your order has shipped. If a price is obviously wrong, we may cancel the order and refund you in full before it ships.</p>
<h2>Payment</h2>
<p>Your card is charged when the order is placed. For items that are out of stock and ordered in advance, it is charged on the day of shipping.</p>
<h2>Delivery and risk</h2>
<p>Until a package is in your hands, it is our risk. Tell us within 14 days if it arrives damaged or not at all, and we will replace it or refund you, whichever you prefer.</p>
<h2>Returns and warranty</h2>
<p>You may return any product within 30 days of delivery as described under shipping and returns. The warranty covers faults in material and making; it does not cover drops, liquids beyond the stated protection, or modifications that caused the fault.</p>
<h2>Liability</h2>
<p>We are liable without limit for intent, gross negligence and injury. Beyond that, our liability is limited to the price of the product concerned, as far as the law allows.</p>
<h2>Law</h2>
<p>These terms are governed by the law of the State of Oregon. Nothing in them takes away rights that the law of your own home gives you as a consumer.</p>`;

export const pages: DemoPage[] = [
  { slug: "about", title: "About us", body: about.trim() },
  { slug: "shipping", title: "Shipping & returns", body: shipping.trim() },
  { slug: "privacy", title: "Privacy", body: privacy.trim() },
  { slug: "terms", title: "Terms of sale", body: terms.trim() },
];
