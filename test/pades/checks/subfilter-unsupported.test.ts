import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkSubfilterUnsupported } from "../../../src/pades/checks/subfilter-unsupported.ts";
import { signatureDictionary } from "../../support/forged-pdf.ts";
import { forgedSubject } from "./subject-of.ts";

const withSubFilter = (name: string) =>
  forgedSubject({
    dictionary: (byteRange, contents) => signatureDictionary(byteRange, contents).replace("/ETSI.CAdES.detached", name),
  });

it.each(["Example.Signature", "adbe.pkcs7", "etsi.cades.detached"])("reports /%s", async (name) => {
  expect(checkSubfilterUnsupported(await withSubFilter(`/${name}`))).toEqual([
    finding("subfilter-unsupported", { subFilter: name }),
  ]);
});

it("reports a name that is none", async () => {
  expect(checkSubfilterUnsupported(await withSubFilter("null"))).toEqual([
    finding("subfilter-unsupported", { subFilter: "" }),
  ]);
});

it("accepts ETSI.CAdES.detached", async () => {
  expect(checkSubfilterUnsupported(await withSubFilter("/ETSI.CAdES.detached"))).toEqual([]);
});
