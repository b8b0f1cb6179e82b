import { expect } from "chai";
import { carryOut } from "../../../app/errands.ts";
import { emptyTrash, removeStore } from "../../../app/jobs/trash.ts";
import type { OutboxRow } from "../../../app/models/shared/outbox.ts";
import { withAdmin } from "../../../db/admin.ts";
import { dropStore } from "../../../db/provisioning/dropping.ts";
import { doErrands, inPlatform, workerRound } from "../../support/admin.ts";
import { posts } from "../../support/outbox.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

describe("the trash", () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await openShop();
  });

  const stateOf = async () => {
    const [row] = await inPlatform<{ state: string }>("select state from stores where id = $1", [
      shop.id,
    ]);
    return row?.state;
  };
  const trash = (days: number) =>
    withAdmin(async (client) => {
      await client.query("update public.stores set state = 'trashed' where id = $1", [shop.id]);
      await client.query(
        "update public.stores set trashed_at = now() - make_interval(days => $2) where id = $1",
        [shop.id, days],
      );
    });

  it("keeps a store for 30 days, and then has it removed once", async () => {
    await trash(29);
    expect(await emptyTrash()).to.not.include(shop.id);
    await trash(31);
    expect(await emptyTrash()).to.include(shop.id);
    expect(await emptyTrash()).to.not.include(shop.id);
    await doErrands("store-drop");
    expect(await stateOf()).to.equal(undefined);
  });

  it("ends a removal that broke off, whoever had begun it, when nobody goes on for some minutes", async () => {
    const breakOff = { removeFiles: () => Promise.reject(new Error("killed")) };
    await withAdmin((client) => dropStore(client, shop.id, breakOff)).catch(() => {});
    expect(await emptyTrash(), "somebody may be at it").to.not.include(shop.id);
    await withAdmin((client) =>
      client.query(
        "update public.stores set dropping_since = now() - interval '6 minutes' where id = $1",
        [shop.id],
      ),
    );
    expect(await emptyTrash()).to.include(shop.id);
    await doErrands("store-drop");
    expect(await stateOf()).to.equal(undefined);
    const [event] = await inPlatform(
      "select kind, actor from platform_events where store_id = $1 order by id desc limit 1",
      [shop.id],
    );
    expect(event).to.deep.equal({ kind: "store.removed", actor: "worker" });
  });

  it("removes nothing that is not in the trash, and twice what is gone", async () => {
    await removeStore(shop.id);
    expect(await stateOf()).to.equal("open");
    await trash(0);
    await removeStore(shop.id);
    expect(await stateOf()).to.equal(undefined);
    await removeStore(shop.id);
  });

  it("knows by itself since when, also when somebody throws a store away by hand", async () => {
    await inPlatform("update stores set state = 'suspended' where id = $1 returning 1", [shop.id]);
    await inPlatform("update stores set state = 'trashed' where id = $1 returning 1", [shop.id]);
    const [row] = await inPlatform<{ restores_to: string; fresh: boolean }>(
      "select restores_to, trashed_at > now() - interval '1 minute' as fresh from stores where id = $1",
      [shop.id],
    );
    expect(row).to.deep.equal({ restores_to: "suspended", fresh: true });
  });

  it("cannot be emptied by a shop: what its role posts is its own", async () => {
    const other = await openShop();
    await inPlatform("update stores set state = 'trashed' where id = $1 returning 1", [other.id]);
    await posts(shop, "store-drop" as never, { store: other.id } as never);
    const [row] = await inPlatform<OutboxRow>(
      "select * from outbox where kind = 'store-drop' and store_id = $1",
      [shop.id],
    );
    expect(row?.store_id).to.equal(shop.id);
    const refused = await carryOut(row as OutboxRow).catch((error: Error) => error.message);
    expect(refused).to.include("Nobody knows how");
    await inPlatform("update stores set state = 'opening' where id = $1 returning 1", [other.id]);
    await workerRound();
    expect((await visit(`${other.code}.localhost/`)).status).to.equal(200);
  });
});
