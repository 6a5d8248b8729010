/**
 * Makes a ZIP for desks without Node: this platform's own node binary, unmodified, the package as it is published with
 * what it depends on, and scripts to start it. Prints its path, size and SHA-256.
 *
 * Usage: node .config/build-portable.mjs [--out FOLDER] [--package FOLDER] [--page FILE], after a build. The ZIP goes into
 * out/ otherwise; --package is a folder that holds the package as it is published, this one otherwise; --page is the page of
 * `pades page`. None goes in by itself: one that lies about may trust the demo chain, whose keys everybody has.
 */
import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { Zip, ZipDeflate } from "fflate";

const root = join(import.meta.dirname, "..");
const { values: flags } = parseArgs({
  options: { out: { type: "string" }, package: { type: "string" }, page: { type: "string" } },
});
const target = flags.out ?? join(root, "out");
const published = flags.package ?? root;
const { version, dependencies } = readJson(join(root, "package.json"));
const name = `pades-portable-${version}-${process.platform}-${process.arch}`;
const isWindows = process.platform === "win32";

if (!existsSync(join(published, "dist/cli/main.js"))) {
  console.error("dist/ is missing: npm run build");
  process.exit(1);
}
mkdirSync(target, { recursive: true });
const archive = await openArchive(join(target, `${name}.zip`));

addFile(isWindows ? "node.exe" : "node", process.execPath, 0o755);
const licence = nodeLicence();
if (licence === null) console.error("The licence of Node was not found beside it; give NODE-LICENSE with the ZIP.");
else addFile("NODE-LICENSE", licence);

const portable = join(root, ".config/portable");
addFile("HUONG-DAN.txt", join(portable, "HUONG-DAN.txt"));
addFile(isWindows ? "kiem-tra.cmd" : "kiem-tra.sh", join(portable, isWindows ? "kiem-tra.cmd" : "kiem-tra.sh"), 0o755);
addFile("app/kiem-tra.mjs", join(portable, "kiem-tra.mjs"));
const notes = {
  "HO-SO": "Chép tệp PDF, thư mục hồ sơ hoặc tệp ZIP cần kiểm tra vào đây.",
  "TIN-CAY": "Cấu hình tin cậy (.json) hoặc chứng thư chữ ký số gốc, do bộ phận kỹ thuật chuẩn bị.",
  "BANG-CHUNG": "Gói dữ liệu thu hồi hoặc danh sách chứng thư thu hồi, nếu có.",
  "KET-QUA": "Trang kết quả được ghi vào đây.",
};
for (const [folder, note] of Object.entries(notes)) archive.add(`${folder}/DOC-TRUOC.txt`, Buffer.from(`${note}\r\n`));

for (const file of ["package.json", "LICENSE", "README.md"])
  addFile(`app/pades-dossier/${file}`, join(published, file));
addFolder("app/pades-dossier/dist", join(published, "dist"));
for (const folder of runtimePackages(dependencies)) addFolder(`app/${inZip(relative(root, folder))}`, folder);
if (flags.page !== undefined) addFile("verify.html", flags.page);

const { path, bytes, sha256 } = await archive.close();
console.log(`${path}\n${(bytes / 1e6).toFixed(1)} MB, SHA-256 ${sha256}`);

function inZip(path) {
  return path.split(sep).join("/");
}

function addFile(inside, path, mode = 0o644) {
  archive.add(inside, readFileSync(path), mode);
}

/** Without types, maps and tests, which nobody runs. */
function addFolder(inside, folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(d\.[cm]?ts|[cm]?ts|map|tsbuildinfo)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const below = relative(folder, path).split(sep);
    if (below.some((part) => ["node_modules", "test", "tests", "docs", "benchmark"].includes(part))) continue;
    addFile(`${inside}/${inZip(relative(folder, path))}`, path);
  }
}

/** The folders of the packages that the published code needs, with theirs, where npm has laid them out. */
function runtimePackages(first) {
  const found = new Set();
  const open = Object.keys(first).map((packageName) => [root, packageName]);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [from, packageName] = next;
    const folder = installedFor(from, packageName);
    // Binaries for other platforms are optional, and not here.
    if (folder === null || found.has(folder)) continue;
    found.add(folder);
    const { dependencies: needed = {}, optionalDependencies: optional = {} } = readJson(join(folder, "package.json"));
    open.push(...Object.keys({ ...needed, ...optional }).map((name) => [folder, name]));
  }
  return [...found].sort();
}

/** As Node looks for a package: in the folder itself, then in those that hold it. */
function installedFor(from, packageName) {
  for (let place = from; place.startsWith(root); place = dirname(place)) {
    const folder = join(place, "node_modules", packageName);
    if (existsSync(join(folder, "package.json"))) return folder;
  }
  return null;
}

function nodeLicence() {
  const prefix = join(dirname(process.execPath), "..");
  const places = [
    join(dirname(process.execPath), "LICENSE"),
    join(prefix, "LICENSE"),
    join(prefix, "share/doc/nodejs/copyright"),
    join(prefix, "share/doc/node/LICENSE"),
  ];
  return places.find((place) => existsSync(place)) ?? null;
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** A ZIP that is written as it grows. Times are fixed, so that the same content makes the same file. */
async function openArchive(path) {
  const out = createWriteStream(path);
  const hash = createHash("sha256");
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    hash.update(piece);
    out.write(piece);
  });
  return {
    add(inside, content, mode = 0o644) {
      const entry = new ZipDeflate(`${name}/${inside}`, { level: 6 });
      entry.mtime = new Date("2000-01-01T00:00:00");
      entry.os = 3;
      entry.attrs = (0o100000 | mode) << 16;
      zip.add(entry);
      entry.push(content, true);
    },
    async close() {
      zip.end();
      await new Promise((resolve, reject) => out.on("error", reject).end(resolve));
      return { path, bytes: statSync(path).size, sha256: hash.digest("hex") };
    },
  };
}
