import type { DemoPage } from "../shop.ts";

const about: DemoPage = {
  slug: "about",
  title: "About Fashion Hub",
  body: `<p>Fashion Hub began as one clothes rail in a corner of a bookshop. It is now two rooms, a workroom and this website, but the idea has not changed: to sell a small number of good clothes, and to sell them honestly.</p>
<h2>How we choose</h2>
<p>We work with fourteen makers, most of them within a day's train ride. Before anything goes on the rail, one of us wears it for a month. Then it is washed ten times, and worn again. About a third of what we try does not make it.</p>
<h2>What it costs</h2>
<p>A jumper that sells for 129 € costs us 58 € to have made. The rest pays for the shop, for delivery and returns, for the mending service and for the six of us. We do not sell below what a piece costs, and we do not mark prices up in order to mark them down.</p>
<h2>Mending</h2>
<p>Every piece we sell can come back to us for repair, whether it was bought last week or ten years ago. Buttons, hems and small holes are free of charge. For anything larger we send you a price first.</p>
<h2>Come and see us</h2>
<p>The shop is at Lindenhof 7 in Altenau, open from Tuesday to Saturday between 10 and 18 o'clock. Write to <a href="mailto:hello@fashionhub.example">hello@fashionhub.example</a> if you would like something put aside.</p>`,
};

const shipping: DemoPage = {
  slug: "shipping",
  title: "Delivery and returns",
  body: `<h2>Delivery</h2>
<p>Orders placed before noon on a working day leave the workroom the same afternoon. You get an e-mail with a link to follow the parcel as soon as it does.</p>
<table><thead><tr><th>To</th><th>Takes</th><th>Costs</th></tr></thead><tbody><tr><td>Germany, Austria</td><td>1 to 2 working days</td><td>4.90 €</td></tr><tr><td>Rest of the EU</td><td>2 to 5 working days</td><td>8.90 €</td></tr><tr><td>Switzerland, Norway, United Kingdom</td><td>4 to 7 working days</td><td>16.00 €</td></tr></tbody></table>
<p>Delivery within the EU is free for orders over €120. Outside the EU, the carrier may ask you for duty and import tax; we cannot work these out in advance.</p>
<h2>Returns</h2>
<p>You have thirty days from the day the parcel arrives. Things should come back unworn, with their labels, in the box or bag they came in. The return label is in the parcel and costs you nothing within the EU.</p>
<p>We refund the full price, and the delivery charge if the whole order comes back, within five working days of receiving it, in the way in which you paid. Earrings can only be returned in their sealed pouch.</p>
<h2>Exchanges</h2>
<p>The quickest way to another size is a new order and a free return. If the size that you need is the last one, write to us first and we will hold it for you for three days.</p>`,
};

const privacy: DemoPage = {
  slug: "privacy",
  title: "Privacy",
  body: `<p>This page says what we know about you, why we know it, and how to make us forget it. Responsible for it is Fashion Hub, Lindenhof 7, 38707 Altenau, <a href="mailto:hello@fashionhub.example">hello@fashionhub.example</a>.</p>
<h2>What we keep</h2>
<ul><li><strong>Your order:</strong> name, addresses, e-mail, telephone number if you give one, what you bought and what it cost. We need it to send you your things, and tax law obliges us to keep invoices for ten years.</li><li><strong>Your account</strong>, if you open one: the same, and a password that is stored in a form that we cannot read.</li><li><strong>Your basket:</strong> a cookie that holds nothing but a random number. It goes when you close the basket or after thirty days.</li></ul>
<h2>What we do not do</h2>
<p>We do not follow you to other websites, we load nothing from advertising networks, and we neither sell nor lend your data. That is why there is no banner asking you to agree.</p>
<h2>Who else sees it</h2>
<p>The carrier gets your name, address and e-mail so that it can deliver. The payment provider gets what it needs to take the payment; card numbers never reach our server.</p>
<h2>Your rights</h2>
<p>You may see, correct, move or delete what we hold about you, and object to its use. A short e-mail is enough, and we answer within two weeks. You may also complain to the data protection authority where you live.</p>`,
};

const terms: DemoPage = {
  slug: "terms",
  title: "Terms of sale",
  body: `<h2>1. Who sells</h2>
<p>These terms apply to every order placed on this website with Fashion Hub, Lindenhof 7, 38707 Altenau.</p>
<h2>2. How a contract comes about</h2>
<p>The things shown here are an invitation to order. By pressing the button at the end of the checkout you make us an offer; we accept it with the e-mail that tells you the parcel is on its way. If something turns out to be sold, we tell you within two working days and refund you at once.</p>
<h2>3. Prices and payment</h2>
<p>Prices are in euros and include value added tax. Delivery is added and shown before you order. We charge you when you order, or when the parcel leaves if you pay by invoice.</p>
<h2>4. Right of withdrawal</h2>
<p>As a consumer you may withdraw from the contract within fourteen days of receiving the goods, without giving a reason. A clear statement by e-mail or letter is enough. Our own promise of thirty days, described under “Delivery and returns”, comes on top of this right and does not limit it.</p>
<h2>5. If something is wrong</h2>
<p>You have the statutory rights for faulty goods for two years. Show us the fault with a photograph; we mend, replace or refund, and we pay for the parcel. Colours on a screen differ a little from colours in daylight, and small irregularities in hand-made things are not faults.</p>
<h2>6. Ownership</h2>
<p>Goods remain ours until they are paid for in full.</p>
<h2>7. Law</h2>
<p>German law applies. If you live elsewhere in the EU, the mandatory consumer protection of your own country stays with you.</p>`,
};

export const pages: DemoPage[] = [about, shipping, privacy, terms];
