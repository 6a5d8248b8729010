import { defineVerifyElement } from "./define-verify-element.ts";

defineVerifyElement();
