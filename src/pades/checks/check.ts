import type { Finding } from "../../findings.ts";
import type { CmsSubject, SignatureSubject } from "./subject.ts";

/** A question put to the facts about one signature; no findings means that the answer is as it should be. Never throws. */
export type Check = (subject: SignatureSubject) => readonly Finding[];

/** The same of a signature that need not stand in a PDF. */
export type CmsCheck = (subject: CmsSubject) => readonly Finding[];
