#!/usr/bin/env node
import { runCommandLine } from "./run.ts";
import { processTerminal } from "./terminal.ts";

// Not process.exit: what is still being written to a pipe would be lost.
void runCommandLine(process.argv.slice(2), processTerminal()).then((code) => {
  process.exitCode = code;
});
