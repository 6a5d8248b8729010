/** What `pades sign` says of how signatures are shown. Functions get strings that are already fit to be shown. */
export interface LooksWords {
  readonly appearance: string;
  readonly image: string;
  readonly value: string;
  readonly page: string;
  readonly box: string;
  readonly corner: string;
  readonly over: string;
  readonly size: string;
  readonly onlyForFiles: (option: string) => string;
  readonly needsAppearance: (option: string) => string;
  readonly noSuchPreset: (name: string, presets: string) => string;
  readonly badTemplate: (path: string, reason: string) => string;
  readonly whichImage: (file: string, names: string) => string;
  readonly badValue: string;
  readonly badPage: string;
  readonly onePlace: string;
  readonly badCorner: string;
  readonly badBox: string;
  readonly badSize: string;
}
