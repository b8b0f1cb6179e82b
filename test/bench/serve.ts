import type { AddressInfo } from "node:net";

interface Application {
  listen(
    port: number,
    ready: () => void,
  ): {
    address(): AddressInfo | string | null;
  };
}

/** Runs a server of the bench in this process, and tells the parent on which port, as `app/web.ts` does. */
export function serve(application: Application, port: number): void {
  const http = application.listen(port, () => {
    const address = http.address();
    process.send?.({ listening: typeof address === "object" ? address?.port : port });
  });
  for (const end of ["SIGTERM", "SIGINT", "disconnect"]) process.once(end, () => process.exit(0));
}
