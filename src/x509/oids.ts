/** Object identifiers of certificates: names' attributes, extensions, extended key usages, policies. */

/** Attribute types of distinguished names (RFC 5280, 4.1.2.4; X.520). */
export const ATTRIBUTE = {
  commonName: "2.5.4.3",
  surname: "2.5.4.4",
  serialNumber: "2.5.4.5",
  country: "2.5.4.6",
  locality: "2.5.4.7",
  stateOrProvince: "2.5.4.8",
  street: "2.5.4.9",
  organization: "2.5.4.10",
  organizationalUnit: "2.5.4.11",
  title: "2.5.4.12",
  givenName: "2.5.4.42",
  pseudonym: "2.5.4.65",
  organizationIdentifier: "2.5.4.97",
  userId: "0.9.2342.19200300.100.1.1",
  domainComponent: "0.9.2342.19200300.100.1.25",
  emailAddress: "1.2.840.113549.1.9.1",
} as const;

/** Certificate extensions (RFC 5280, 4.2; others named where they stand). */
export const EXTENSION = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  issuerAltName: "2.5.29.18",
  basicConstraints: "2.5.29.19",
  nameConstraints: "2.5.29.30",
  crlDistributionPoints: "2.5.29.31",
  certificatePolicies: "2.5.29.32",
  policyMappings: "2.5.29.33",
  authorityKeyIdentifier: "2.5.29.35",
  policyConstraints: "2.5.29.36",
  extendedKeyUsage: "2.5.29.37",
  freshestCrl: "2.5.29.46",
  inhibitAnyPolicy: "2.5.29.54",
  /** RFC 9608. */
  noRevAvail: "2.5.29.56",
  authorityInfoAccess: "1.3.6.1.5.5.7.1.1",
  /** RFC 3739, 3.2.6; ETSI EN 319 412-5. */
  qcStatements: "1.3.6.1.5.5.7.1.3",
  subjectInfoAccess: "1.3.6.1.5.5.7.1.11",
  /** RFC 6960, 4.2.2.2.1. */
  ocspNoCheck: "1.3.6.1.5.5.7.48.1.5",
  /** ETSI EN 319 412-1, 5.2: validity assured, short term. */
  validityAssured: "0.4.0.194121.2.1",
} as const;

/** Extensions of CRLs and their entries (RFC 5280, 5.2 and 5.3). */
export const CRL_EXTENSION = {
  crlNumber: "2.5.29.20",
  deltaCrlIndicator: "2.5.29.27",
  issuingDistributionPoint: "2.5.29.28",
  /** ITU-T X.509, 9.5.2.8. */
  expiredCertsOnCrl: "2.5.29.60",
  reasonCode: "2.5.29.21",
  holdInstructionCode: "2.5.29.23",
  invalidityDate: "2.5.29.24",
  certificateIssuer: "2.5.29.29",
} as const;

/** Extensions of OCSP responses (RFC 6960, 4.4; RFC 6962, 3.3). */
export const OCSP_EXTENSION = {
  nonce: "1.3.6.1.5.5.7.48.1.2",
  crlReferences: "1.3.6.1.5.5.7.48.1.3",
  archiveCutoff: "1.3.6.1.5.5.7.48.1.6",
  extendedRevoke: "1.3.6.1.5.5.7.48.1.9",
  signedCertificateTimestamps: "1.3.6.1.4.1.11129.2.4.5",
} as const;

/** Key purposes (RFC 5280, 4.2.1.12; RFC 9336; those that Adobe and Microsoft gave to document signing). */
export const KEY_PURPOSE = {
  any: "2.5.29.37.0",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  codeSigning: "1.3.6.1.5.5.7.3.3",
  emailProtection: "1.3.6.1.5.5.7.3.4",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  ocspSigning: "1.3.6.1.5.5.7.3.9",
  documentSigning: "1.3.6.1.5.5.7.3.36",
  adobeAuthenticDocuments: "1.2.840.113583.1.1.5",
  microsoftDocumentSigning: "1.3.6.1.4.1.311.10.3.12",
} as const;

/** The policy that stands for every policy (RFC 5280, 4.2.1.4). */
export const ANY_POLICY = "2.5.29.32.0";
