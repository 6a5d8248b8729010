import { issueCertificate, randomSerialNumber } from "./certificate.ts";
import type { Der } from "./der.ts";
import { encodeName, type TestName } from "./distinguished-name.ts";
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  subjectKeyIdentifier,
} from "./extensions.ts";
import { identityOf, keyIdentifierOf, type PublicationUrls, type TestIdentity } from "./test-identity.ts";
import { generateTestKey, type TestKey, type TestKeyKind } from "./test-key.ts";
import type { TestScheme } from "./test-signature.ts";

/** What a certificate is for; decides basicConstraints, keyUsage and extendedKeyUsage. */
export type CertificateProfile =
  | { readonly use: "authority"; readonly pathLength?: number }
  /** A person's or organisation's certificate as issued in practice: nonRepudiation only, no extendedKeyUsage. */
  | { readonly use: "signer" }
  /** RFC 3161, 2.3: extendedKeyUsage critical and timeStamping only. */
  | { readonly use: "timestamp-authority" }
  /** RFC 6960, 4.2.2.2: a delegated responder, which needs no revocation check itself. */
  | { readonly use: "ocsp-responder" }
  /** None of these: exactly the given extensions, beside the key identifiers and locations. */
  | { readonly use: "custom"; readonly extensions: readonly Uint8Array[] };

export interface IssueOptions {
  readonly subject: TestName;
  readonly profile: CertificateProfile;
  /** A key pair, or the kind of one to generate. */
  readonly key: TestKey | TestKeyKind;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Random where not given. */
  readonly serialNumber?: Uint8Array;
  /** The issuer's default where not given. */
  readonly scheme?: TestScheme;
  /** Where what this identity issues will say that its certificate, CRL and OCSP are found. */
  readonly publication?: PublicationUrls;
  /** Name and serial number of the issuer's certificate in authorityKeyIdentifier too, as some authorities do. */
  readonly authorityBySerial?: boolean;
  /** subjectKeyIdentifier to claim instead of the key's own. */
  readonly keyIdentifier?: Uint8Array;
  /** Further encoded Extensions, after those of the profile. */
  readonly extensions?: readonly Uint8Array[];
}

/** A root: an identity that issues itself. */
export async function createRoot(options: IssueOptions): Promise<TestIdentity> {
  return create(options, null);
}

/** A certificate issued by `issuer`, whether or not that may issue any: tests need the wrong ones too. */
export async function issueIdentity(issuer: TestIdentity, options: IssueOptions): Promise<TestIdentity> {
  return create(options, issuer);
}

async function create(options: IssueOptions, issuer: TestIdentity | null): Promise<TestIdentity> {
  const key = typeof options.key === "string" ? await generateTestKey(options.key) : options.key;
  const keyIdentifier = options.keyIdentifier ?? (await keyIdentifierOf(key.spki));
  const certificate = await issueCertificate({
    subject: options.subject,
    publicKey: key.spki,
    issuer: issuer?.subject ?? encodeName(options.subject),
    issuerKey: issuer?.key ?? key,
    serialNumber: options.serialNumber ?? randomSerialNumber(),
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    extensions: [
      ...profileExtensions(options.profile),
      subjectKeyIdentifier(keyIdentifier),
      ...issuerExtensions(issuer, options.authorityBySerial ?? false, keyIdentifier),
      ...(options.extensions ?? []),
    ],
    ...(options.scheme === undefined ? {} : { scheme: options.scheme }),
  });
  return identityOf([certificate, ...(issuer?.chain ?? [])], key, options.publication ?? {});
}

function profileExtensions(profile: CertificateProfile): readonly Uint8Array[] {
  switch (profile.use) {
    case "authority":
      return [basicConstraints(true, profile.pathLength ?? null), keyUsage("keyCertSign", "cRLSign")];
    case "signer":
      return [basicConstraints(false), keyUsage("nonRepudiation")];
    case "timestamp-authority":
      return [
        basicConstraints(false),
        keyUsage("digitalSignature"),
        extendedKeyUsage(["timeStamping"], { critical: true }),
      ];
    case "ocsp-responder":
      return [basicConstraints(false), keyUsage("digitalSignature"), extendedKeyUsage(["ocspSigning"]), ocspNoCheck()];
    case "custom":
      return profile.extensions;
  }
}

function issuerExtensions(issuer: TestIdentity | null, bySerial: boolean, ownIdentifier: Uint8Array): Der[] {
  if (issuer === null) return [authorityKeyIdentifier(ownIdentifier)];
  const { caIssuers, ocsp, crl } = issuer.publication;
  const access = { ...(caIssuers === undefined ? {} : { caIssuers }), ...(ocsp === undefined ? {} : { ocsp }) };
  return [
    bySerial ? authorityKeyIdentifier(issuer.keyIdentifier, issuer) : authorityKeyIdentifier(issuer.keyIdentifier),
    ...(caIssuers === undefined && ocsp === undefined ? [] : [authorityInfoAccess(access)]),
    ...(crl === undefined ? [] : [crlDistributionPoints(crl)]),
  ];
}
