import { decodeHex, encodeHex } from "../../src/bytes/hex.ts";
import { decodeLatin1 } from "../../src/bytes/text.ts";
import { readSignedDataPrefix } from "../../src/cms/parse-signed-data.ts";
import type { DossierRole } from "../../src/dossier/manifest.ts";
import { exchangeText, findSignature, findText, overwrite } from "../support/pdf-surgery.ts";
import { type Harmless, type OneChange, turns } from "./one-change.ts";
import {
  bytesAt,
  editComponent,
  hoursBefore,
  PATHS,
  page,
  replace,
  type SampleDossier,
  SIGNED_AT,
  sign,
} from "./sample-dossier.ts";

function editRole(dossier: SampleDossier, key: string, edit: (role: DossierRole) => DossierRole): void {
  const roles = dossier.manifest.roles ?? {};
  dossier.manifest = { ...dossier.manifest, roles: { ...roles, [key]: edit(roles[key] ?? {}) } };
}

/** Without what a timestamp is needed for, so that a signature without one is asked nothing more. */
function withoutTimes(dossier: SampleDossier, path: string): void {
  editComponent(dossier, path, (component) => ({
    ...component,
    signatures: component.signatures?.map(({ role }) => ({ role })) ?? [],
  }));
}

const signedBy =
  (path: string, ...people: Parameters<typeof sign>[2]) =>
  async (dossier: SampleDossier) => {
    replace(dossier, path, await sign(dossier, await page("Lại"), people));
    return {};
  };

const notAuthorised = ["correct", "no", "signer-not-authorised"] as const;

/** What makes a dossier incorrect: who signed, in which order, when, at which level, and whether it is good. */
export const SIGNATURE_CHANGES: readonly OneChange[] = [
  turns("whose opinion was signed by another organisation", notAuthorised, async (dossier) => {
    editRole(dossier, "commune", ({ title: _, ...role }) => role);
    return signedBy(PATHS.opinion, "leader")(dossier);
  }),
  turns(
    "whose result was signed by somebody of the leader's name from another PKI",
    notAuthorised,
    signedBy(PATHS.result, "stranger", "organisation"),
  ),
  turns("whose copy was certified in another unit", notAuthorised, signedBy(PATHS.copy, "commune")),
  turns("whose application was signed by another citizen", notAuthorised, (dossier) => {
    editRole(dossier, "applicant", (role) => ({ ...role, identifier: ["CCCD:001234567891"] }));
    return {};
  }),
  turns("whose leader does not hold the office that is asked for", notAuthorised, (dossier) => {
    editRole(dossier, "leader", (role) => ({ ...role, title: ["Chủ tịch"] }));
    return {};
  }),
  turns("whose organisation has another name", notAuthorised, (dossier) => {
    editRole(dossier, "organisation", (role) => ({ ...role, commonName: ["Văn phòng UBND tỉnh Demo"] }));
    return {};
  }),
  turns("whose leader has another certificate than the one named", notAuthorised, (dossier) => {
    editRole(dossier, "leader", (role) => ({ ...role, certificate: ["00".repeat(32)] }));
    return {};
  }),
  turns(
    "whose opinion was signed for a district after it was merged away",
    notAuthorised,
    signedBy(PATHS.opinion, "mergedDistrict"),
  ),
  turns(
    "whose opinion was signed for a merged district, nobody can prove when",
    ["correct", "unknown", "signer-authority-unproven"],
    async (dossier) => {
      withoutTimes(dossier, PATHS.opinion);
      replace(dossier, PATHS.opinion, await sign(dossier, await page("Cũ"), ["mergedDistrict"], { level: "B-B" }));
      return {};
    },
  ),
  turns(
    "whose result lacks the leader's signature",
    ["correct", "no", "required-signature-missing"],
    signedBy(PATHS.result, "organisation"),
  ),
  turns("whose annex is not signed", ["correct", "no", "required-signature-missing"], signedBy(PATHS.annex)),
  turns(
    "whose organisation signed before the leader",
    ["correct", "no", "signatures-out-of-order"],
    signedBy(PATHS.result, "organisation", "leader"),
  ),
  turns("whose result was signed after its deadline", ["correct", "no", "signature-late"], async (dossier) => {
    editComponent(dossier, PATHS.result, (component) => ({
      ...component,
      signatures: component.signatures?.map((each) => ({ ...each, deadline: "2026-03-01T17:00:00+07:00" })) ?? [],
    }));
    return {};
  }),
  turns("that was signed after the deadline of the whole", ["correct", "no", "signature-late"], (dossier) => {
    withoutTimes(dossier, PATHS.application);
    dossier.manifest = { ...dossier.manifest, deadline: "2026-03-02T08:59:59+07:00" };
    return {};
  }),
  turns(
    "whose application claims to be in time and has no timestamp",
    ["correct", "unknown", "signature-time-unproven"],
    async (dossier) => {
      editComponent(dossier, PATHS.application, (component) => ({
        ...component,
        signatures: [{ role: "applicant", deadline: "2026-03-10T17:00:00+07:00" }],
      }));
      replace(dossier, PATHS.application, await sign(dossier, await page("Đơn"), ["citizen"], { level: "B-B" }));
      return {};
    },
  ),
  turns(
    "whose application has no timestamp where one is asked for",
    ["correct", "no", "signature-below-level"],
    async (dossier) => {
      editComponent(dossier, PATHS.application, (component) => ({
        ...component,
        signatures: [{ role: "applicant", level: "B-T" }],
      }));
      replace(dossier, PATHS.application, await sign(dossier, await page("Đơn"), ["citizen"], { level: "B-B" }));
      return {};
    },
  ),
  turns("whose result is not archived as it must be", ["correct", "no", "signature-below-level"], (dossier) => {
    editComponent(dossier, PATHS.annex, (component) => ({
      ...component,
      signatures: [{ role: "organisation", level: "B-LTA" }],
    }));
    return {};
  }),
  turns("whose application was altered where it was signed", ["correct", "no", "digest-mismatch"], (dossier) => {
    replace(
      dossier,
      PATHS.application,
      exchangeText(bytesAt(dossier, PATHS.application), "/MediaBox [ 0 0 300 300 ]", "/MediaBox [ 0 0 300 301 ]"),
    );
    return {};
  }),
  turns("whose annex has a broken signature value", ["correct", "no", "signature-value-mismatch"], (dossier) => {
    replace(dossier, PATHS.annex, withBrokenValue(bytesAt(dossier, PATHS.annex)));
    return {};
  }),
  turns(
    "whose annex is the result with the organisation's signature, once more",
    ["correct", "no", "signature-reused"],
    async (dossier) => {
      replace(dossier, PATHS.annex, await sign(dossier, bytesAt(dossier, PATHS.result), ["officer"]));
      return {};
    },
  ),
  turns(
    "whose citizen's certificate was revoked before the signing",
    ["correct", "unknown", "certificate-revoked"],
    async ({ pki }) => ({
      evidence: await pki.evidence({ people: hoursBefore(1), tsa: hoursBefore(1), revoked: ["citizen"] }),
    }),
  ),
  turns("whose signers lead to no anchor", ["correct", "unknown", "no-trust-anchors"], (dossier) => {
    for (const path of Object.values(PATHS)) withoutTimes(dossier, path);
    return { trust: dossier.pki.nobody };
  }),
  turns("whose annex must be signed and is no PDF", ["correct", "unknown", "component-not-pdf"], (dossier) => {
    const text = new TextEncoder().encode("một văn bản");
    dossier.files.delete(PATHS.annex);
    editComponent(dossier, PATHS.annex, (component) => ({ ...component, file: "phu-luc.txt" }));
    dossier.files.set("phu-luc.txt", text);
    replace(dossier, "phu-luc.txt", text);
    return {};
  }),
];

export const HARMLESS_SIGNATURE_CHANGES: readonly Harmless[] = [
  {
    title: "whose opinion was signed for a district before it was merged away",
    change: async (dossier) => {
      const at = new Date("2025-06-02T02:00:00Z");
      replace(dossier, PATHS.opinion, await sign(dossier, await page("Cũ"), ["mergedDistrict"], { at }));
      return {};
    },
  },
  {
    title: "whose result was signed in the other order, where any will do",
    change: async (dossier) => {
      editComponent(dossier, PATHS.result, (component) => ({ ...component, order: "any" }));
      return signedBy(PATHS.result, "organisation", "leader")(dossier);
    },
  },
  {
    title: "whose result bears a signature between those that are asked for",
    change: signedBy(PATHS.result, "leader", "officer", "organisation"),
  },
  {
    title: "whose application carries the signature of somebody unknown beside the citizen's",
    change: async (dossier) => {
      const signed = await sign(dossier, await page("Đơn"), ["citizen"]);
      replace(dossier, PATHS.application, await sign(dossier, signed, ["stranger"], { level: "B-B" }));
      return {};
    },
  },
  {
    title: "signed at the very moment of its deadline",
    change: (dossier) => {
      dossier.manifest = { ...dossier.manifest, deadline: SIGNED_AT.toISOString() };
      for (const path of Object.values(PATHS)) withoutTimes(dossier, path);
      return {};
    },
  },
];

/** Flips a bit in the middle of the signature value of the first signature. */
function withBrokenValue(bytes: Uint8Array): Uint8Array {
  const { contents } = findSignature(bytes);
  const hex = decodeLatin1(bytes.subarray(contents.start, contents.end)).replace(/[<>]/g, "");
  const [signer] = readSignedDataPrefix(decodeHex(hex) ?? new Uint8Array(0)).signedData.signerInfos;
  if (signer === undefined) throw new Error("no signer");
  const value = findText(bytes, encodeHex(signer.signature).slice(0, 40).toUpperCase());
  const at = value.start + 30;
  return overwrite(bytes, at, bytes[at] === 0x30 ? "1" : "0");
}
