/** An object, session or slot, as the library of a token numbers them; only handed back to it. */
export type Handle = Uint8Array;

/** CK_MECHANISM, with the one kind of parameters that signing needs. */
export interface Mechanism {
  readonly mechanism: number;
  readonly parameter?: {
    readonly type: number;
    readonly hashAlg: number;
    readonly mgf: number;
    readonly saltLen: number;
  };
}

/**
 * The functions of PKCS#11 (OASIS, version 2.40) that are called here, as pkcs11js has them: on failure they throw an error
 * with the return value as `code`. A port, because pkcs11js has to be compiled and is not always there.
 */
export interface Cryptoki {
  load(path: string): void;
  C_Initialize(): void;
  C_Finalize(): void;
  close(): void;
  C_GetSlotList(tokenPresent: boolean): Handle[];
  C_GetSlotInfo(slot: Handle): { readonly slotDescription: string; readonly flags: number };
  C_GetTokenInfo(slot: Handle): CryptokiTokenInfo;
  C_GetMechanismList(slot: Handle): number[];
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, userType: number, pin?: string): void;
  C_FindObjectsInit(session: Handle, template: readonly Attribute[]): void;
  C_FindObjects(session: Handle, maxObjectCount: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: readonly { readonly type: number }[]): Attribute[];
  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_SignAsync(session: Handle, data: Uint8Array, room: Uint8Array): Promise<Uint8Array>;
}

export interface CryptokiTokenInfo {
  readonly label: string;
  readonly serialNumber: string;
  readonly manufacturerID: string;
  readonly model: string;
  readonly flags: number;
}

export interface Attribute {
  readonly type: number;
  readonly value?: unknown;
}

/** Flags of slots, tokens and sessions. */
export const CKF = {
  tokenPresent: 0x1,
  serialSession: 0x4,
  loginRequired: 0x4,
  protectedAuthenticationPath: 0x100,
  tokenInitialized: 0x400,
  userPinCountLow: 0x10000,
  userPinFinalTry: 0x20000,
  userPinLocked: 0x40000,
  userPinToBeChanged: 0x80000,
} as const;

export const CKA = {
  class: 0x0,
  label: 0x3,
  value: 0x11,
  certificateType: 0x80,
  id: 0x102,
  alwaysAuthenticate: 0x202,
} as const;

export const CKO = { certificate: 0x1, privateKey: 0x3 } as const;
export const CKC_X_509 = 0x0;
export const CKU = { user: 0x1, contextSpecific: 0x2 } as const;

/** Return values that are told apart here. */
export const CKR = {
  slotIdInvalid: 0x3,
  deviceRemoved: 0x32,
  functionCanceled: 0x50,
  functionNotSupported: 0x54,
  attributeTypeInvalid: 0x12,
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLenRange: 0xa2,
  pinExpired: 0xa3,
  pinLocked: 0xa4,
  tokenNotPresent: 0xe0,
  tokenNotRecognized: 0xe1,
  userAlreadyLoggedIn: 0x100,
  userPinNotInitialized: 0x102,
  alreadyInitialized: 0x191,
} as const;

/** The return value that a function of Cryptoki failed with; null where the error is another. */
export function returnValueOf(error: unknown): number | null {
  const code: unknown = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "number" ? code : null;
}
