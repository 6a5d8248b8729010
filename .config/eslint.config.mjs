import tseslint from "typescript-eslint";

/** Clocks: a verdict depends on an injected `now`; only the functions that fill in a missing one may look. */
const clocks = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "No clock but the injected `now`.",
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "No clock but the injected `now`." },
];

/** Shapes that the house does without. */
const shapes = [
  { selector: "TSEnumDeclaration", message: "Use a union of string literals." },
  { selector: "ExportDefaultDeclaration", message: "Named exports only." },
  { selector: "ExportAllDeclaration", message: "Name what is exported." },
];

const network = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"].map((name) => ({
  name,
  message: "The network is reached in src/net only.",
}));

const dom = [
  "window",
  "document",
  "navigator",
  "location",
  "localStorage",
  "sessionStorage",
  "history",
  "customElements",
  "HTMLElement",
  "Element",
  "Node",
  "Document",
  "DOMParser",
].map((name) => ({ name, message: "The DOM belongs to src/widget." }));

const node = ["Buffer", "process", "global", "__dirname", "__filename", "require", "setImmediate"].map((name) => ({
  name,
  message: "Node's globals belong to src/node, src/cli and src/platform/node.ts.",
}));

const viaGlobalThis = (names) => names.map(({ name, message }) => ({ object: "globalThis", property: name, message }));

/** The rules on globals of one place, by bare name and through globalThis. */
const globals = (...groups) => ({
  "no-restricted-globals": ["error", ...groups.flat()],
  "no-restricted-properties": ["error", ...viaGlobalThis(groups.flat())],
});

export default tseslint.config(
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["src/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/..` } },
    rules: {
      ...globals(network, dom, node),
      "no-restricted-syntax": ["error", ...shapes, ...clocks],
      "max-lines": ["error", { max: 400 }],
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-exports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // An async method without await turns a throw into a rejection, which is what an interface of promises asks for.
      "@typescript-eslint/require-await": "off",
      // Suspension is not a failure: a parser throws it to ask for bytes (src/bytes/suspend.ts).
      "@typescript-eslint/only-throw-error": ["error", { allow: [{ from: "file", name: "Suspension" }] }],
      // Callers in JavaScript, and runtimes, do not always give what the types promise: checking is meant.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-conversion": "off",
      "@typescript-eslint/no-unnecessary-boolean-literal-compare": "off",
    },
  },
  {
    files: ["src/net/**/*.ts"],
    rules: globals(dom, node),
  },
  {
    files: ["src/widget/**/*.ts"],
    rules: globals(network, node),
  },
  {
    files: ["src/node/**/*.ts", "src/cli/**/*.ts", "src/platform/node.ts", "src/testing/**/*.ts"],
    rules: globals(network, dom),
  },
  {
    // The command line is where a verdict meets the clock and the console.
    files: ["src/cli/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...shapes], "no-console": "off" },
  },
  {
    files: ["test/**/*.ts", "examples/**/*.ts", "certs/**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: `${import.meta.dirname}/..` } },
    rules: {
      // A reference of pdf-lib reads as PDF writes it.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true, allow: [{ from: "package", name: "PDFRef", package: "pdf-lib" }] },
      ],
      "no-restricted-syntax": ["error", ...shapes],
      "max-lines": ["error", { max: 400 }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Tests read JSON that others wrote and compare it: expect() is their parser.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/require-await": "off",
      // An event listener may be async; its failure shows in the console of the page.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { arguments: false } }],
    },
  },
);
