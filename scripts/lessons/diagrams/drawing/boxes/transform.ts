import { boxAround, corners, type Box } from "./box.ts";

/** The affine map `x' = a x + c y + e`, `y' = b x + d y + f`. */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** The box around `box` after the map that a `transform` attribute writes; translate, scale, rotate and matrix are known. */
export function transformed(box: Box, attribute: string): Box {
  if (box.width === 0 && box.height === 0) return box;
  const [a, b, c, d, e, f] = parseTransform(attribute);
  return boxAround(corners(box).map(([x, y]) => [a * x + c * y + e, b * x + d * y + f]));
}

function parseTransform(attribute: string): Matrix {
  const steps = attribute.matchAll(/(\w+)\s*\(([^)]*)\)/g).map(([, name = "", list = ""]) =>
    step(
      name,
      list
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(Number),
    ),
  );
  return [...steps].reduce(product, identity);
}

function step(name: string, [first = 0, ...rest]: number[]): Matrix {
  switch (name) {
    case "translate":
      return [1, 0, 0, 1, first, rest[0] ?? 0];
    case "scale":
      return [first, 0, 0, rest[0] ?? first, 0, 0];
    case "rotate": {
      const [cosine, sine] = [Math.cos((first * Math.PI) / 180), Math.sin((first * Math.PI) / 180)];
      const [x = 0, y = 0] = rest;
      return [cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y];
    }
    case "matrix": {
      const [b = 0, c = 0, d = 1, e = 0, f = 0] = rest;
      return [first, b, c, d, e, f];
    }
    default:
      throw new Error(`transform "${name}" is not known to the box shim`);
  }
}

function product(p: Matrix, q: Matrix): Matrix {
  return [
    p[0] * q[0] + p[2] * q[1],
    p[1] * q[0] + p[3] * q[1],
    p[0] * q[2] + p[2] * q[3],
    p[1] * q[2] + p[3] * q[3],
    p[0] * q[4] + p[2] * q[5] + p[4],
    p[1] * q[4] + p[3] * q[5] + p[5],
  ];
}
