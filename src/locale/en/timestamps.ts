import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";

/** Why a timestamp does not count: after “the timestamp:”. */
const FAULTS: ReadonlyMap<string, string> = new Map([
  ["malformed", "it cannot be read"],
  ["imprint-mismatch", "it was made for something else"],
  ["imprint-unknown", "what it was made for cannot be compared"],
  ["signed-attributes-missing", "it does not name what it signs"],
  ["signed-attributes-malformed", "what it signs cannot be read"],
  ["digest-mismatch", "its content is not what was signed"],
  ["signature-mismatch", "its signature does not match its certificate"],
  ["algorithm-unsupported", "it uses an algorithm that this tool does not know"],
  ["algorithm-inconsistent", "its algorithms contradict each other"],
  ["certificate-not-found", "its authority's certificate is missing"],
  ["certificate-ambiguous", "its authority's certificate is not certain"],
  ["signing-certificate-missing", "it is not bound to one certificate"],
  ["signing-certificate-mismatch", "it is bound to another certificate"],
  ["certificate-purpose", "its certificate is not one for timestamps"],
  ["key-of-signer", "the signer made it"],
  ["in-the-future", "its time is later than the time of checking"],
  ["algorithm-weak", "it uses an algorithm that is no longer safe"],
  ["no-path", "its authority is not trusted"],
  ["revocation", "its authority's certificate may have been revoked"],
]);

function timestampFault(code: string): string {
  return FAULTS.get(code) ?? "it is not valid";
}

export const timestamps = {
  "timestamp-not-valid": ({ fault, time }, telling) => ({
    title: "timestamp not valid",
    sentence: `The timestamp${time === null ? "" : ` of ${telling.time(time)}`} proves no time: ${timestampFault(fault)}. The signature is judged as if it had none.`,
    action: action.nothing,
  }),
  "document-timestamp-failed": ({ fault }) => ({
    title: "archive timestamp not valid",
    sentence: `The archive timestamp proves nothing: ${timestampFault(fault)}.`,
    action: action.sendAgain,
  }),
  "document-timestamp-untrusted": () => ({
    title: "archive timestamp's authority not trusted",
    sentence:
      "The certificate of the archive timestamp's authority leads to no configured root, so whether the timestamp can be relied on is not known.",
    action: action.askTechnicians,
    missing: "a trusted authority of the archive timestamp",
  }),
  "document-timestamp-undecided": ({ fault }) => ({
    title: "archive timestamp not confirmed",
    sentence: `Whether the archive timestamp can be relied on is not known: ${timestampFault(fault)}.`,
    action: action.askTechnicians,
    missing: "a trusted, valid authority of the archive timestamp",
  }),
  "document-timestamp-mistyped": () => ({
    title: "archive timestamp under another name",
    sentence:
      "A timestamp over the document is marked as a signature (/Type /Sig), so it is not used as proof; the signatures stand without it.",
    action: action.nothing,
  }),
} satisfies Partial<FindingSentences>;
