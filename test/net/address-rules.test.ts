import { describe, expect, it } from "vitest";
import { AddressGuard } from "../../src/net/address-guard.ts";
import { isLocalName, isPublicAddress } from "../../src/net/address-rules.ts";

describe("addresses of the public internet", () => {
  it.each([
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "[2a00:1450:4001:81b::200e]",
    "::ffff:1.1.1.1",
    "::ffff:101:101",
    "64:ff9b::1.1.1.1",
  ])("%s is one", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "[::1]",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fdff:ffff::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "2001::1",
    "2002:7f00:1::1",
    "3fff::1",
    "100::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1.1.1.1",
    // Spellings that mean an address to some readers and none to others.
    "127.1",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "2130706433",
    "1.1.1.1.",
    "1.1.1.256",
    "01.1.1.1",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "example.com",
    "",
  ])("%s is none", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["localhost", "LOCALHOST.", "a.localhost", "printer.local", "metadata.google.internal", "x.home.arpa"])(
    "the name %s stands for something near",
    (name) => {
      expect(isLocalName(name)).toBe(true);
    },
  );

  it.each(["example.com", "notlocalhost", "local.example.com"])("the name %s may be anywhere", (name) => {
    expect(isLocalName(name)).toBe(false);
  });
});

describe("the guard of a fetcher", () => {
  const refusal = (url: string, allow?: readonly string[]) => {
    try {
      new AddressGuard(allow).checkUrl(url);
      return null;
    } catch (error) {
      return error instanceof Error && "reason" in error ? error.reason : error;
    }
  };

  it.each([
    ["ftp://example.com/a.crl", "url"],
    ["ldap://example.com/cn=x", "url"],
    ["file:///etc/passwd", "url"],
    ["data:,x", "url"],
    ["//example.com/", "url"],
    ["http://user:secret@example.com/", "url"],
    ["http://127.0.0.1/", "address"],
    ["http://2130706433/", "address"],
    ["http://0x7f.1/", "address"],
    ["http://0/", "address"],
    ["http://127.1/", "address"],
    ["http://0177.0.0.1/", "address"],
    ["http://017700000001/", "address"],
    ["http://0x7f000001/", "address"],
    ["http://127.0.0.1./", "address"],
    ["http://%31%32%37.0.0.1/", "address"],
    ["http://１２７.0.0.1/", "address"],
    ["http://169.254.169.254/latest/meta-data", "address"],
    ["http://[64:ff9b::a9fe:a9fe]/", "address"],
    ["http://[::ffff:169.254.169.254]/", "address"],
    ["http://[fe80::1]/", "address"],
    ["http://[::]/", "address"],
    ["http://[::1]:8080/", "address"],
    ["http://[::ffff:10.0.0.1]/", "address"],
    ["https://localhost/", "address"],
    ["http://LOCALHOST./", "address"],
  ])("refuses %s", (url, reason) => {
    expect(refusal(url)).toBe(reason);
  });

  it("does not repeat a password in its message", () => {
    expect(() => new AddressGuard().checkUrl("http://user:secret@example.com/x")).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("secret") }),
    );
  });

  it("allows what is public", () => {
    expect(refusal("http://crl.example.com/a.crl")).toBeNull();
    expect(refusal("https://1.1.1.1:8443/")).toBeNull();
  });

  it("allows a private host by name or address, on every port or on one", () => {
    expect(refusal("http://127.0.0.1:8080/", ["127.0.0.1"])).toBeNull();
    expect(refusal("http://127.0.0.1:8080/", ["127.0.0.1:8080"])).toBeNull();
    expect(refusal("http://127.0.0.1:8081/", ["127.0.0.1:8080"])).toBe("address");
    expect(refusal("http://localhost/", ["localhost:80"])).toBeNull();
    expect(refusal("http://[::1]/", ["::1"])).toBeNull();
    expect(refusal("http://127.0.0.2/", ["127.0.0.1"])).toBe("address");
  });

  it("judges each address that a name resolves to", () => {
    const url = new URL("http://tsa.example.com:3161/");
    expect(new AddressGuard().allowsAddress("10.0.0.1", url)).toBe(false);
    expect(new AddressGuard().allowsAddress("1.1.1.1", url)).toBe(true);
    expect(new AddressGuard(["tsa.example.com"]).allowsAddress("10.0.0.1", url)).toBe(true);
    expect(new AddressGuard(["tsa.example.com:3162"]).allowsAddress("10.0.0.1", url)).toBe(false);
    expect(new AddressGuard(["10.0.0.1"]).allowsAddress("10.0.0.1", url)).toBe(true);
  });
});
