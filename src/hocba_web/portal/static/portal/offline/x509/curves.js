/** The curves that may sign (NIST SP 800-186): whether a public key is a point of its curve at all. */

import { hex } from "../bytes.js";

const UNCOMPRESSED = 0x04;
const CURVES = {
  "P-256": {
    size: 32,
    prime: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  "P-384": {
    size: 48,
    prime: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  "P-521": {
    size: 66,
    prime: 2n ** 521n - 1n,
    b: 0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
};

/** @param {"P-256" | "P-384" | "P-521"} name @param {Uint8Array} point as X9.62 writes it, uncompressed */
export function isPoint(name, point) {
  const { size, prime, b } = CURVES[name];
  if (point[0] !== UNCOMPRESSED || point.length !== 1 + 2 * size) return false;
  const x = BigInt(`0x${hex(point.subarray(1, 1 + size))}`);
  const y = BigInt(`0x${hex(point.subarray(1 + size))}`);
  return x < prime && y < prime && (y * y - x * x * x + 3n * x - b) % prime === 0n;
}
