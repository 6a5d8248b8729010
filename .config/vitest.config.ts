import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

/** `#platform` is chosen by package conditions: tests read src, so our own condition comes first. */
const conditions = ["pades-source", "node", "module", "import"];

/** Folders whose tests start something heavy and therefore are projects of their own. */
const ownProjects = ["test/browser/**", "test/package/**"];

export default defineConfig({
  root,
  cacheDir: `${root}node_modules/.cache/vite`,
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: { provider: "v8", include: ["src/**/*.ts"], reportsDirectory: "coverage" },
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...ownProjects],
        },
      },
      {
        // The same tests with the platform code that browsers get: what they assert must not depend on node:crypto.
        extends: true,
        resolve: { alias: { "#platform": `${root}src/platform/web.ts` } },
        test: {
          name: "web",
          include: ["test/{crypto,cms,pades}/**/*.test.ts"],
        },
      },
      {
        extends: true,
        // Examples import the package by its name; run inside a test they get the source.
        resolve: {
          alias: [
            { find: /^pades-dossier$/, replacement: `${root}src/public/index.ts` },
            { find: /^pades-dossier\/([\w-]+)$/, replacement: `${root}src/public/$1.ts` },
          ],
        },
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/support/packed-package.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        // These bundle and type-check the packed package, each with every core it gets: one after another.
        extends: true,
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts"],
          globalSetup: ["test/support/packed-package.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
