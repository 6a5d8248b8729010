type Examples = readonly (readonly [command: string, meaning: string])[];

/** What the command line says of keys: where they are, their PINs, `pades pkcs11`. Functions get strings fit to be shown. */
export interface KeyCommandWords {
  /** Options of `pades sign`. */
  readonly pkcs11: string;
  readonly token: string;
  readonly tokenSerial: string;
  readonly slot: string;
  readonly key: string;
  readonly keyId: string;
  readonly csc: string;
  readonly credential: string;
  readonly cscTokenEnv: string;
  readonly cscTokenFd: string;
  readonly pinEnv: string;
  readonly pinFd: string;
  readonly otpEnv: string;
  readonly examples: Examples;
  /** Exactly one of the three has to be named. */
  readonly oneHolder: string;
  readonly slotNumber: string;
  readonly credentialsThere: (list: string) => string;

  readonly pinPrompt: (token: string) => string;
  readonly pinWrong: string;
  readonly pinFinalTry: string;
  readonly pinPad: (token: string) => string;
  readonly answerPrompt: (label: string) => string;
  readonly accessTokenPrompt: (url: string) => string;
  readonly secretVariable: (name: string) => string;
  readonly secretDescriptor: (detail: string) => string;
  readonly accessTokenNeeded: string;

  readonly summary: string;
  readonly description: string;
  readonly list: {
    readonly summary: string;
    readonly description: string;
    readonly examples: Examples;
    readonly library: string;
    readonly none: string;
    readonly notInitialized: string;
    readonly serialNumber: string;
    readonly model: string;
    readonly pin: string;
    readonly pinState: { readonly [S in "fine" | "tried" | "final-try" | "locked"]: string };
    readonly pinPadHere: string;
    readonly certificate: string;
    readonly certificateLine: (facts: { name: string; label: string; id: string; until: string }) => string;
    readonly noCertificate: string;
  };
}
