import { expect } from "chai";
import { Conflict } from "../../../../app/errors.ts";
import {
  fulfilmentMoves,
  move,
  orderMoves,
  paymentMoves,
} from "../../../../app/selling/orders/moves.ts";

/** Rows are where an order is, columns where it is to go: "x" may, "." may not, "=" stays. */
function table(text: string): { from: string; to: string; allowed: boolean }[] {
  const [head = "", ...rows] = text.trim().split("\n");
  const columns = head.trim().split(/\s+/);
  return rows.flatMap((row) => {
    const [from = "", ...cells] = row.trim().split(/\s+/);
    return cells.map((cell, at) => ({ from, to: columns[at] ?? "", allowed: cell !== "." }));
  });
}

const tables = {
  order: {
    moves: orderMoves,
    text: `
                open completed cancelled
      open      =    x         x
      completed x    =         .
      cancelled x    .         =`,
  },
  payment: {
    moves: paymentMoves,
    text: `
                         pending failed paid partially_refunded refunded voided
      pending            =       x      x    .                  .        x
      failed             x       =      x    .                  .        x
      paid               .       .      =    x                  x        .
      partially_refunded .       .      x    =                  x        .
      refunded           .       .      x    x                  =        .
      voided             x       .      x    .                  .        =`,
  },
  fulfilment: {
    moves: fulfilmentMoves,
    text: `
                  unfulfilled partial fulfilled
      unfulfilled =           x       x
      partial     .           =       x
      fulfilled   .           .       =`,
  },
};

describe("the moves of an order", () => {
  for (const [name, { moves, text }] of Object.entries(tables)) {
    const all = table(text);

    it(`are those of the table, and no others: ${name}`, () => {
      const known: Record<string, readonly string[]> = moves;
      expect(all).to.have.length(Object.keys(known).length ** 2);
      for (const { from, to, allowed } of all) {
        const go = () => move(known as Record<string, readonly string[]>, from, to);
        if (allowed) expect(go(), `${from} -> ${to}`).to.equal(to);
        else expect(go, `${from} -> ${to}`).to.throw(Conflict).with.property("status", 409);
      }
    });
  }

  it("are refused in words that the shop's people understand", () => {
    expect(() => move(paymentMoves, "partially_refunded", "voided")).to.throw(
      "An order that is partially refunded cannot become voided.",
    );
  });
});
