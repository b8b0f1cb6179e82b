import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { Admission } from "../../db/admission.ts";

class Full extends Error {}

describe("admission", () => {
  const rules = {
    places: 4,
    waiting: 3,
    patience: 60,
    refuse: (reason: string) => new Full(reason),
  };

  it("gives a tenant no more than its share, and its neighbours the rest", async () => {
    const door = new Admission(rules);
    await door.enter("busy", 2);
    await door.enter("busy", 2);
    const third = door.enter("busy", 2).catch((error: Error) => error);
    await door.enter("quiet", 2);
    expect(await third).to.be.instanceOf(Full);
  });

  it("counts each tenant by its own share", async () => {
    const door = new Admission(rules);
    await Promise.all([door.enter("large", 3), door.enter("large", 3), door.enter("large", 3)]);
    await door.enter("small", 1);
    expect(await door.enter("small", 1).catch((error: Error) => error)).to.be.instanceOf(Full);
  });

  it("goes by the share that applies when somebody comes: a smaller one throws nobody out", async () => {
    const door = new Admission(rules);
    const [leave] = await Promise.all([door.enter("shop", 3), door.enter("shop", 3)]);
    const refused = await door.enter("shop", 1).catch((error: Error) => error);
    expect(refused).to.be.instanceOf(Full);
    const waiting = door.enter("shop", 2);
    leave?.();
    await waiting;
  });

  it("lets those who wait in one after another, past one whose share is taken", async () => {
    const door = new Admission({ ...rules, places: 2, patience: 500 });
    const order: string[] = [];
    const leave = await door.enter("busy", 1);
    const other = await door.enter("other", 1);
    const waits = ["busy", "quiet"].map((tenant) =>
      door.enter(tenant, 1).then((left) => {
        order.push(tenant);
        return left;
      }),
    );
    other();
    await sleep(10);
    expect(order).to.deep.equal(["quiet"]);
    leave();
    await Promise.all(waits);
    expect(order).to.deep.equal(["quiet", "busy"]);
  });

  it("refuses at once when too many wait already", async () => {
    const door = new Admission({ ...rules, places: 1, patience: 300 });
    await door.enter("shop", 1);
    const waits = Array.from({ length: 3 }, () => door.enter("shop", 1).catch(() => "late"));
    const begun = performance.now();
    expect(await door.enter("shop", 1).catch((error: Error) => error)).to.be.instanceOf(Full);
    expect(performance.now() - begun).to.be.below(250);
    expect(await Promise.all(waits)).to.deep.equal(["late", "late", "late"]);
  });

  it("takes a place back once only, however often it is left", async () => {
    const door = new Admission({ ...rules, places: 1 });
    const leave = await door.enter("a", 1);
    leave();
    leave();
    await door.enter("b", 1);
    expect(await door.enter("c", 1).catch((error: Error) => error)).to.be.instanceOf(Full);
  });
});
