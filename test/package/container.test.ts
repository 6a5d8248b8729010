import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { archivedSample } from "../support/archived-sample.ts";
import { demoPath } from "../support/demo-certs.ts";
import { repository } from "../support/repository.ts";

/**
 * No container engine is at hand where these tests run. What the image holds is made here from what the Dockerfile copies,
 * by what it runs, and started as the image starts it: as nobody, where nothing can be written.
 */
const dockerfile = readFileSync(join(repository, "examples/container/Dockerfile"), "utf8");
const lines = dockerfile.split("\n").filter((line) => /^[A-Z]+ /.test(line));
const argumentsOf = (instruction: string) =>
  lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));
const copied = argumentsOf("COPY")
  .filter((line) => !line.startsWith("--from"))
  .flatMap((line) => line.split(" ").slice(0, -1));
const readOnly = 0o555;
let folder = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-container-"));
  const source = join(folder, "src");
  for (const name of copied) cpSync(join(repository, name), join(source, name), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(source, "node_modules"), "dir");
  execFileSync("npm", ["run", "--silent", "build"], { cwd: source });
  const image = join(folder, "opt/pades");
  mkdirSync(image, { recursive: true });
  for (const name of ["package.json", "dist"]) cpSync(join(source, name), join(image, name), { recursive: true });
  // Copied, because nobody may be kept out of the folder that this checkout stands in.
  for (const name of installedWithoutTools()) {
    cpSync(join(repository, "node_modules", name), join(image, "node_modules", name), { recursive: true });
  }
  cpSync(demoPath(""), join(folder, "tin-cay"), { recursive: true });
  mkdirSync(join(folder, "ho-so"));
  writeFileSync(join(folder, "ho-so/a.pdf"), await archivedSample(new Date()));
  for (const name of ["", "opt", "opt/pades", "opt/pades/dist", "ho-so"]) chmodSync(join(folder, name), readOnly);
}, 180_000);
afterAll(() => {
  for (const name of ["", "opt", "opt/pades", "opt/pades/dist", "ho-so"]) chmodSync(join(folder, name), 0o755);
  rmSync(folder, { recursive: true });
});

/** What `npm prune --omit=dev` leaves. */
function installedWithoutTools(): string[] {
  const lock = JSON.parse(readFileSync(join(repository, "node_modules/.package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, { dev?: boolean; peer?: boolean; devOptional?: boolean }>>;
  };
  return Object.entries(lock.packages)
    .filter(([, { dev, peer, devOptional }]) => dev !== true && peer !== true && devOptional !== true)
    .map(([path]) => path.replace("node_modules/", ""));
}

it("gives the build what it copies, and nothing else of the repository", () => {
  const ignored = readFileSync(join(repository, "examples/container/Dockerfile.dockerignore"), "utf8")
    .trim()
    .split("\n");
  expect(ignored[0]).toBe("*");
  expect([...copied].sort()).toEqual(
    ignored
      .slice(1)
      .map((line) => line.slice(1))
      .sort(),
  );
});

it("runs as nobody, from a program and with documents that it cannot write to", () => {
  expect(argumentsOf("USER")).toEqual(["65534:65534"]);
  const [program = "", entry = ""] = JSON.parse(argumentsOf("ENTRYPOINT").join("")) as string[];
  expect(readdirSync(join(folder, "opt/pades"))).toEqual(
    expect.arrayContaining(["dist", "node_modules", "package.json"]),
  );
  const { status, stdout, stderr } = spawnSync(
    program,
    [
      join(folder, entry),
      "verify",
      join(folder, "ho-so"),
      "--trust",
      join(folder, "tin-cay/demo.trust.json"),
      "--lang",
      "vi",
    ],
    {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], NODE_ENV: "production", HOME: "/nonexistent", TMPDIR: "/nonexistent" },
      ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
    },
  );
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("HỢP LỆ tại thời điểm ký");
});
