import { describe, expect, it } from "vitest";
import { isPublicAddress, mayVisit } from "./address";

describe("isPublicAddress", () => {
  it.each(["1.1.1.1", "93.184.216.34", "100.63.255.255", "172.32.0.1", "2400:3200::1", "2606:4700::1111"])(
    "takes %s",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ["loopback", "127.0.0.1"],
    ["loopback further on", "127.255.255.254"],
    ["this host", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["private A", "10.1.2.3"],
    ["private B", "172.31.255.255"],
    ["private C", "192.168.1.1"],
    ["link-local", "169.254.1.1"],
    ["metadata of most clouds", "169.254.169.254"],
    ["metadata of Aliyun (carrier-grade NAT)", "100.100.100.200"],
    ["carrier-grade NAT", "100.64.0.1"],
    ["Azure's wire server", "168.63.129.16"],
    ["benchmarking", "198.19.255.255"],
    ["documentation", "203.0.113.7"],
    ["protocol assignments", "192.0.0.192"],
    ["6to4 relay", "192.88.99.1"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["IPv6 unspecified", "::"],
    ["IPv6 loopback", "::1"],
    ["IPv4-mapped", "::ffff:127.0.0.1"],
    ["IPv4-mapped of a public address", "::ffff:1.1.1.1"],
    ["IPv4-mapped in hex", "::ffff:7f00:1"],
    ["IPv4-compatible", "::7f00:1"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["local NAT64", "64:ff9b:1::7f00:1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001:0:53aa:64c::1"],
    ["unique local", "fd00:ec2::254"],
    ["IPv6 link-local", "fe80::1"],
    ["IPv6 link-local with a zone", "fe80::1%lo"],
    ["site-local", "fec0::1"],
    ["IPv6 multicast", "ff02::1"],
    ["IPv6 documentation", "2001:db8::1"],
    ["not handed out", "4000::1"],
    ["no address", "example.com"],
    ["a number", "2130706433"],
  ])("refuses %s: %s", (_kind, address) => expect(isPublicAddress(address)).toBe(false));
});

describe("mayVisit", () => {
  it.each([80, 443, 8080, 8443])("takes the web port %i", (port) => expect(mayVisit("1.1.1.1", port)).toBe(true));
  it.each([22, 25, 3306, 5432, 6379, 9200])("refuses port %i", (port) => expect(mayVisit("1.1.1.1", port)).toBe(false));
});
