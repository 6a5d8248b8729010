import { describe } from "vitest";
import { newField } from "../allowed.ts";
import { acroForm, BASE, catalog, FIELDS, type Objects, page, SIGNATURE, textField } from "../base.ts";
import { allows, refuses } from "./cases.ts";

const ELEMENT = "<< /Type /StructElem /S /Form /P 21 0 R /K [<< /Type /OBJR /Obj 40 0 R /Pg 3 0 R >>] >>";
const NEW: Objects = {
  3: page(`${FIELDS} 40 0 R`),
  5: acroForm(`${FIELDS} 40 0 R`),
  40: newField("/Rect [150 80 250 130] /V 41 0 R /StructParent 1"),
  41: SIGNATURE,
};
const tree = (kids: string) => `<< /Type /StructElem /S /Document /P 20 0 R /K [${kids}] >>`;
/** A signature whose element stands in the tree, and with what else is said. */
const joined = (more: Objects = {}): Objects[] => [
  { ...NEW, 21: tree("23 0 R 44 0 R"), 22: "<< /Nums [0 [23 0 R] 1 44 0 R] >>", 44: ELEMENT, ...more },
];
const KIDS: Objects = { ...BASE, 22: "<< /Kids [25 0 R] >>", 25: "<< /Nums [0 [23 0 R]] >>" };
const NEXT = (value: string) => `<< /Type /StructTreeRoot /K [21 0 R] /ParentTree 22 0 R ${value} >>`;

describe("the rule structure", () => {
  const level = "form-filling" as const;
  const code = "structure-updated" as const;
  allows(
    [
      {
        title: "an element has an identifier and a page",
        updates: joined({ 44: ELEMENT.replace("/P 21", "/ID (a) /Pg 3 0 R /P 21") }),
      },
      {
        title: "an element holds one object and no list",
        updates: joined({ 44: "<< /S /Form /P 21 0 R /K << /Type /OBJR /Obj 40 0 R >> >>" }),
      },
      {
        title: "an element holds an element that holds the annotation",
        updates: joined({ 44: "<< /S /Sect /P 21 0 R /K [45 0 R] >>", 45: ELEMENT.replace("/P 21", "/P 44") }),
      },
      {
        title: "the parent tree grows a node",
        base: KIDS,
        updates: joined({ 22: "<< /Kids [25 0 R 26 0 R] >>", 26: "<< /Nums [1 44 0 R] >>" }),
      },
      {
        title: "a node of the parent tree gets the element",
        base: KIDS,
        updates: [{ ...joined()[0], 22: KIDS[22] ?? "", 25: "<< /Nums [0 [23 0 R] 1 44 0 R] >>" }],
      },
      {
        title: "the parent tree leads to a list of new elements",
        updates: joined({ 22: "<< /Nums [0 [23 0 R] 1 [44 0 R]] >>" }),
      },
      { title: "the next key of the tree is later", updates: joined({ 20: NEXT("/ParentTreeNextKey 2") }) },
      {
        title: "the next key of the tree is told for the first time",
        base: { ...BASE, 20: NEXT("") },
        updates: joined({ 20: NEXT("/ParentTreeNextKey 2") }),
      },
    ].map((one) => ({ ...one, level, code })),
  );
  refuses([
    {
      title: "an element holds text to be read out",
      updates: joined({ 44: ELEMENT.replace("/P 21", "/ActualText (Refusal) /P 21") }),
    },
    {
      title: "an element holds another description",
      updates: joined({ 44: ELEMENT.replace("/P 21", "/Alt (Refusal) /P 21") }),
    },
    {
      title: "an element holds marked content of the page",
      updates: joined({ 44: "<< /S /Form /P 21 0 R /Pg 3 0 R /K [0] >>" }),
    },
    { title: "an element holds nothing", updates: joined({ 44: "<< /S /Form /P 21 0 R >>" }) },
    {
      title: "an element holds an annotation that was there",
      updates: joined({ 44: ELEMENT.replace("40 0 R", "6 0 R") }),
    },
    {
      title: "one of an element's objects was there",
      updates: joined({ 44: ELEMENT.replace("/K [", "/K [<< /Type /OBJR /Obj 6 0 R >> ") }),
    },
    {
      title: "an element's object says more",
      updates: joined({ 44: ELEMENT.replace("/Pg 3 0 R", "/Pg 3 0 R /Alt (x)") }),
    },
    {
      title: "an element that was there stands in the tree twice",
      updates: joined({ 21: tree("23 0 R 44 0 R 23 0 R") }),
    },
    {
      title: "a new element leads to one that was there",
      updates: joined({ 44: "<< /S /Sect /P 21 0 R /K [23 0 R] >>" }),
    },
    {
      title: "elements are nested without end",
      updates: joined({
        44: `<< /S /Sect /P 21 0 R /K ${"[".repeat(12)}<< /Type /OBJR /Obj 40 0 R >>${"]".repeat(12)} >>`,
      }),
    },
    { title: "an element is removed from the tree", updates: [{ 21: tree("") }] },
    { title: "an element is replaced in the tree", updates: joined({ 21: tree("44 0 R") }) },
    {
      title: "the next key of the tree is earlier",
      base: { ...BASE, 20: NEXT("/ParentTreeNextKey 5") },
      updates: joined({ 20: NEXT("/ParentTreeNextKey 2") }),
    },
    { title: "the next key of the tree is no number", updates: joined({ 20: NEXT("/ParentTreeNextKey (2)") }) },
    {
      title: "the next key of the tree was no number",
      base: { ...BASE, 20: NEXT("/ParentTreeNextKey (1)") },
      updates: joined({ 20: NEXT("/ParentTreeNextKey 2") }),
    },
    { title: "the next key of the tree is removed", updates: [{ 20: NEXT("") }] },
    { title: "the tree gets a map of roles", updates: [{ 20: NEXT("/ParentTreeNextKey 1 /RoleMap << /P /H1 >>") }] },
    {
      title: "an annotation's place in the tree changes",
      base: { ...BASE, 6: textField("/V () /StructParent 0") },
      updates: [{ 6: textField("/V () /StructParent 1") }],
    },
    {
      title: "an annotation's place in the tree is no number",
      updates: [{ 6: textField("/V () /AP << /N 13 0 R >> /StructParent (0)") }],
    },
    {
      title: "the parent tree leads elsewhere than it did",
      updates: joined({ 22: "<< /Nums [0 [44 0 R] 1 44 0 R] >>" }),
    },
    { title: "the parent tree loses an entry", updates: joined({ 22: "<< /Nums [1 44 0 R] >>" }) },
    {
      title: "the parent tree gets an entry that leads to an element that was there",
      updates: joined({ 22: "<< /Nums [0 [23 0 R] 1 44 0 R 2 21 0 R] >>" }),
    },
    {
      title: "the parent tree gets a list with an element that was there",
      updates: joined({ 22: "<< /Nums [0 [23 0 R] 1 [44 0 R 23 0 R]] >>" }),
    },
    {
      title: "the parent tree gets an entry that leads to no element",
      updates: joined({ 22: "<< /Nums [0 [23 0 R] 1 44 0 R 2 (x)] >>" }),
    },
    {
      title: "the parent tree has an entry twice",
      updates: joined({ 22: "<< /Nums [0 [23 0 R] 1 44 0 R 1 44 0 R] >>" }),
    },
    {
      title: "the parent tree has a key that is no number",
      updates: joined({ 22: "<< /Nums [0 [23 0 R] (1) 44 0 R] >>" }),
    },
    { title: "the parent tree becomes a list", updates: joined({ 22: "[0 [23 0 R]]" }) },
    {
      title: "the parent tree loses a node",
      base: KIDS,
      updates: joined({ 22: "<< /Kids [26 0 R] >>", 26: "<< /Nums [1 44 0 R] >>" }),
    },
    {
      title: "a node of the parent tree goes round in circles",
      updates: joined({ 22: "<< /Nums [0 [23 0 R] 1 44 0 R] /Kids [22 0 R] >>" }),
    },
    { title: "the catalog has a key of the structure", updates: [{ 1: catalog("/ParentTreeNextKey 5") }] },
    { title: "a page has a place in the tree", updates: [{ 3: page(FIELDS, "/StructParent 5") }] },
  ]);
});
