import type { TrustRole } from "../x509/trust-anchor.ts";

type Examples = readonly (readonly [command: string, meaning: string])[];

/** What `pades trust` says. Functions get strings that are already fit to be shown. */
export interface TrustCommandWords {
  readonly summary: string;
  readonly description: string;
  readonly examples: Examples;
  /** The option that all of its commands have. */
  readonly trust: string;
  readonly add: {
    readonly summary: string;
    readonly description: string;
    readonly examples: Examples;
    readonly files: string;
    readonly role: string;
    readonly tag: string;
    readonly from: string;
    readonly until: string;
    readonly as: string;
    readonly allowLeaf: string;
    readonly fingerprint: string;
    readonly asAnchor: string;
    readonly asIntermediate: string;
    /** Asked once for each anchor; what to answer stands in it. */
    readonly question: string;
    /** Answers that confirm, in lower case. */
    readonly yes: readonly string[];
    readonly expired: (time: string) => string;
    readonly notYetValid: (time: string) => string;
    readonly sameName: string;
    readonly added: (anchors: number, intermediates: number, path: string) => string;
    readonly next: (path: string) => string;
  };
  readonly list: {
    readonly summary: string;
    readonly description: string;
    readonly examples: Examples;
    readonly heading: (id: string, anchors: number, intermediates: number) => string;
    readonly policy: (id: string) => string;
    readonly next: (path: string) => string;
    readonly noAnchors: (path: string) => string;
  };
  readonly remove: {
    readonly summary: string;
    readonly description: string;
    readonly examples: Examples;
    readonly fingerprints: string;
    readonly removed: (subject: string, path: string) => string;
    readonly noneLeft: string;
  };
  readonly check: {
    readonly summary: string;
    readonly description: string;
    readonly examples: Examples;
    readonly certificate: string;
    readonly role: string;
    readonly at: string;
    readonly good: (anchors: number, intermediates: number, time: string) => string;
    readonly found: (problems: number, notices: number, time: string) => string;
    readonly problem: {
      readonly expired: (time: string) => string;
      readonly "expires-soon": (time: string) => string;
      readonly "not-yet-valid": (time: string) => string;
      readonly "trust-ended": (time: string) => string;
      readonly weak: (key: string) => string;
      readonly "not-ca": string;
      readonly duplicate: string;
      readonly "same-name": string;
      readonly "no-path": (certificate: string, reason: string) => string;
      readonly "no-signer-anchor": (tags: string | null) => string;
      readonly "no-tsa-anchor": string;
    };
    readonly pathFound: string;
    readonly pathNotFound: (certificate: string, reason: string) => string;
    readonly pathNext: string;
    readonly noPathNext: string;
  };
  readonly label: {
    readonly anchors: string;
    readonly intermediates: string;
    readonly roles: string;
    readonly tag: string;
    readonly trusted: string;
    readonly issuer: string;
    readonly validity: string;
    readonly key: string;
    readonly fingerprint: string;
    readonly next: string;
    readonly path: string;
  };
  readonly role: { readonly [Role in TrustRole]: string };
  readonly noTag: string;
  readonly trustedFrom: (time: string) => string;
  readonly trustedUntil: (time: string) => string;
  readonly period: (from: string, until: string) => string;
  readonly state: { readonly "in-force": string; readonly expired: string; readonly "not-yet-valid": string };
  readonly error: {
    readonly notCertificates: (path: string) => string;
    readonly noCertificates: (path: string) => string;
    readonly folder: (path: string) => string;
    readonly fingerprintFormat: (text: string) => string;
    readonly notConfirmed: string;
    readonly needsConfirmation: string;
    readonly howToConfirm: string;
    readonly fingerprintDiffers: (subject: string) => string;
    readonly fingerprintUnused: (fingerprint: string) => string;
    readonly isLeaf: (subject: string) => string;
    readonly howToAllowLeaf: string;
    readonly weak: (subject: string, key: string) => string;
    readonly malformedKey: (subject: string) => string;
    readonly alreadyThere: (subject: string) => string;
    readonly notFound: (fingerprint: string) => string;
    readonly severalFound: (fingerprint: string) => string;
    readonly inSharedFile: (file: string) => string;
    readonly changedMeanwhile: (path: string) => string;
    readonly periodOrder: string;
    readonly oneCertificate: (path: string) => string;
    readonly fewerWords: string;
  };
}
