/** A rectangle in the user units of its own coordinate system, as SVG's `getBBox` gives it. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The box of what draws nothing. */
export const emptyBox: Box = { x: 0, y: 0, width: 0, height: 0 };

/** The box from one corner to the other, in either order. */
export function boxBetween(left: number, top: number, right: number, bottom: number): Box {
  return {
    x: Math.min(left, right),
    y: Math.min(top, bottom),
    width: Math.abs(right - left),
    height: Math.abs(bottom - top),
  };
}

/** The smallest box around all points; the empty box for none. */
export function boxAround(points: readonly (readonly [number, number])[]): Box {
  if (points.length === 0) return emptyBox;
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return boxBetween(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
}

/** The four corners, clockwise from the top left. */
export function corners({ x, y, width, height }: Box): [number, number][] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

/** The smallest box around all boxes that have an extent, as browsers leave out what draws nothing. */
export function union(boxes: readonly Box[]): Box {
  return boxAround(boxes.filter((box) => box.width > 0 || box.height > 0).flatMap(corners));
}
