import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { hang, wrap } from "../../report/wrap.ts";
import { TRUST_ROLES, type TrustAnchor } from "../../x509/trust-anchor.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { certificateRows, type LabelledLines, layOut, subjectText } from "../trust/certificate-rows.ts";
import { clockTime } from "../trust/trust-flags.ts";
import { openTrust } from "../trust-inputs.ts";

export interface TrustFlags {
  readonly trust: string;
}

/** `pades trust list`: whom a profile trusts. */
export async function trustList({ trust }: TrustFlags, context: CommandContext): Promise<ExitCode> {
  const store = await openTrust(trust, context);
  context.terminal.write(`${listLines(store, trust, clockTime(), context).join("\n")}\n`);
  return EXIT.ok;
}

function listLines(store: TrustStore, path: string, now: Date, context: CommandContext): string[] {
  const { list: say, label } = context.words.trust;
  const { anchors, intermediates, policy } = store;
  const width = lineWidth(context);
  const shown = plainText(path);
  const next = anchors.length === 0 ? say.noAnchors(shown) : say.next(shown);
  const entry = (number: number, subject: string, rows: readonly LabelledLines[]): string[] => [
    "",
    ...hang(`${number}. `, subject, width),
    ...layOut(rows, "   ", context),
  ];
  return [
    ...wrap(say.heading(plainText(store.id), anchors.length, intermediates.length), width),
    ...wrap(say.policy(plainText(policy.id)), width),
    ...layOut([[label.next, next]], "", context),
    ...(anchors.length === 0 ? [] : ["", label.anchors]),
    ...anchors.flatMap((anchor, index) =>
      entry(index + 1, subjectText(anchor.certificate), [
        ...anchorRows(anchor, context),
        ...certificateRows(anchor.certificate, now, context),
      ]),
    ),
    ...(intermediates.length === 0 ? [] : ["", label.intermediates]),
    ...intermediates.flatMap((certificate, index) =>
      entry(index + 1, subjectText(certificate), certificateRows(certificate, now, context)),
    ),
  ];
}

/** What an anchor is trusted for, and when. */
export function anchorRows(
  { roles, tag, trustFrom, trustUntil }: Omit<TrustAnchor, "certificate">,
  context: CommandContext,
): LabelledLines[] {
  const { trust: say } = context.words;
  const time = createTimeFormatter(context.locale.tag);
  const period = [
    trustFrom === null ? null : say.trustedFrom(time(trustFrom)),
    trustUntil === null ? null : say.trustedUntil(time(trustUntil)),
  ].filter((part) => part !== null);
  return [
    [
      say.label.roles,
      TRUST_ROLES.filter((role) => roles.has(role))
        .map((role) => say.role[role])
        .join(", "),
    ],
    [say.label.tag, tag === null ? say.noTag : plainText(tag)],
    ...(period.length === 0 ? [] : [[say.label.trusted, period.join(" ")] as const]),
  ];
}
