import ipaddr from "ipaddr.js";

const everyday = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an IP address is one of the open internet. What is private, local, reserved, or carries
 * another address inside (mapped, NAT64, 6to4, Teredo) is not, and neither is what is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    return ipaddr.IPv4.parse(address).range() === "unicast";
  }
  if (!ipaddr.IPv6.isValid(address)) return false;

  const parsed = ipaddr.IPv6.parse(address);
  return parsed.match(everyday) && parsed.range() === "unicast";
}
