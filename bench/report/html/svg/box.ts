/** Places within a drawing, in pixels. Pure. */

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Boxes of one size, `columns` beside each other, from the left and from the top. */
export function grid(count: number, columns: number, width: number, boxHeight: number, gap: number): readonly Box[] {
  const boxWidth = (width - gap * (columns - 1)) / columns;
  return Array.from({ length: count }, (_, index) => {
    const left = (index % columns) * (boxWidth + gap);
    const top = Math.floor(index / columns) * (boxHeight + gap);
    return { left, right: left + boxWidth, top, bottom: top + boxHeight };
  });
}

export function inset(box: Box, by: Partial<Box>): Box {
  return {
    left: box.left + (by.left ?? 0),
    right: box.right - (by.right ?? 0),
    top: box.top + (by.top ?? 0),
    bottom: box.bottom - (by.bottom ?? 0),
  };
}

/** About how wide a text is in the report's lettering: enough to keep labels apart, not to set type. */
export function textWidth(text: string, fontPixels = 12): number {
  return text.length * fontPixels * 0.56;
}
