import type Router from "@koa/router";
import type { StoreState } from "../../context.ts";
import { accountForm, accountPage, doorPage } from "./access.ts";
import * as addresses from "./addresses.ts";
import * as details from "./details.ts";
import * as leaving from "./leaving.ts";
import * as overview from "./overview.ts";
import * as register from "./register.ts";
import * as reset from "./reset.ts";
import * as sessions from "./sessions.ts";
import * as signIn from "./sign-in.ts";
import * as verify from "./verify.ts";

/** Everything about a customer's account: the way in, and what is behind the door. */
export function addAccountRoutes(storefront: Router<StoreState>): void {
  addDoor(storefront);
  addRooms(storefront);
  addAddresses(storefront);
}

function addDoor(storefront: Router<StoreState>): void {
  storefront.get("/shop/account/sign-in", doorPage(signIn.show));
  storefront.post("/shop/account/sign-in", signIn.create);
  storefront.post("/shop/account/sign-out", signIn.destroy);
  storefront.get("/shop/account/register", doorPage(register.show));
  storefront.post("/shop/account/register", register.create);
  storefront.get("/shop/account/mail-sent", doorPage(register.sent));
  storefront.post("/shop/account/verify", accountForm(verify.resend));
  storefront.get("/shop/account/verify/:token", doorPage(verify.show));
  storefront.post("/shop/account/verify/:token", verify.create);
  storefront.get("/shop/account/forgot", doorPage(reset.ask));
  storefront.post("/shop/account/forgot", reset.send);
  storefront.get("/shop/account/reset/:token", doorPage(reset.show));
  storefront.post("/shop/account/reset/:token", reset.create);
}

function addRooms(storefront: Router<StoreState>): void {
  storefront.get("/shop/account", accountPage(overview.show));
  storefront.get("/shop/account/orders", accountPage(overview.orders));
  storefront.post("/shop/account/orders/:number/reorder", accountForm(overview.reorder));
  storefront.get("/shop/account/details", accountPage(details.show));
  storefront.post("/shop/account/details", accountForm(details.update));
  storefront.post("/shop/account/details/email", accountForm(details.updateEmail));
  storefront.post("/shop/account/details/email/keep", accountForm(details.keep));
  storefront.post("/shop/account/details/password", accountForm(details.updatePassword));
  storefront.get("/shop/account/sessions", accountPage(sessions.show));
  storefront.post("/shop/account/sessions", accountForm(sessions.end));
  storefront.get("/shop/account/export", accountPage(leaving.download));
  storefront.get("/shop/account/erase", accountPage(leaving.show));
  storefront.post("/shop/account/erase", accountForm(leaving.destroy));
}

function addAddresses(storefront: Router<StoreState>): void {
  storefront.get("/shop/account/addresses", accountPage(addresses.index));
  storefront.post("/shop/account/addresses", accountForm(addresses.create));
  storefront.get("/shop/account/addresses/new", accountPage(addresses.add));
  storefront.get("/shop/account/addresses/:key", accountPage(addresses.edit));
  storefront.post("/shop/account/addresses/:key", accountForm(addresses.update));
  storefront.post("/shop/account/addresses/:key/remove", accountForm(addresses.destroy));
  storefront.post("/shop/account/addresses/:key/first", accountForm(addresses.makeFirst));
}
