import { expect } from "chai";
import { readConfig, WrongEnvironment } from "../../app/config.ts";
import { run } from "../support/processes.ts";

describe("configuration", () => {
  it("needs nothing to be set", () => {
    expect(readConfig({})).to.include({
      NODE_ENV: "development",
      PORT: 3000,
      PLATFORM_DOMAIN: "localhost",
      SHOPS_DOMAIN: "localhost",
      DATA_DIR: ".data",
      UPLOADS_DIR: ".data/uploads",
      CANONICAL_REDIRECT: false,
    });
  });

  const secret = "0123456789abcdef0123456789abcdef";

  it("derives from one value what usually follows from it", () => {
    const settings = readConfig({
      NODE_ENV: "production",
      SESSION_SECRET: secret,
      PLATFORM_DOMAIN: "shops.example",
      DATA_DIR: "/srv/wizamart",
      TRUSTED_PROXIES: " 10.0.0.0/8, ::1 ,",
    });
    expect(settings).to.deep.include({
      SHOPS_DOMAIN: "shops.example",
      UPLOADS_DIR: "/srv/wizamart/uploads",
      CANONICAL_REDIRECT: true,
      TRUSTED_PROXIES: ["10.0.0.0/8", "::1"],
    });
    const production = { NODE_ENV: "production", SESSION_SECRET: secret };
    expect(readConfig({ ...production, CANONICAL_REDIRECT: "off" })).to.include({
      CANONICAL_REDIRECT: false,
    });
  });

  it("signs with a secret of its own in production, and refuses to start without one", () => {
    expect(() => readConfig({ NODE_ENV: "production" })).to.throw(
      WrongEnvironment,
      /^SESSION_SECRET: is required in production/,
    );
    expect(readConfig({}).SESSION_SECRET).to.have.length.greaterThan(31);
  });

  it("knows how visitors reach the shops, for links that nobody's visit leads to", () => {
    expect(readConfig({ PORT: "4000" })).to.include({ PUBLIC_PROTOCOL: "http", PUBLIC_PORT: 4000 });
    const production = { NODE_ENV: "production", SESSION_SECRET: "x".repeat(32), PORT: "4000" };
    expect(readConfig(production)).to.include({ PUBLIC_PROTOCOL: "https", PUBLIC_PORT: 0 });
    const told = { ...production, PUBLIC_PROTOCOL: "http", PUBLIC_PORT: "8080" };
    expect(readConfig(told)).to.include({ PUBLIC_PROTOCOL: "http", PUBLIC_PORT: 8080 });
  });

  it("takes an empty value for none", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "", SHOPS_DOMAIN: "" })).to.deep.equal(
      readConfig({}),
    );
  });

  for (const [name, value] of [
    ["PORT", "http"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["NODE_ENV", "staging"],
    ["LOG_LEVEL", "loud"],
    ["DATABASE_URL", "mysql://localhost/shops"],
    ["DATABASE_ADMIN_URL", "localhost"],
    ["DATABASE_LISTEN_URL", "postgres://"],
    ["DATABASE_POOL", "0"],
    ["DATABASE_WAIT_MS", "1"],
    ["DATABASE_STATEMENT_MS", "soon"],
    ["ROLE_PREFIX", "A_"],
    ["ROLE_PREFIX", "noline"],
    ["ROLE_PREFIX", 'x"; drop role y; --_'],
    ["PLATFORM_DOMAIN", "Shops.Example"],
    ["PLATFORM_DOMAIN", "https://shops.example"],
    ["SHOPS_DOMAIN", "shops.example:443"],
    ["CANONICAL_REDIRECT", "yes"],
    ["SPARE_SCHEMAS", "-3"],
    ["SESSION_SECRET", "short"],
    ["ENCRYPTION_KEY", "not hexadecimal"],
    ["FILES_URL", "https://files.example/shops"],
    ["FILES_URL", "s3://key@files.example/shops"],
    ["SMTP_URL", "mail.example"],
    ["MAIL_FROM", "nobody"],
    ["STRIPE_SECRET_KEY", "pk_live_public"],
    ["STRIPE_WEBHOOK_SECRET", "secret"],
    ["STRIPE_API_URL", "ftp://stripe.example"],
  ] as const) {
    it(`refuses ${name}=${value}, in one line that names it`, () => {
      expect(() => readConfig({ [name]: value }))
        .to.throw(WrongEnvironment)
        .with.property("message")
        .that.matches(new RegExp(`^${name}: .+$`))
        .and.not.contains("\n");
    });
  }

  it("names every wrong value at once", () => {
    const wrong = { PORT: "http", NODE_ENV: "staging", SPARE_SCHEMAS: "many" };
    const refuse = () => readConfig(wrong);
    expect(refuse).to.throw(WrongEnvironment, /^NODE_ENV: .+\nPORT: .+\nSPARE_SCHEMAS: .+$/);
  });

  for (const file of ["app/start.ts", "app/web.ts", "app/worker.ts", "app/cli.ts"]) {
    it(`ends ${file} with a line for each wrong value, and nothing else`, async () => {
      const { code, out, err } = await run(file, [], { PORT: "http", CANONICAL_REDIRECT: "yes" });

      expect({ code, out }).to.deep.equal({ code: 2, out: "" });
      expect(err).to.match(/^wizamart: PORT: .+\nwizamart: CANONICAL_REDIRECT: .+\n$/);
    });
  }
});
