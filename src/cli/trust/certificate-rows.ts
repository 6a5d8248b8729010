import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { hang, padColumns } from "../../report/wrap.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { validityFault } from "../../x509/certificate-rules.ts";
import { nameToText } from "../../x509/name-text.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";

/** A label and what it labels. */
export type LabelledLines = readonly [label: string, ...lines: string[]];

/** Columns of a label, with the space behind it. */
const LABEL_COLUMNS = 15;

export function layOut(rows: readonly LabelledLines[], indent: string, context: CommandContext): string[] {
  return rows.flatMap(([label, ...lines]) =>
    lines.flatMap((line, index) =>
      hang(indent + padColumns(index === 0 ? label : "", LABEL_COLUMNS), line, lineWidth(context)),
    ),
  );
}

export function subjectText({ subject }: Certificate): string {
  return plainText(nameToText(subject));
}

/** What to look at before trusting a certificate, and what a list shows of it. */
export function certificateRows(certificate: Certificate, now: Date, context: CommandContext): LabelledLines[] {
  const { trust: say } = context.words;
  const { label } = say;
  const time = createTimeFormatter(context.locale.tag);
  const { notBefore, notAfter, isSelfIssued, issuer } = certificate;
  const state = say.state[validityFault(certificate, now) ?? "in-force"];
  return [
    ...(isSelfIssued ? [] : [[label.issuer, plainText(nameToText(issuer))] as const]),
    [label.validity, `${say.period(time(notBefore), time(notAfter))} (${state})`],
    [label.key, keyText(certificate)],
    [label.fingerprint, ...fingerprintLines(certificate.sha256)],
  ];
}

export function keyText({ publicKey }: Certificate): string {
  return plainText(publicKey?.name ?? "?");
}

/** In groups of four digits, eight groups a line: to be compared by eye, or read out on the telephone. */
export function fingerprintLines(sha256: string): string[] {
  const groups = sha256.toUpperCase().match(/.{1,4}/g) ?? [];
  return [groups.slice(0, 8).join(" "), groups.slice(8).join(" ")];
}
