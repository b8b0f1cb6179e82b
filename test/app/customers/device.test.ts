import { expect } from "chai";
import { deviceOf } from "../../../app/customers/device.ts";

describe("customers/device", () => {
  for (const [agent, device] of Object.entries({
    "Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0": "Firefox on Linux",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0 Safari/537.36 Edg/137.0":
      "Edge on Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1":
      "Safari on iOS",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0 Mobile Safari/537.36":
      "Chrome on Android",
    "curl/8.5.0": "A browser",
    "": "A browser",
  })) {
    it(`calls ${JSON.stringify(agent.slice(0, 30))} ${device}`, () => {
      expect(deviceOf(agent)).to.equal(device);
    });
  }
});
