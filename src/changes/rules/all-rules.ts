import { catalogVersionRule } from "./catalog-version.ts";
import { dssRule } from "./dss.ts";
import { extensionsRule } from "./extensions.ts";
import { formRule } from "./form.ts";
import { infoRule } from "./info.ts";
import { newSignatureFieldRule } from "./new-signature-field.ts";
import { pageRule } from "./page.ts";
import type { ChangeRule } from "./rule.ts";
import { fieldLockedRule, signingRule } from "./signing.ts";
import { trailerRule } from "./trailer.ts";

/** Everything that a later revision may do. The first rule that knows a difference decides. */
export const ALL_RULES: readonly ChangeRule[] = [
  dssRule,
  extensionsRule,
  catalogVersionRule,
  newSignatureFieldRule,
  signingRule,
  fieldLockedRule,
  formRule,
  pageRule,
  infoRule,
  trailerRule,
];
