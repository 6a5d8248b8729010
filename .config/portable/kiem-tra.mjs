/**
 * What kiem-tra.cmd and kiem-tra.sh start: verifies everything that lies in HO-SO, and writes a page on each into KET-QUA.
 * No name of a file ever reaches a shell: names come from reading the folder, and go to the program as arguments.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { createInterface } from "node:readline/promises";

const base = join(import.meta.dirname, "..");
const [documents, trusted, evidence, results] = ["HO-SO", "TIN-CAY", "BANG-CHUNG", "KET-QUA"].map((name) =>
  join(base, name),
);
const main = join(import.meta.dirname, "pades-dossier", "dist", "cli", "main.js");

/** What lies in a folder, without notes for people and what desktops leave behind. */
const filesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith(".") && !/^(doc-truoc\.txt|thumbs\.db|desktop\.ini)$/i.test(name))
        .sort()
    : [];

/** One JSON profile, or the folder with its certificates. */
function trustFlags() {
  const names = filesIn(trusted);
  const profiles = names.filter((name) => extname(name).toLowerCase() === ".json");
  if (profiles.length === 1) return ["--trust", join(trusted, profiles[0])];
  if (profiles.length > 1) {
    console.error("TIN-CAY: chỉ để một tệp cấu hình .json (only one .json profile).");
    process.exit(64);
  }
  return names.length > 0 ? ["--trust", trusted] : [];
}

/** A name for the page that no file system refuses. */
function reportName(name, stamp) {
  const safe = basename(name, extname(name)).replace(/[^\p{L}\p{N}\p{M} ._-]/gu, "_");
  return `${safe.slice(0, 80)}-${stamp}.html`;
}

const names = filesIn(documents);
const trust = trustFlags();
const stamp = new Date().toISOString().replace(/[-:]|\.\d+Z/g, "");
let worst = 0;

if (names.length === 0) {
  console.log("Chưa có gì để kiểm tra: chép tệp PDF, thư mục hồ sơ hoặc tệp ZIP vào thư mục HO-SO, rồi chạy lại.");
  console.log("Nothing to check yet: copy PDF files, dossier folders or ZIP files into HO-SO, then run this again.");
}
if (trust.length === 0) {
  console.log(
    "TIN-CAY chưa có chứng thư gốc nào: kết quả sẽ là “chưa đủ căn cứ kết luận”. Đề nghị bộ phận kỹ thuật cấu hình.\n",
  );
}
mkdirSync(results, { recursive: true });
for (const [index, name] of names.entries()) {
  const report = join(results, reportName(name, `${stamp}-${index + 1}`));
  const given = filesIn(evidence).length > 0 ? ["--evidence", evidence] : [];
  const args = [main, "verify", join(documents, name), ...trust, ...given, "--lang", "vi", "--report", report];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  worst = rank(status) > rank(worst) ? status : worst;
  console.log("");
}
if (names.length > 0) console.log(`Trang kết quả nằm trong: ${results}`);

// Started by a double click, the window would be gone before anybody could read it.
if (process.stdin.isTTY) {
  const line = createInterface({ input: process.stdin, output: process.stdout });
  await line.question("\nNhấn Enter để đóng cửa sổ này. ");
  line.close();
}
process.exit(worst ?? 70);

/** Which of two exit codes says the worse: a fault, then invalid, undecided, unsigned, valid. */
function rank(code) {
  const order = [0, 3, 2, 1];
  return order.includes(code) ? order.indexOf(code) : order.length;
}
