import type Router from "@koa/router";
import * as invitations from "./invitations.ts";
import * as reset from "./reset.ts";
import * as secondFactor from "./second-factor.ts";
import * as signIn from "./sign-in.ts";
import * as signUp from "./sign-up.ts";
import * as verify from "./verify.ts";

/** The ways in, for everybody. */
export function addDoors(platform: Router): void {
  platform.get("/login", signIn.show);
  platform.post("/login", signIn.create);
  platform.get("/login/code", secondFactor.show);
  platform.post("/login/code", secondFactor.create);
  platform.post("/logout", signIn.destroy);
  platform.get("/forgot", reset.ask);
  platform.post("/forgot", reset.send);
  platform.get("/reset/:token", reset.show);
  platform.post("/reset/:token", reset.create);
  platform.get("/verify/:token", verify.show);
  platform.post("/verify/:token", verify.create);
  platform.get("/signup", signUp.show);
  platform.post("/signup", signUp.create);
  platform.get("/invitations/:token", invitations.show);
  platform.post("/invitations/:token", invitations.create);
}
