import { nullValue } from "../../src/testing/der.ts";
import { basicConstraints, extendedKeyUsage, extension, keyUsage } from "../../src/testing/extensions.ts";
import { createRoot, type IssueOptions, issueIdentity } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { authority, person } from "./subjects.ts";
import { CA_PERIOD, ROOT_PERIOD, SIGNER, type Tree } from "./trees.ts";
import { urls } from "./urls.ts";

/** What a verifier must refuse, one reason each; all else about them is in order. */
export async function makeBad(root: TestIdentity, issuingCa: TestIdentity) {
  const issue = (commonName: string, options: Partial<IssueOptions> = {}, issuer = issuingCa) =>
    issueIdentity(issuer, { subject: person(commonName, "000000999999"), key: "P-256", ...SIGNER, ...options });

  // Name, serial number and key identifier of the genuine root: only the key tells them apart.
  const fakeRoot = await createRoot({
    subject: authority("DEMO Public Trust", "DEMO Public Root CA"),
    profile: { use: "authority" },
    key: "RSA-2048",
    serialNumber: root.serialNumber,
    keyIdentifier: root.keyIdentifier,
    publication: root.publication,
    ...ROOT_PERIOD,
  });
  const notCa = await issue("KHÔNG PHẢI CA");
  const revokedCa = await issueIdentity(root, {
    subject: authority("DEMO Công ty Đã Bị Thu hồi", "DEMO Revoked CA"),
    profile: { use: "authority", pathLength: 0 },
    key: "P-256",
    publication: urls("bad", "revoked-ca"),
    ...CA_PERIOD,
  });
  // The issuing CA has path length 0, so nothing below it may be an authority.
  const tooDeepCa = await issueIdentity(issuingCa, {
    subject: authority("DEMO Công ty Dịch vụ Chứng thực", "DEMO CA Below Path Length 0"),
    profile: { use: "authority" },
    key: "P-256",
    ...CA_PERIOD,
  });

  return {
    expired: await issue("HẾT HẠN", {
      notBefore: new Date("2024-02-01T00:00:00Z"),
      notAfter: new Date("2025-02-01T00:00:00Z"),
    }),
    "not-yet-valid": await issue("CHƯA CÓ HIỆU LỰC", { notBefore: new Date("2110-01-01T00:00:00Z") }),
    revoked: await issue("BỊ THU HỒI"),
    "on-hold": await issue("BỊ TẠM DỪNG"),
    "self-signed": await createRoot({ subject: person("NGUYỄN VĂN AN", "000000123456"), key: "RSA-2048", ...SIGNER }),
    "fake-root": fakeRoot,
    "issued-by-fake-root": await issue("CA GIẢ", {}, fakeRoot),
    "key-usage-encipherment": await issue("SAI MỤC ĐÍCH", {
      profile: { use: "custom", extensions: [basicConstraints(false), keyUsage("keyEncipherment")] },
    }),
    "eku-server-auth": await issue("CHỈ DÙNG CHO MÁY CHỦ", {
      profile: {
        use: "custom",
        extensions: [basicConstraints(false), keyUsage("digitalSignature"), extendedKeyUsage(["serverAuth"])],
      },
    }),
    "not-ca": notCa,
    "issued-by-not-ca": await issue("CẤP BỞI THUÊ BAO", {}, notCa),
    "too-deep-ca": tooDeepCa,
    "issued-by-too-deep-ca": await issue("QUÁ ĐỘ SÂU", {}, tooDeepCa),
    "revoked-ca": revokedCa,
    "issued-by-revoked-ca": await issue("CA BỊ THU HỒI", {}, revokedCa),
    "unknown-critical-extension": await issue("PHẦN MỞ RỘNG LẠ", {
      // 2.999 is the arc that ISO set aside for examples.
      extensions: [extension("2.999.1", true, nullValue())],
    }),
    "sha1-signed": await issue("SHA-1", { scheme: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" } }),
    "rsa-1024": await issue("RSA-1024", { key: "RSA-1024" }),
  } satisfies Tree<string>;
}
