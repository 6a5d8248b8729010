/** Stands for an HSM, a token or a signing service: it gets a few hundred bytes and returns a signature value. */
import { createPrivateKey, sign } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

const { toBeSigned } = JSON.parse(await readFile("out/03-prepared.json", "utf8"));
const key = createPrivateKey(await readFile("certs/cong-vu/seal.key.pem"));
await writeFile("out/03-value.bin", sign("sha256", Buffer.from(toBeSigned, "base64"), key));
console.log("out/03-value.bin: signed by another process");
