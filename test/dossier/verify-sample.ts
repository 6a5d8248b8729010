import type { DossierVerification } from "../../src/dossier/dossier-verification.ts";
import { verifyDossier } from "../../src/dossier/verify-dossier.ts";
import type { OneChange } from "./one-change.ts";
import { filesOf, hoursBefore, type SampleDossier, sampleDossier, VERIFIED_AT } from "./sample-dossier.ts";

/** The sample dossier, verified after one change to it. */
export async function verifySample(change: OneChange["change"] = () => ({})): Promise<DossierVerification> {
  return verifyChanged(await sampleDossier(), change);
}

export async function verifyChanged(dossier: SampleDossier, change: OneChange["change"]): Promise<DossierVerification> {
  const overrides = await change(dossier);
  const { pki, manifest } = dossier;
  const evidence = await pki.evidence({ people: hoursBefore(1), tsa: hoursBefore(1) });
  const { manifest: chosen, ...others } = { manifest, trust: pki.trust(), evidence, now: VERIFIED_AT, ...overrides };
  return verifyDossier(filesOf(dossier), { ...others, ...(chosen === undefined ? {} : { manifest: chosen }) });
}
