import { spawnSync } from "node:child_process";
import { demoPath } from "../support/demo-certs.ts";

export interface OpensslResult {
  readonly status: number | null;
  /** Standard output and error together. */
  readonly output: string;
}

/** Runs openssl to its end. */
export function openssl(...args: readonly string[]): OpensslResult {
  const { status, stdout, stderr } = spawnSync("openssl", args, { encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}

export interface VerifyOptions {
  /** Names of demo certificates to trust. */
  readonly trusted: readonly string[];
  readonly untrusted?: readonly string[];
  /** Names of authorities whose CRLs are used; with any, every certificate of the path needs one. */
  readonly crls?: readonly string[];
  readonly at: Date;
  readonly flags?: readonly string[];
}

/** `openssl verify -x509_strict` of a demo certificate. */
export function opensslVerify(name: string, options: VerifyOptions): OpensslResult {
  const { trusted, untrusted = [], crls = [], at, flags = [] } = options;
  return openssl(
    "verify",
    "-x509_strict",
    ...["-attime", String(at.getTime() / 1000)],
    "-no-CApath",
    "-no-CAstore",
    ...trusted.flatMap((certificate) => ["-CAfile", demoPath(`${certificate}.pem`)]),
    ...untrusted.flatMap((certificate) => ["-untrusted", demoPath(`${certificate}.pem`)]),
    ...crls.flatMap((authority) => ["-CRLfile", demoPath(`${authority}.crl.pem`)]),
    ...(crls.length === 0 ? [] : ["-crl_check_all"]),
    ...flags,
    demoPath(`${name}.pem`),
  );
}
