import ipaddr from "ipaddr.js";

/** Which addresses on the network may be visited on behalf of a user (docs/api/link.md, "Fetching"). */

/** Ports that web servers use. Others would let a link knock at mail, database and admin ports. */
const WEB_PORTS = new Set([80, 443, 8080, 8443]);

/** Global IPv6 unicast as IANA hands it out; what lies outside is never a web server on the Internet. */
const GLOBAL_V6 = ipaddr.parseCIDR("2000::/3");

/** Public by number, but answered by the cloud's own host: Azure's wire server. */
const CLOUD_INTERNAL = new Set(["168.63.129.16"]);

/**
 * Whether an address is one of the public Internet. Loopback, private, link-local, carrier-grade NAT, multicast,
 * reserved and documentation ranges are not; nor are IPv6 forms that carry an IPv4 address (mapped, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || CLOUD_INTERNAL.has(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_V6);
}

/** Whether a link may lead to this address and port. */
export function mayVisit(address: string, port: number): boolean {
  return WEB_PORTS.has(port) && isPublicAddress(address);
}
