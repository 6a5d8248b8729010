import type { ByteView } from "../../bytes/view.ts";
import { checkLevelPermission } from "./access-permission.ts";
import { loadArtwork } from "./load-artwork.ts";
import { readDocument } from "./open-document.ts";
import type { PrepareOptions } from "./options.ts";
import { planSignature, type SignaturePlan } from "./plan-signature.ts";
import { revocationArchive } from "./revocation-attribute.ts";
import { timestampRoom } from "./signature-timestamp.ts";
import { describeSigner, type SignerFacts } from "./signer-facts.ts";

/** All that is known before the document's bytes are hashed. */
export interface PlannedDocument {
  readonly signer: SignerFacts;
  readonly plan: SignaturePlan;
}

/**
 * What both ways of signing have in common: what the signature will hold, and what will be appended to the document.
 *
 * @param now the claimed signing time
 * @throws PadesError as prepareSignature does, but for its checks of the options and of the signer's certificate
 */
export async function planDocument(
  view: ByteView,
  options: PrepareOptions & { readonly signal?: AbortSignal },
  now: Date,
): Promise<PlannedDocument> {
  const archive = await revocationArchive({ ...options, now });
  const signer = describeSigner(options, options.level === "B-B" ? 0 : await timestampRoom(options), archive);
  const { algorithm, certificates, roomBytes } = signer;
  const artwork = await loadArtwork(options, certificates[0], now);
  const plan = await readDocument(view, options, (opened) => {
    checkLevelPermission(opened.security, options.level);
    return planSignature(opened, {
      options,
      now,
      algorithm,
      certificate: certificates[0],
      roomBytes,
      archivesStatus: archive !== null,
      isTimestamped: options.level !== "B-B",
      artwork,
    });
  });
  return { signer, plan };
}
