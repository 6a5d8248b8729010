import { describe } from "vitest";
import { BASE, catalog, FIELDS, type Objects, page, stream } from "../base.ts";
import { allows, refuses } from "./cases.ts";

const KEY = "A".repeat(40);
const EVIDENCE: Objects = { 31: stream("", "evidence") };
const STORED: Objects = { ...BASE, 1: catalog("/DSS 30 0 R"), 30: "<< /Type /DSS >>" };
const RELATED: Objects = { ...STORED, ...EVIDENCE, 30: `<< /VRI 35 0 R >>`, 35: `<< /${KEY} 36 0 R >>`, 36: "<< >>" };

/** A store in its first revision, and the same entries joining a store that was there. */
const comes = (store: string, more: Objects = EVIDENCE) => [
  { title: `a file comes to have the store ${store}`, updates: [{ 1: catalog("/DSS 30 0 R"), 30: store, ...more }] },
  { title: `a store becomes ${store}`, base: STORED, updates: [{ 30: store, ...more }] },
];
/** The same for what relates evidence to a signature. */
const relates = (entry: string, key = KEY) => [
  ...comes(`<< /Type /DSS /VRI << /${key} << ${entry} >> >> >>`),
  {
    title: `a signature's entry /${key} is added: ${entry}`,
    base: RELATED,
    updates: [{ 35: `<< /${KEY} 36 0 R /${key.replace(/^A/, "B")} << ${entry} >> >>`, ...EVIDENCE }],
  },
  { title: `the entry of a signature becomes ${entry}`, base: RELATED, updates: [{ 36: `<< ${entry} >>` }] },
];

describe("the rule dss", () => {
  const code = "dss-updated" as const;
  allows(
    [
      ...comes("<< /Type /DSS /Certs [31 0 R] >>"),
      ...comes("<< /Type /DSS /CRLs [31 0 R] >>"),
      ...comes("<< /Type /DSS /OCSPs [31 0 R] >>"),
      ...comes("<< /Type /DSS /Certs [31 0 R 99 0 R] >>"),
      ...relates("/Type /VRI"),
      ...relates("/Cert [31 0 R]"),
      ...relates("/CRL [31 0 R]"),
      ...relates("/OCSP [31 0 R]"),
      ...relates("/TU (D:2027)"),
      ...relates("/TS 31 0 R"),
      ...comes(`<< /Type /DSS /VRI << /Type /VRI /${"b".repeat(128)} << /Cert [31 0 R] >> >> >>`),
      {
        title: "a store gets a type",
        base: { ...STORED, 30: "<< /CRLs [] >>" },
        updates: [{ 30: "<< /Type /DSS /CRLs [] >>" }],
      },
      {
        title: "a list of certificates that is nowhere comes with a store",
        updates: [{ 1: catalog("/DSS << /Type /DSS /Certs 99 0 R /OCSPs [] >>") }],
      },
    ].map((one) => ({ ...one, code })),
  );
  refuses([
    ...comes("<< /Type /Page /Certs [31 0 R] >>"),
    ...comes("<< /Type /DSS /Certs 31 0 R >>"),
    ...comes("<< /Type /DSS /Certs [3 0 R] >>"),
    ...comes("<< /Type /DSS /CRLs [31 0 R (x)] >>"),
    ...comes("<< /Type /DSS /OCSPs (x) >>"),
    ...comes("<< /Type /DSS /Certs [<< >>] >>"),
    ...comes("<< /Type /DSS /Pages [31 0 R] >>"),
    ...comes("<< /Type /DSS /Certs [31 0 R] /Certs [31 0 R] >>"),
    ...comes("<< /Type /DSS /VRI [31 0 R] >>"),
    ...comes("<< /Type /DSS /VRI << /Type /DSS >> >>"),
    ...relates("/Type /DSS"),
    ...relates("/Cert 31 0 R"),
    ...relates("/CRL [3 0 R]"),
    ...relates("/OCSP [(x)]"),
    ...relates("/TU 31 0 R"),
    ...relates("/TS (x)"),
    ...relates("/Pages [31 0 R]"),
    ...comes(`<< /Type /DSS /VRI << /${"A".repeat(39)} << /Cert [31 0 R] >> >> >>`),
    ...comes(`<< /Type /DSS /VRI << /${"A".repeat(129)} << /Cert [31 0 R] >> >> >>`),
    ...comes(`<< /Type /DSS /VRI << /x${KEY} << /Cert [31 0 R] >> >> >>`),
    ...comes(`<< /Type /DSS /VRI << /${KEY}x << /Cert [31 0 R] >> >> >>`),
    ...comes(`<< /Type /DSS /VRI << /${KEY} [31 0 R] >> >>`),
    ...comes("[31 0 R]"),
    { title: "a store is a stream", updates: [{ 1: catalog("/DSS 31 0 R"), ...EVIDENCE }] },
    { title: "a store has a direct list of nothing", updates: [{ 1: catalog("/DSS << /Certs null /X null >>") }] },
    {
      title: "a list of evidence gets what is no stream",
      base: { ...STORED, ...EVIDENCE, 30: "<< /Certs 37 0 R >>", 37: "[31 0 R]" },
      updates: [{ 37: "[31 0 R 60 0 R]", 60: "<< >>" }],
    },
    { title: "the catalog has a store under another name", updates: [{ 1: catalog("/Store << /Type /DSS >>") }] },
    {
      title: "the time at which evidence was had is exchanged",
      base: { ...RELATED, 36: "<< /TU (D:2026) >>" },
      updates: [{ 36: "<< /TU (D:2027) >>" }],
    },
    { title: "a page has a store", updates: [{ 3: page(FIELDS, "/DSS << /Type /DSS >>") }] },
  ]);
});

describe("the rule dss-replaced", () => {
  const FULL: Objects = { ...STORED, ...EVIDENCE, 30: "<< /Type /DSS /Certs [31 0 R] >>" };
  const NEWER: Objects = { 32: stream("", "newer evidence") };
  allows([
    { title: "a store loses its type", base: FULL, updates: [{ 30: "<< /Certs [31 0 R] >>" }] },
    {
      title: "a certificate gives way to a list of revocation",
      base: FULL,
      code: "dss-replaced",
      updates: [{ 30: "<< /Type /DSS /CRLs [32 0 R] >>", ...NEWER }],
    },
    {
      title: "a signature's entry gives way to newer evidence",
      base: { ...RELATED, 36: "<< /Cert [31 0 R] >>" },
      code: "dss-replaced",
      updates: [{ 36: "<< /CRL [32 0 R] >>", ...NEWER }],
    },
    {
      title: "the entry of one signature gives way to that of another",
      base: { ...RELATED, 36: "<< /Cert [31 0 R] >>" },
      code: "dss-replaced",
      updates: [{ 35: `<< /${"B".repeat(40)} << /Cert [32 0 R] >> >>`, ...NEWER }],
    },
    {
      title: "evidence that came after the signature is taken away again",
      code: "dss-updated",
      updates: [{ 1: catalog("/DSS 30 0 R"), 30: "<< /Certs [31 0 R] >>", ...EVIDENCE }, { 30: "<< /Certs [] >>" }],
    },
  ]);
  refuses([
    {
      title: "a certificate gives way to nothing",
      base: FULL,
      code: "dss-changed",
      updates: [{ 30: "<< /Type /DSS >>" }],
    },
    {
      title: "a certificate gives way to new streams that are no evidence",
      base: FULL,
      code: "dss-changed",
      updates: [{ 30: "<< /Type /DSS >>", 3: page(FIELDS, "/PieceInfo 32 0 R"), ...NEWER }],
    },
    {
      title: "a store gives way to what is no store",
      base: FULL,
      updates: [{ 30: "<< /Type /DSS /Certs (x) >>", ...NEWER }],
    },
    {
      title: "evidence that was signed is taken away after it was joined by other",
      base: FULL,
      code: "dss-changed",
      updates: [
        { 30: "<< /Type /DSS /Certs [31 0 R 32 0 R] >>", ...NEWER },
        { 30: "<< /Type /DSS /Certs [32 0 R] >>" },
      ],
    },
  ]);
});
