import type { Finding } from "../../findings.ts";
import type { SignatureSubject } from "./subject.ts";

/** A question put to the facts about one signature; no findings means that the answer is as it should be. Never throws. */
export type Check = (subject: SignatureSubject) => readonly Finding[];
