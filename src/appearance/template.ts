/** What a visible signature shows, as data (JSON): the same for every signature made with it. */
export interface AppearanceTemplate {
  /**
   * Width and height on the page in points, where the place does not say them. Without a height, it is as high as its
   * text needs.
   */
  readonly size: readonly [width: number, height?: number];
  /** Where it stands if the caller does not say: of a page as it is seen. */
  readonly place?: AppearanceCorner;
  /** What local time is ahead of UTC in {date}, {clock} and {zone}; without it, as in the signature. */
  readonly timeZoneOffsetMinutes?: number;
  /** Drawn in this order. */
  readonly parts: readonly AppearancePart[];
}

/** A part of the widget's area: its edges, from 0 (left, bottom) to 1 (right, top). */
export type PartArea = readonly [left: number, bottom: number, right: number, top: number];

export type AppearancePart = TextPart | ImagePart | QrPart | FramePart;

/**
 * Lines of text, wrapped at spaces. In braces stands what is filled in: {signer}, {organization}, {title} and {email} of
 * the certificate, {reason}, {location}, {date}, {clock}, {zone} and {iso} of the claimed time, and the caller's own
 * values. A line is left out where the certificate or the call lacks what it names; a value of the caller's must be there.
 */
export interface TextPart {
  readonly kind: "text";
  readonly lines: readonly string[];
  readonly area?: PartArea;
  /** Room left at each edge of the area, in points; 2 by default. */
  readonly padding?: number;
  /** In points, 10 by default. */
  readonly fontSize?: number;
  /** How small it may become to fit; by default it is never smaller than `fontSize`. */
  readonly minFontSize?: number;
  readonly weight?: "regular" | "bold";
  readonly align?: "left" | "center" | "right";
  readonly verticalAlign?: "top" | "middle" | "bottom";
  readonly color?: RgbColor;
}

/** Red, green and blue from 0 to 1; black is written as grey, which needs no colour profile. */
export type RgbColor = readonly [red: number, green: number, blue: number];

/** One of the caller's images by its name, as large as it fits, its proportions kept. */
export interface ImagePart {
  readonly kind: "image";
  readonly image: string;
  readonly area?: PartArea;
}

/** A QR code (ISO/IEC 18004) with a text, filled in as lines are. */
export interface QrPart {
  readonly kind: "qr";
  readonly text: string;
  readonly area?: PartArea;
}

/** A line around an area. */
export interface FramePart {
  readonly kind: "frame";
  readonly area?: PartArea;
  /** In points, 0.75 by default. */
  readonly lineWidth?: number;
  readonly color?: RgbColor;
}

/** In a corner of the page as it is seen. */
export interface AppearanceCorner {
  readonly corner: "top-left" | "top-right" | "bottom-left" | "bottom-right";
  /** From both edges, in points; 20 by default. */
  readonly margin?: number;
  readonly width?: number;
  readonly height?: number;
}

/** By coordinates in points, from the lower left corner of the page as it is seen: cropped and turned. */
export interface AppearanceBox {
  readonly box: readonly [x: number, y: number, width: number, height: number];
}

/** Over the left of the widget of an earlier signature, as a seal stands over a signature. */
export interface AppearanceOver {
  /** Name of the field. */
  readonly over: string;
  /** The part of its width that is covered, from the left; a third by default. */
  readonly share?: number;
  readonly width?: number;
  readonly height?: number;
}

export type AppearancePlace = AppearanceBox | AppearanceCorner | AppearanceOver;

/** A visible signature: what it shows, with what filled in, and where. */
export interface AppearanceOptions {
  readonly template: AppearanceTemplate;
  /** Of the template's own names; those that come from the certificate and the time cannot be given. */
  readonly values?: Readonly<Record<string, string>>;
  /** PNG or JPEG files by the names that the template gives them. */
  readonly images?: Readonly<Record<string, Uint8Array>>;
  /**
   * Where a new field stands, of the page that `page` says; without it, where the template says. A field that is there
   * has a place of its own.
   */
  readonly place?: AppearancePlace;
}
