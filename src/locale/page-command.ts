/** The words of `pades page`. Functions get strings that are already fit to be shown. */
export interface PageCommandWords {
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  readonly trust: string;
  readonly out: string;
  readonly evidence: string;
  readonly manifest: string;
  readonly force: string;
  readonly exitCodeList: readonly (readonly [code: string, meaning: string])[];
  readonly written: (path: string, kilobytes: number) => string;
  readonly hash: (sha256: string) => string;
  readonly trusted: (profile: string, anchors: number, sha256: string) => string;
  readonly evidenceFrom: (oldest: string) => string;
  readonly noEvidence: string;
}
