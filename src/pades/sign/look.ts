import type { Artwork } from "../../appearance/artwork.ts";
import { colorRules } from "../../appearance/color-rules.ts";
import {
  type PageFrame,
  pageFrame,
  type Rotation,
  type SeenBox,
  toSeen,
  toUserSpace,
} from "../../appearance/page-frame.ts";
import type { AppearanceCorner, AppearanceOver } from "../../appearance/template.ts";
import { areaOf, type Rectangle, readRectangle } from "../../changes/geometry.ts";
import { PadesError } from "../../errors.ts";
import { isPdfArray, PdfDict, PdfRef } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { FieldWidget, SignatureField } from "../../pdf/read/form.ts";
import type { DocumentEditor } from "../../pdf/write/document-editor.ts";
import { checkCovered } from "./check-covered.ts";
import { findPage } from "./find-page.ts";
import type { TargetField } from "./place-field.ts";

/** What a signature's widget shows, and where. */
export interface WidgetLook {
  readonly page: PdfRef;
  /** Of the widget, in user space. */
  readonly rectangle: Rectangle;
  readonly form: PdfRef;
  /** Of the page, against which the form is turned. */
  readonly rotation: Rotation;
  /** What it is called by those who cannot see it; null for nothing but its field's name. */
  readonly label: string | null;
}

/** Where a visible signature goes. */
interface Spot {
  readonly frame: PageFrame;
  readonly box: SeenBox;
  readonly rectangle: Rectangle;
}

const DEFAULT_MARGIN = 20;
const DEFAULT_SHARE = 1 / 3;

/**
 * Adds what a signature shows to the document.
 * @throws PadesError ERR_SIGNATURE_FIELD where the field has no area; ERR_INVALID_ARGUMENT where the place is not on the
 * page, or what is shown does not fit
 */
export function addLook(
  editor: DocumentEditor,
  document: PdfDocument,
  artwork: Artwork,
  target: TargetField,
  fields: readonly SignatureField[],
): WidgetLook {
  if (target.kind === "existing" && artwork.isPlaced) {
    throw invalid(`the field "${target.name}" has a place of its own; give none`);
  }
  const isNew = target.kind === "new";
  const { frame, box, rectangle } = isNew
    ? newSpot(document, artwork, target.page, fields)
    : ownSpot(document, target.field);
  if (isNew) checkCovered(document, frame.page, rectangle, fields);
  const { rotation, page } = frame;
  const { width, height } = box;
  const form = artwork.draw({ editor, width, height, rotation, rules: colorRules(document) });
  return { page, rectangle, form, rotation, label: artwork.label };
}

/** A field that is there shows what it shows in its own place. */
function ownSpot(document: PdfDocument, field: SignatureField): Spot {
  const [widget] = field.widgets;
  const rectangle = widget === undefined ? null : readRectangle(document, widget.dict.get("Rect"));
  if (widget === undefined || rectangle === null || areaOf(rectangle) === 0) {
    throw new PadesError("ERR_SIGNATURE_FIELD", `the field "${field.name}" has no area on a page to show anything in`);
  }
  const frame = pageFrame(pageOf(document, widget, field.name), document);
  return { frame, box: toSeen(frame, rectangle), rectangle };
}

function newSpot(
  document: PdfDocument,
  { place, sizeFor }: Artwork,
  index: number,
  fields: readonly SignatureField[],
): Spot {
  if (place === null) throw invalid("give a place, since the template has none and the field is new");
  if ("over" in place) return spotOver(document, place, sizeFor, fields);
  const frame = pageFrame(
    findPage(document.catalog, index, (value) => document.resolve(value)),
    document,
  );
  const box = "box" in place ? boxOf(place.box) : cornerBox(frame, place, sizeFor(place));
  return spotAt(frame, box);
}

function boxOf([x, y, width, height]: readonly [number, number, number, number]): SeenBox {
  return { x, y, width, height };
}

function cornerBox(
  frame: PageFrame,
  { corner, margin = DEFAULT_MARGIN }: AppearanceCorner,
  size: { readonly width: number; readonly height: number },
): SeenBox {
  const x = corner.endsWith("left") ? margin : frame.width - margin - size.width;
  const y = corner.startsWith("bottom") ? margin : frame.height - margin - size.height;
  return { x, y, ...size };
}

/** Its right edge over the left of an earlier signature, and as high as that in the middle. */
function spotOver(
  document: PdfDocument,
  { over, share = DEFAULT_SHARE, ...wanted }: AppearanceOver,
  sizeFor: Artwork["sizeFor"],
  fields: readonly SignatureField[],
): Spot {
  const field = fields.find(({ name }) => name === over);
  if (field === undefined) throw invalid(`there is no signature field "${over}" to stand over`);
  const under = ownSpot(document, field);
  const size = sizeFor(wanted);
  const x = under.box.x + share * under.box.width - size.width;
  const y = under.box.y + (under.box.height - size.height) / 2;
  return spotAt(under.frame, { x, y, ...size });
}

/** Edges of a page are given to a hundredth of a point. */
const TOLERANCE = 0.01;

function spotAt(frame: PageFrame, box: SeenBox): Spot {
  const fits =
    box.x >= -TOLERANCE &&
    box.y >= -TOLERANCE &&
    box.x + box.width <= frame.width + TOLERANCE &&
    box.y + box.height <= frame.height + TOLERANCE;
  if (fits) return { frame, box, rectangle: toUserSpace(frame, box) };
  const found = [box.x, box.y, box.width, box.height].map((value) => Math.round(value * 100) / 100).join(", ");
  throw invalid(`the place ${found} is not on its page, of which ${frame.width} × ${frame.height} points are seen`);
}

/** The page in whose /Annots a widget stands: its /P is a hint that need not be there. */
function pageOf(document: PdfDocument, widget: FieldWidget, name: string): PdfRef {
  if (widget.page !== null && isOnPage(document, widget, document.resolve(widget.page))) return widget.page;
  const page = document.pages.find(({ dict }) => isOnPage(document, widget, dict));
  if (page?.ref instanceof PdfRef) return page.ref;
  throw new PadesError("ERR_SIGNATURE_FIELD", `the field "${name}" is on no page`);
}

function isOnPage(
  document: PdfDocument,
  { ref, dict }: FieldWidget,
  page: ReturnType<PdfDocument["resolve"]>,
): boolean {
  const annotations = page instanceof PdfDict ? document.resolve(page.get("Annots")) : null;
  if (!isPdfArray(annotations)) return false;
  return annotations.some((item) => (item instanceof PdfRef ? item.num === ref?.num : item === dict));
}

function invalid(reason: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", `appearance: ${reason}`);
}
