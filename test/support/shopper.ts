import { get, knock, type Page } from "./visit.ts";

type Fields = Record<string, string | number>;

/** Somebody with a browser of their own: it keeps cookies for each host, as browsers do. */
export interface Shopper {
  /** Cookies by name, as the browser would send them. */
  cookies: Map<string, string>;
  /** Opens an address ("shop.localhost/shop/cart"); redirects are shown, not followed. */
  opens(address: string): Promise<Page>;
  /** Sends a form to an address. `_token` is taken from the page last seen, as the form on it would send it. */
  sends(address: string, fields?: Fields, headers?: Record<string, string>): Promise<Page>;
  /** Goes where the last answer led: the page behind a redirect to the same host. */
  follows(page: Page, from: string): Promise<Page>;
}

interface ShopperOptions {
  /** Another's cookies, to begin with. */
  cookies?: Map<string, string>;
  /** Where the application listens, when it is not the one of this process. */
  port?: number;
}

/** A new visitor. */
export function shopper({ cookies = new Map(), port }: ShopperOptions = {}): Shopper {
  let token = "";
  const ask = port === undefined ? knock : knockAt(port);

  const keep = (page: Page): Page => {
    for (const line of page.headers["set-cookie"] ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    token = /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? token;
    return page;
  };
  const sent = () => ({ Cookie: [...cookies].map((pair) => pair.join("=")).join("; ") });
  const opens = async (address: string) => keep(await ask("GET", address, sent()));

  return {
    cookies,
    opens,
    async sends(address, fields = {}, headers = {}) {
      const body = new URLSearchParams(token ? { _token: token } : {});
      for (const [name, value] of Object.entries(fields)) body.set(name, String(value));
      const type = { "Content-Type": "application/x-www-form-urlencoded" };
      return keep(await ask("POST", address, { ...sent(), ...type, ...headers }, String(body)));
    },
    follows(page, from) {
      const { location } = page.headers;
      if (!location) throw new Error(`no redirect, but ${page.status}`);
      const [host = ""] = from.split("/");
      return opens(location.startsWith("/") ? host + location : location.replace(/^http:\/\//, ""));
    },
  };
}

function knockAt(port: number): typeof knock {
  return (method, address, headers, body) => {
    const [host = "", ...rest] = address.split("/");
    const own = { Host: host, Origin: `http://${host}`, ...headers };
    return get(port, `/${rest.join("/")}`, own, method, body);
  };
}
