import { context, type Der, integer, objectIdentifier, sequence, setOf } from "../../src/testing/der.ts";

/** A PKCS#7 bundle: SignedData without content or signers (RFC 5652, section 5.1), as CAs publish their certificates. */
export function certificateBundle(...certificates: readonly Uint8Array[]): Der {
  return sequence(
    objectIdentifier("1.2.840.113549.1.7.2"),
    context(
      0,
      sequence(
        integer(1),
        setOf(),
        sequence(objectIdentifier("1.2.840.113549.1.7.1")),
        ...(certificates.length === 0 ? [] : [context(0, ...certificates)]),
        setOf(),
      ),
    ),
  );
}
