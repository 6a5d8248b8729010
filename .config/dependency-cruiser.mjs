/**
 * The layers of the house. A folder may import from the groups above its own and from its own group, never from one
 * below; src/errors.ts, src/findings.ts and src/limits.ts belong to everyone.
 */
const layers = [
  ["platform", "bytes", "crypto"],
  ["asn1", "pdf"],
  ["x509", "cms", "net", "changes"],
  ["revocation", "tsp", "keys", "appearance"],
  ["pades"],
  ["dossier"],
  ["report", "locale"],
  ["public"],
  ["node", "cli", "widget", "testing"],
];

/** Public entries that hand on what stands below them: one file each, named like the folder. */
const entriesOfLowerFolders = "^src/public/(node|pkcs11|testing|jsx|widget|worker|worker-client)\\.ts$";

const folders = (names) => `^src/(${names.join("|")})/`;

const layerRules = layers.slice(0, -1).map((group, index) => ({
  name: `layer-${group.join("-")}`,
  comment: `${group.join(", ")} import only from: ${layers
    .slice(0, index + 1)
    .flat()
    .join(", ")}`,
  severity: "error",
  from: { path: folders(group), pathNot: entriesOfLowerFolders },
  to: { path: folders(layers.slice(index + 1).flat()) },
}));

/** Packages by their path in node_modules, however npm nests them. */
const packages = (...names) => `(^|/)node_modules/(${names.join("|")})/`;

/** Forbids one direction between two places of src. */
const never = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: to },
});

/** What runs, leaving out imports that the compiler erases. */
const atRunTime = { dependencyTypesNot: ["type-only"] };

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...layerRules,
    {
      name: "shared-root-files-import-nothing",
      comment: "errors, findings and limits are importable by all, so they may depend on nothing but each other",
      severity: "error",
      from: { path: "^src/[^/]+\\.ts$" },
      to: { pathNot: "^src/[^/]+\\.ts$" },
    },
    never("command-line-is-a-leaf", "nobody imports the command line", "^src/(?!cli/)", "^src/cli/"),
    never(
      "widget-is-a-leaf",
      "what needs a page is imported by its own entries alone",
      "^src/(?!widget/|public/(jsx|widget|worker|worker-client)\\.ts$)",
      "^src/widget/",
    ),
    never(
      "testing-is-for-tests",
      "the test authority is never part of what is shipped to run",
      "^src/(?!testing/|public/testing\\.ts$)",
      "^src/testing/",
    ),
    never(
      "inspecting-judges-nobody",
      "showing the structure of a file verifies and trusts nothing",
      "^src/pades/inspect/",
      folders(["cms", "x509", "revocation", "tsp"]),
    ),
    never("asn1-knows-no-pdf", "ASN.1 and PDF are strangers", folders(["asn1"]), folders(["pdf"])),
    never("pdf-knows-no-asn1", "a PDF parser knows no signatures", folders(["pdf"]), folders(["asn1", "cms", "x509"])),
    never(
      "changes-know-no-signatures",
      "change analysis knows PDF only",
      folders(["changes"]),
      folders(["cms", "x509", "asn1", "net"]),
    ),
    never(
      "cms-knows-no-pdf",
      "cryptographic messages know no PDF",
      folders(["cms", "x509"]),
      folders(["pdf", "changes"]),
    ),
    never("x509-knows-no-cms", "certificates are below messages that carry them", folders(["x509"]), folders(["cms"])),
    never(
      "locale-knows-findings-only",
      "sentences are pure functions of findings",
      folders(["locale"]),
      folders(["report"]),
    ),
    never(
      "verifying-never-signs",
      "the verify path must not reach what signs or draws",
      "^src/pades/(verify|checks)/",
      "^src/(pades/sign|keys|appearance|pdf/write)/",
    ),
    {
      name: "node-core-at-the-edge",
      comment: "node:* only in src/node, src/cli and src/platform/node.ts",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(node/|cli/|platform/node\\.ts$)" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "asn1js-builds-only",
      comment: "pkijs and asn1js build what we emit; the verify path reads with src/asn1",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(asn1/build\\.ts$|keys/|testing/)" },
      to: { path: packages("asn1js", "pkijs") },
    },
    {
      name: "node-forge-opens-pkcs12-only",
      comment: "node-forge has a history of signature-verification advisories: legacy PKCS#12 ciphers, nothing else",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/keys/pkcs12" },
      to: { path: packages("node-forge") },
    },
    {
      name: "pdf-lib-draws-only",
      comment: "pdf-lib's parser ignores the cross-reference chain",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/appearance/" },
      to: { path: packages("pdf-lib", "@pdf-lib/[^/]+") },
    },
    {
      name: "webcrypto-polyfill-in-node-only",
      comment: "@peculiar/webcrypto does not bundle for browsers",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/node/" },
      to: { path: packages("@peculiar/webcrypto") },
    },
    {
      name: "verify-entry-stays-light",
      comment: "./verify stands on @noble/hashes and fflate alone",
      severity: "error",
      from: { path: "^src/public/verify\\.ts$" },
      to: { path: "(^|/)node_modules/", pathNot: packages("@noble/hashes", "fflate"), reachable: true },
    },
    {
      name: "neutral-entries-stay-neutral",
      comment: "only ./node, ./pkcs11 and ./testing may need Node",
      severity: "error",
      from: { path: "^src/public/", pathNot: "^src/public/(node|pkcs11|testing)\\.ts$" },
      to: { path: "^src/(node|cli)/", reachable: true },
    },
    {
      name: "no-circular",
      comment: "two modules that need each other are one module",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: atRunTime },
    },
    {
      name: "src-imports-no-tests",
      comment: "what is shipped does not depend on what tests it",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|examples|certs)/" },
    },
    {
      name: "no-unresolvable",
      comment: "every import resolves",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-undeclared",
      comment: "src imports only what package.json lists under dependencies",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], ...atRunTime },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|out|coverage)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    moduleSystems: ["es6"],
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["pades-source", "import", "node", "default", "types"],
      extensions: [".ts", ".js", ".mjs", ".json", ".d.ts"],
    },
    cache: { folder: "node_modules/.cache/dependency-cruiser", strategy: "content" },
  },
};
