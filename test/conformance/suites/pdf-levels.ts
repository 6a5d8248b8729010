import { readFileSync } from "node:fs";
import { join } from "node:path";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { LEVEL_EXCEPTIONS } from "../level-exceptions.ts";
import { type DssTest, type LevelClaim, levelClaims } from "./level-claims.ts";

export interface LevelResult {
  readonly agreed: number;
  /** Timestamps taken for good that are not. */
  readonly falseAccepts: readonly LevelClaim[];
  readonly falseRejects: readonly LevelClaim[];
  readonly exceptions: readonly (LevelClaim & { readonly because: string })[];
  /** Exceptions that are none any more. */
  readonly idleExceptions: readonly string[];
}

interface Expectations {
  readonly files: readonly { readonly file: string; readonly tests: readonly DssTest[] }[];
}

/** The day after the references were asked. */
const NOW = new Date("2026-11-25T00:00:00Z");
/** As in most of DSS's tests, so that levels are those found and a timestamp counts where only trust is lacking. */
const NOBODY = createTrustStore({ schema: "pades-dossier/trust@1", id: "none", anchors: [] });

/** Numbers of signatures and timestamps, levels and technical validity of timestamps, as DSS's own tests assert them. */
export async function runPdfLevels(corpus: string): Promise<LevelResult> {
  const { files }: Expectations = JSON.parse(readFileSync(join(corpus, "dss-expect.json"), "utf8"));
  const claims: LevelClaim[] = [];
  for (const { file, tests } of files) {
    const source = new Uint8Array(readFileSync(join(corpus, file)));
    const verification = await verifyPdf(source, { trust: NOBODY, now: NOW });
    claims.push(...tests.flatMap((test) => levelClaims(file, test, verification)));
  }
  const wrong = claims.filter(({ expected, found }) => expected !== found);
  const unexplained = wrong.filter(({ id }) => !LEVEL_EXCEPTIONS.has(id));
  return {
    agreed: claims.length - wrong.length,
    falseAccepts: unexplained.filter(({ expected, isOfValidity }) => isOfValidity && expected === false),
    falseRejects: unexplained.filter(({ expected, isOfValidity }) => !(isOfValidity && expected === false)),
    exceptions: wrong.flatMap((claim) => {
      const because = LEVEL_EXCEPTIONS.get(claim.id);
      return because === undefined ? [] : [{ ...claim, because }];
    }),
    idleExceptions: [...LEVEL_EXCEPTIONS.keys()].filter((id) => !wrong.some((claim) => claim.id === id)),
  };
}
