import type { CurveName } from "./algorithms.ts";
import { modularPower } from "./bigint.ts";

/** Domain parameters of y² = x³ + ax + b over the field of p elements, with generator (gx, gy) of prime order n. */
export interface CurveParameters {
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly n: bigint;
  readonly gx: bigint;
  readonly gy: bigint;
}

/** Hexadecimal digits; `a` is left out where it is -3. */
interface Digits {
  readonly p: string;
  readonly n: string;
  readonly a?: string;
  readonly b: string;
  /** The generator, compressed (SEC 1, 2.3.3): whether gy is even, 02, or odd, 03, and gx. It halves what a page loads of it. */
  readonly g: string;
}

/** The field and the order that a random curve of RFC 5639 and its twist share. */
const BRAINPOOL_256 = {
  p: "a9fb57dba1eea9bc3e660a909d838d726e3bf623d52620282013481d1f6e5377",
  n: "a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7",
};
const BRAINPOOL_320 = {
  p: "d35e472036bc4fb7e13c785ed201e065f98fcfa6f6f40def4f92b9ec7893ec28fcd412b1f1b32e27",
  n: "d35e472036bc4fb7e13c785ed201e065f98fcfa5b68f12a32d482ec7ee8658e98691555b44c59311",
};
const BRAINPOOL_384 = {
  p: "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b412b1da197fb71123acd3a729901d1a71874700133107ec53",
  n: "8cb91e82a3386d280f5d6f7e50e641df152f7109ed5456b31f166e6cac0425a7cf3ab6af6b7fc3103b883202e9046565",
};
const BRAINPOOL_512 = {
  p:
    "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca703308717d4d9b009bc66842aecda12ae6a380e6" +
    "2881ff2f2d82c68528aa6056583a48f3",
  n:
    "aadd9db8dbe9c48b3fd4e6ae33c9fc07cb308db3b3c9d20ed6639cca70330870553e5c414ca92619418661197fac1047" +
    "1db1d381085ddaddb58796829ca90069",
};

/** SEC 2, section 2 (FIPS 186-4, annex D.1.2), and RFC 5639, section 3. */
const DIGITS: { readonly [Name in CurveName]: Digits } = {
  "P-256": {
    p: "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    n: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    b: "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    g: "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
  },
  "P-384": {
    p: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
    n: "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    b: "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
    g: "03aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
  },
  "P-521": {
    p:
      "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" +
      "ffffffffffffffffffffffffffffffffffff",
    n:
      "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709" +
      "a5d03bb5c9b8899c47aebb6fb71e91386409",
    b:
      "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1" +
      "bf073573df883d2c34f1ef451fd46b503f00",
    g:
      "0200c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2" +
      "ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
  },
  secp256k1: {
    p: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
    n: "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    a: "0",
    b: "7",
    g: "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
  },
  brainpoolP256r1: {
    ...BRAINPOOL_256,
    a: "7d5a0975fc2c3057eef67530417affe7fb8055c126dc5c6ce94a4b44f330b5d9",
    b: "26dc5c6ce94a4b44f330b5d9bbd77cbf958416295cf7e1ce6bccdc18ff8c07b6",
    g: "038bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262",
  },
  brainpoolP256t1: {
    ...BRAINPOOL_256,
    b: "662c61c430d84ea4fe66a7733d0b76b7bf93ebc4af2f49256ae58101fee92b04",
    g: "02a3e8eb3cc1cfe7b7732213b23a656149afa142c47aafbc2b79a191562e1305f4",
  },
  brainpoolP320r1: {
    ...BRAINPOOL_320,
    a: "3ee30b568fbab0f883ccebd46d3f3bb8a2a73513f5eb79da66190eb085ffa9f492f375a97d860eb4",
    b: "520883949dfdbc42d3ad198640688a6fe13f41349554b49acc31dccd884539816f5eb4ac8fb1f1a6",
    g: "0343bd7e9afb53d8b85289bcc48ee5bfe6f20137d10a087eb6e7871e2a10a599c710af8d0d39e20611",
  },
  brainpoolP320t1: {
    ...BRAINPOOL_320,
    b: "a7f561e038eb1ed560b3d147db782013064c19f27ed27c6780aaf77fb8a547ceb5b4fef422340353",
    g: "03925be9fb01afc6fb4d3e7d4990010f813408ab106c4f09cb7ee07868cc136fff3357f624a21bed52",
  },
  brainpoolP384r1: {
    ...BRAINPOOL_384,
    a: "7bc382c63d8c150c3c72080ace05afa0c2bea28e4fb22787139165efba91f90f8aa5814a503ad4eb04a8c7dd22ce2826",
    b: "04a8c7dd22ce28268b39b55416f0447c2fb77de107dcd2a62e880ea53eeb62d57cb4390295dbc9943ab78696fa504c11",
    g: "031d1c64f068cf45ffa2a63a81b7c13f6b8847a3e77ef14fe3db7fcafe0cbd10e8e826e03436d646aaef87b2e247d4af1e",
  },
  brainpoolP384t1: {
    ...BRAINPOOL_384,
    b: "7f519eada7bda81bd826dba647910f8c4b9346ed8ccdc64e4b1abd11756dce1d2074aa263b88805ced70355a33b471ee",
    g: "0218de98b02db9a306f2afcd7235f72a819b80ab12ebd653172476fecd462aabffc4ff191b946a5f54d8d0aa2f418808cc",
  },
  brainpoolP512r1: {
    ...BRAINPOOL_512,
    a:
      "7830a3318b603b89e2327145ac234cc594cbdd8d3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b5" +
      "7f1117a72bf2c7b9e7c1ac4d77fc94ca",
    b:
      "3df91610a83441caea9863bc2ded5d5aa8253aa10a2ef1c98b9ac8b57f1117a72bf2c7b9e7c1ac4d77fc94cadc083e67" +
      "984050b75ebae5dd2809bd638016f723",
    g:
      "0281aee4bdd82ed9645a21322e9c4c6a9385ed9f70b5d916c1b43b62eef4d0098eff3b1f78e2d0d48d50d1687b93b97d" +
      "5f7c6d5047406a5e688b352209bcb9f822",
  },
  brainpoolP512t1: {
    ...BRAINPOOL_512,
    b:
      "7cbbbcf9441cfab76e1890e46884eae321f70c0bcb4981527897504bec3e36a62bcdfa2304976540f6450085f2dae145" +
      "c22553b465763689180ea2571867423e",
    g:
      "02640ece5c12788717b9c1ba06cbc2a6feba85842458c56dde9db1758d39c0313d82ba51735cdb3ea499aa77a7d6943a" +
      "64f7a3f25fe26f06b51baa2696fa9035da",
  },
};

const parsed = new Map<CurveName, CurveParameters>();

/** The parameters of a named curve, parsed when first asked for. */
export function curveParameters(name: CurveName): CurveParameters {
  let parameters = parsed.get(name);
  if (parameters === undefined) {
    parameters = parseDigits(DIGITS[name]);
    parsed.set(name, parameters);
  }
  return parameters;
}

function parseDigits({ p, n, a, b, g }: Digits): CurveParameters {
  const number = (digits: string) => BigInt(`0x${digits}`);
  const field = number(p);
  const curve = { p: field, n: number(n), a: a === undefined ? field - 3n : number(a), b: number(b) };
  const gx = number(g.slice(2));
  // SEC 1, 2.3.4; every p here is 3 modulo 4, so that this power is a root where there is one.
  const root = modularPower(gx ** 3n + curve.a * gx + curve.b, (field + 1n) / 4n, field);
  const isOdd = g.startsWith("03");
  return { ...curve, gx, gy: (root & 1n) === (isOdd ? 1n : 0n) ? root : field - root };
}
