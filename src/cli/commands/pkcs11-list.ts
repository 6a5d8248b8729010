import { encodeHex } from "../../bytes/hex.ts";
import { listTokenContents } from "../../node/pkcs11/list-contents.ts";
import { shortName } from "../../pades/verify/short-name.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { hang, padColumns } from "../../report/wrap.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";

/** `pades pkcs11 list`: the tokens that a library sees, and what can be seen on them without a login. */
export async function pkcs11List(library: string, context: CommandContext): Promise<ExitCode> {
  const { words, terminal, locale } = context;
  const say = words.keys.list;
  const contents = await listTokenContents({ library });
  if (contents.length === 0) {
    terminal.write(`${say.none}\n`);
    return EXIT.ok;
  }
  const width = lineWidth(context);
  const time = createTimeFormatter(locale.tag);
  const row = (name: string, text: string) => hang(padColumns(`  ${name}`, 14), plainText(text), width);
  for (const { token, certificates } of contents) {
    const { slot, label, serialNumber, manufacturer, model } = token;
    const heading = token.isInitialized ? label : `${label} (${say.notInitialized})`;
    const own = certificates.map(({ certificate, label: name, id }) =>
      say.certificateLine({
        name: shortName(certificate.subject),
        label: name,
        id: encodeHex(id),
        until: time(certificate.notAfter),
      }),
    );
    const lines = [
      ...hang(`${slot}  `, plainText(heading), width),
      ...row(say.serialNumber, serialNumber),
      ...row(say.model, [manufacturer, model].filter((part) => part !== "").join(", ")),
      ...row(say.pin, token.hasPinPad ? say.pinPadHere : say.pinState[token.pin]),
      ...(own.length === 0 ? [say.noCertificate] : own).flatMap((text) => row(say.certificate, text)),
    ];
    terminal.write(`${lines.join("\n")}\n`);
  }
  return EXIT.ok;
}
