import { intersect, type Rectangle, readRectangle } from "../changes/geometry.ts";
import { PdfDict, type PdfObject, type PdfRef } from "../pdf/objects.ts";
import type { Resolver } from "../pdf/read/filters.ts";

/** A page as it is seen: what is left of it once it is cropped and turned. */
export interface PageFrame {
  readonly page: PdfRef;
  /** What is seen, in user space. */
  readonly visible: Rectangle;
  /** By how much it is turned clockwise when shown. */
  readonly rotation: Rotation;
  /** Points that a unit of user space stands for. */
  readonly unit: number;
  /** As it is seen, in points. */
  readonly width: number;
  readonly height: number;
}

export type Rotation = 0 | 90 | 180 | 270;

/** Of a page as it is seen, in points from its lower left corner. */
export interface SeenBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Levels of the page tree that entries are inherited from. */
const MAX_PAGE_TREE_DEPTH = 64;
/** What viewers take where a page has no boxes. */
const LETTER: Rectangle = { left: 0, bottom: 0, right: 612, top: 792 };

/** ISO 32000-2, table 31: MediaBox, CropBox and Rotate, inherited where a page has none, and UserUnit. */
export function pageFrame(page: PdfRef, resolver: Resolver): PageFrame {
  const box = (key: string) => readRectangle(resolver, inherited(page, key, resolver));
  const media = box("MediaBox") ?? LETTER;
  const crop = box("CropBox");
  const visible = (crop === null ? null : intersect(media, crop)) ?? media;
  const turned = resolver.resolve(inherited(page, "Rotate", resolver));
  const rotation = typeof turned === "number" ? asRotation(turned) : 0;
  const dict = resolver.resolve(page);
  const scale = dict instanceof PdfDict ? resolver.resolve(dict.get("UserUnit")) : null;
  const unit = typeof scale === "number" && scale > 0 ? scale : 1;
  const across = (visible.right - visible.left) * unit;
  const up = (visible.top - visible.bottom) * unit;
  const [width, height] = isSideways(rotation) ? [up, across] : [across, up];
  return { page, visible, rotation, unit, width, height };
}

function inherited(page: PdfRef, key: string, resolver: Resolver): PdfObject | undefined {
  let node = resolver.resolve(page);
  for (let depth = 0; node instanceof PdfDict && depth < MAX_PAGE_TREE_DEPTH; depth++) {
    const value = node.get(key);
    if (value !== undefined && resolver.resolve(value) !== null) return value;
    node = resolver.resolve(node.get("Parent"));
  }
  return undefined;
}

function asRotation(degrees: number): Rotation {
  const turned = ((degrees % 360) + 360) % 360;
  return turned === 90 || turned === 180 || turned === 270 ? turned : 0;
}

function isSideways(rotation: Rotation): boolean {
  return rotation === 90 || rotation === 270;
}

/** Where a box of the page as it is seen stands in user space. */
export function toUserSpace({ visible, rotation, unit }: PageFrame, box: SeenBox): Rectangle {
  const [x, y, width, height] = [box.x / unit, box.y / unit, box.width / unit, box.height / unit];
  const at = (left: number, bottom: number, across: number, up: number): Rectangle => ({
    left: round(left),
    bottom: round(bottom),
    right: round(left + across),
    top: round(bottom + up),
  });
  switch (rotation) {
    case 0:
      return at(visible.left + x, visible.bottom + y, width, height);
    case 90:
      return at(visible.right - y - height, visible.bottom + x, height, width);
    case 180:
      return at(visible.right - x - width, visible.top - y - height, width, height);
    case 270:
      return at(visible.left + y, visible.top - x - width, height, width);
  }
}

/** How a rectangle of user space is seen. */
export function toSeen({ visible, rotation, unit }: PageFrame, rectangle: Rectangle): SeenBox {
  const left = (rectangle.left - visible.left) * unit;
  const bottom = (rectangle.bottom - visible.bottom) * unit;
  const right = (visible.right - rectangle.right) * unit;
  const top = (visible.top - rectangle.top) * unit;
  const across = (rectangle.right - rectangle.left) * unit;
  const up = (rectangle.top - rectangle.bottom) * unit;
  switch (rotation) {
    case 0:
      return { x: left, y: bottom, width: across, height: up };
    case 90:
      return { x: bottom, y: right, width: up, height: across };
    case 180:
      return { x: right, y: top, width: across, height: up };
    case 270:
      return { x: top, y: left, width: up, height: across };
  }
}

/** What turns a drawing of this size so that it is upright on the page as it is seen. */
export function uprightMatrix(
  rotation: Rotation,
  { width, height }: { readonly width: number; readonly height: number },
): readonly number[] {
  switch (rotation) {
    case 0:
      return [1, 0, 0, 1, 0, 0];
    case 90:
      return [0, 1, -1, 0, height, 0];
    case 180:
      return [-1, 0, 0, -1, width, height];
    case 270:
      return [0, -1, 1, 0, 0, width];
  }
}

/** Coordinates to a thousandth of a unit, which no eye and no printer tells apart. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
