/** The version that reports name; the same as in package.json (test/package). */
export const VERSION = "0.1.0";
