import type { FindingCode } from "../../../src/findings.ts";
import { demoCertificate, demoIdentity } from "../../support/demo-certs.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import type { Forgery } from "../attack.ts";

const signedBy = (name: string) => async () => forgePdf({ cms: { identity: await demoIdentity(name) } });

function by(name: string, title: string, ...codes: FindingCode[]): Forgery {
  return { title, build: signedBy(name), verdict: "indeterminate", codes };
}

/** Signatures that are right to the last bit, by somebody who must not make them (RFC 5280, section 6). */
export const CERTIFICATES: readonly Forgery[] = [
  {
    ...by(
      "bad/self-signed",
      "a rogue signed under the name of a citizen with a certificate of his own",
      "no-path-to-anchor",
    ),
    twin: {
      title: "the citizen signed",
      build: signedBy("public-ca/citizen"),
      verdict: "valid",
      codes: ["rsa-pkcs1-v15"],
    },
  },
  by("bad/issued-by-fake-root", "the root has the name of a trusted one and another key", "no-path-to-anchor"),
  {
    title: "the fake root's certificate is left out, so that only the genuine root of its name is at hand",
    build: async () => {
      const identity = await demoIdentity("bad/issued-by-fake-root");
      return forgePdf({ cms: { identity, certificates: [identity.certificate, demoCertificate("public-ca/root")] } });
    },
    verdict: "indeterminate",
    codes: ["no-path-to-anchor"],
  },
  {
    title: "the genuine chain of another signer lies beside a rogue's certificate",
    build: async () => {
      const identity = await demoIdentity("bad/self-signed");
      const genuine = (await demoIdentity("public-ca/citizen")).chain;
      return forgePdf({ cms: { identity, certificates: [identity.certificate, ...genuine] } });
    },
    verdict: "indeterminate",
    codes: ["no-path-to-anchor"],
  },
  by("bad/issued-by-not-ca", "an ordinary signer issued the signer's certificate", "no-path-to-anchor"),
  by("bad/issued-by-too-deep-ca", "the path is longer than its authority allows", "path-constraints-violated"),
  by("bad/unknown-critical-extension", "a critical extension is one that nobody knows", "path-constraints-violated"),
  by("bad/sha1-signed", "the certificate was signed with SHA-1", "path-constraints-violated"),
  by("bad/rsa-1024", "the signer's key has 1024 bits", "algorithm-weak"),
  by("bad/expired", "the certificate has expired", "certificate-expired"),
  by("bad/not-yet-valid", "the certificate is not valid yet", "certificate-not-yet-valid"),
  by("bad/key-usage-encipherment", "the key is for encipherment only", "key-usage-not-signing"),
  by("bad/eku-server-auth", "the certificate is for web servers", "extended-key-usage-not-signing"),
  by("public-ca/tsa", "a timestamp authority signed a document", "extended-key-usage-not-signing"),
  by("cong-vu/ocsp", "an OCSP responder signed a document", "extended-key-usage-not-signing"),
  by("public-ca/issuing-ca", "an authority signed a document with the key it issues certificates with", "signer-is-ca"),
  by("public-ca/root", "the root itself signed a document", "signer-is-ca"),
];
