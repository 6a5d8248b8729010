export default [
  {
    name: "./verify, bundled for browsers with its dependencies",
    path: "dist/public/verify.js",
    gzip: true,
    limit: "80 kB",
    modifyEsbuildConfig: (config) => ({
      ...config,
      // Chunks import each other for order's sake; package.json says that none has side effects.
      logOverride: { "ignored-bare-import": "silent" },
    }),
  },
];
