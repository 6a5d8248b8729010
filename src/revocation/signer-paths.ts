import { MAX_CRL_SIGNER_PATHS } from "../limits.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { PathLink } from "../x509/path-validation.ts";

type Links = readonly PathLink[] | null;

/**
 * The paths of those who sign CRLs apart from the issuers on a path: each looked for once, and only so many, because
 * whoever made a file may put any number of them in it.
 */
export class SignerPaths {
  readonly #known = new Map<string, Links>();

  /**
   * The links of a path at a time; null where none is found, or where too many have been looked for. What has been proven
   * of the signer's certificate since may make another answer.
   */
  async find(
    signer: Certificate,
    { at, provenSince }: { readonly at: Date; readonly provenSince: Date },
    search: () => Promise<Links>,
  ): Promise<Links> {
    const key = `${signer.sha256} ${at.getTime()} ${provenSince.getTime()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#known.size === MAX_CRL_SIGNER_PATHS) return null;
    const links = await search();
    this.#known.set(key, links);
    return links;
  }
}
