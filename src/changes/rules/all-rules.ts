import { additionalStreamsRule } from "./additional-streams.ts";
import { annotationLinksRule } from "./annotation-links.ts";
import { annotationsRule } from "./annotations.ts";
import { authCodeRule } from "./auth-code.ts";
import { catalogVersionRule } from "./catalog-version.ts";
import { dssReplacedRule, dssRule } from "./dss.ts";
import { extensionsRule } from "./extensions.ts";
import { fileIdRule } from "./file-id.ts";
import { fillingRule } from "./filling.ts";
import { formRule } from "./form.ts";
import { infoRule } from "./info.ts";
import { metadataRule } from "./metadata.ts";
import { newSignatureFieldRule } from "./new-signature-field.ts";
import { pageRule } from "./page.ts";
import type { ChangeRule } from "./rule.ts";
import { fieldLockedRule, signingRule } from "./signing.ts";
import { structureRule } from "./structure.ts";

/** Everything that a later revision may do. The first rule that knows a difference decides. */
export const ALL_RULES: readonly ChangeRule[] = [
  dssRule,
  dssReplacedRule,
  extensionsRule,
  catalogVersionRule,
  newSignatureFieldRule,
  signingRule,
  fieldLockedRule,
  fillingRule,
  annotationLinksRule,
  formRule,
  pageRule,
  infoRule,
  metadataRule,
  fileIdRule,
  authCodeRule,
  additionalStreamsRule,
  structureRule,
  annotationsRule,
];
