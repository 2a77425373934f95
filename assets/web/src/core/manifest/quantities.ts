/** A quantity of Kubernetes in, `500m` or `1Gi`; how much it is, in thousand-millionths, out. */

const QUANTITY = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:([KMGTPE])i|([numkMGTPE])|[eE]([+-]?\d{1,2}))?$/;
const NANO = 9;
const TENS: { readonly [suffix: string]: number } = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** Nothing for what is no quantity; the API rounds up what is smaller than a thousand-millionth. */
export function nanos(text: string): bigint | undefined {
  const [whole, sign, integer = "", fraction = "", binary, decimal = "", exponent = ""] = QUANTITY.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const tens = NANO - fraction.length + (exponent === "" ? (TENS[decimal] ?? 0) : Number(exponent));
  const units = BigInt(integer + fraction) * (binary ? 1024n ** BigInt("KMGTPE".indexOf(binary) + 1) : 1n);
  const size = tens >= 0 ? units * 10n ** BigInt(tens) : roundedUp(units, 10n ** BigInt(-tens));
  return sign === "-" ? -size : size;
}

function roundedUp(units: bigint, by: bigint): bigint {
  return (units + by - 1n) / by;
}
