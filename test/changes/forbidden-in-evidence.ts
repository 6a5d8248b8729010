import { BASE, catalog, FIELDS, type Objects, page, stream } from "./base.ts";
import type { Forbidden } from "./forbidden-in-document.ts";

const VRI = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const DSS: Objects = {
  1: catalog("/DSS 30 0 R"),
  30: `<< /Certs [31 0 R] /VRI << /${VRI} << /Cert [31 0 R] >> >> >>`,
  31: stream("", "certificate"),
};
/** What the document security store holds. */
export const FORBIDDEN_IN_EVIDENCE: readonly Forbidden[] = [
  {
    title: "the security store is deleted",
    code: "dss-changed",
    base: { ...BASE, ...DSS },
    updates: [{ 1: catalog() }],
  },
  {
    title: "a certificate is taken from the store",
    code: "dss-changed",
    base: { ...BASE, ...DSS },
    updates: [{ 30: `<< /Certs [] /VRI << /${VRI} << /Cert [31 0 R] >> >> >>` }],
  },
  {
    title: "a certificate in the store is overwritten",
    code: "dss-changed",
    base: { ...BASE, ...DSS },
    updates: [{ 31: stream("", "another") }],
  },
  {
    title: "the store gets a key that no one knows",
    code: "dss-changed",
    updates: [{ ...DSS, 30: "<< /Certs [31 0 R] /Blah 1 >>" }],
  },
  {
    title: "an entry in the store is for no signature",
    code: "dss-changed",
    updates: [{ ...DSS, 30: "<< /VRI << /Bleh << >> >> >>" }],
  },
  {
    title: "something else comes where a reference from the store led to nothing",
    code: "dss-changed",
    base: { ...BASE, ...DSS, 30: "<< /Certs [31 0 R] /VRI 99 0 R >>" },
    updates: [{ 99: "<< /JS (app.alert) >>" }],
  },
  {
    title: "a certificate added to the store is also a page's image",
    code: "resources-changed",
    updates: [{ ...DSS, 3: page(FIELDS).replace("/Im 19 0 R", "/Im 31 0 R") }],
  },
  {
    title: "a certificate is overwritten that is also a page's image",
    code: "xobject-changed",
    base: { ...BASE, ...DSS, 3: page(FIELDS).replace("/Im 19 0 R", "/Im 31 0 R") },
    updates: [{ 31: stream("", "another") }],
  },
];
