/** A request that is answered with an explanation instead of what was asked; visitors read the message. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
    this.name = new.target.name;
  }
}

export class BadRequest extends Refusal {
  constructor(message: string) {
    super(400, message);
  }
}

export class NotFound extends Refusal {
  constructor(message = "There is nothing at this address.") {
    super(404, message);
  }
}

export class Forbidden extends Refusal {
  constructor(message: string) {
    super(403, message);
  }
}

/** What was asked cannot be done to this thing as it is now, such as shipping a cancelled order. */
export class Conflict extends Refusal {
  constructor(message: string) {
    super(409, message);
  }
}

/** No store answers at the address that was asked for; says nothing about the stores there are. */
export class StoreNotFound extends NotFound {
  constructor() {
    super("No shop answers at this address. Please check how it is written.");
  }
}

/** The store exists, but its door is closed for now. */
export class StoreClosed extends Refusal {
  constructor(message: string) {
    super(503, message);
  }
}

/** The store's tables are older or newer than what this application works with: a deployment is under way. */
export class StoreOutdated extends Refusal {
  constructor() {
    super(503, "This shop is just being brought up to date. Please come back in a minute.");
  }
}
