/** Writes docs/findings.md: `npm run docs:findings`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/repository.ts";
import { findingsPage } from "./findings-page.ts";

writeFileSync(join(repository, "docs/findings.md"), findingsPage());
