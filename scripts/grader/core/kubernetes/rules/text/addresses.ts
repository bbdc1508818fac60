/** Whether a text is an IPv4 or IPv6 address as Kubernetes wants it now, without leading zeros. Source: apimachinery's validation.IsValidIP. */
export function isAddress(text: string): boolean {
  return addressBits(text) !== undefined;
}

/** 4 or 6 for an address, undefined for another text. */
export function addressFamily(text: string): 4 | 6 | undefined {
  const bits = addressBits(text);
  if (bits === undefined) return undefined;
  return bits.length === 32 ? 4 : 6;
}

/** The 32 or 128 bits of an address, as a text of zeros and ones. */
function addressBits(text: string): string | undefined {
  return text.includes(":") ? bitsOfIPv6(text) : bitsOfIPv4(text);
}

function bitsOfIPv4(text: string): string | undefined {
  const numbers = text.split(".");
  if (numbers.length !== 4 || !numbers.every((number) => /^(0|[1-9]\d{0,2})$/.test(number) && Number(number) <= 255))
    return undefined;
  return numbers.map((number) => Number(number).toString(2).padStart(8, "0")).join("");
}

function bitsOfIPv6(text: string): string | undefined {
  const halves = text.split("::");
  const [before = [], after = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const gap = 8 - before.length - after.length;
  if (halves.length > 2 || (halves.length === 2 ? gap < 1 : gap !== 0)) return undefined;
  const groups = [...before, ...Array.from({ length: gap }, () => "0"), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
}

/** The bits that all addresses of a range begin with; undefined unless it is written as `10.0.0.0/8`. Source: apimachinery's validation.IsValidCIDR. */
export function rangeBits(text: string): string | undefined {
  const [address = "", length = "", ...more] = text.split("/");
  const bits = addressBits(address);
  if (!bits || more.length > 0 || !/^(0|[1-9]\d*)$/.test(length) || Number(length) > bits.length) return undefined;
  return bits.slice(Number(length)).includes("1") ? undefined : `${bits.length}:${bits.slice(0, Number(length))}`;
}
