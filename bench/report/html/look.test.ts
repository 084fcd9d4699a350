/** That what is drawn can be seen: on both papers, and by readers who don't tell all colours apart. */

import test from 'ava';
import { contenderNames } from '../../plan/contenders.ts';
import { looks, type Mode, modes } from './look.ts';

type Rgb = readonly [number, number, number];

function linear(hex: string): Rgb {
  const channel = (from: number): number => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const luminance = (hex: string): number => {
    const [red, green, blue] = linear(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes (2009), severity 1: rows of the matrices over linear RGB. */
const sights: Readonly<Record<string, readonly Rgb[]>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Distance in OKLab (Ottosson, 2020); neighbours in print that are 0.02 apart are just told apart. */
function difference(one: Rgb, other: Rgb): number {
  const [a, b] = [okLab(one), okLab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function okLab([red, green, blue]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function seen(hex: string, matrix: readonly Rgb[]): Rgb {
  const [red, green, blue] = linear(hex);
  const row = (index: number): number => {
    const [r, g, b] = matrix[index] ?? [0, 0, 0];
    return Math.min(1, Math.max(0, r * red + g * green + b * blue));
  };
  return [row(0), row(1), row(2)];
}

for (const [name, mode] of Object.entries<Mode>(modes)) {
  test(`${name}: every letter and every mark stands out from the paper`, (t) => {
    for (const paper of [mode.paper, mode.panel]) {
      for (const ink of [mode.ink, mode.faintInk]) t.true(contrast(ink, paper) >= 4.5, `${ink} on ${paper}`);
      for (const colour of Object.values(mode.contenders))
        t.true(contrast(colour, paper) >= 3, `${colour} on ${paper}`);
    }
    mode.parts.forEach((part, index) => {
      t.true(contrast(mode.onParts[index] ?? part, part) >= 4.5, `letters on part ${index}`);
    });
  });

  for (const [sight, matrix] of Object.entries(sights)) {
    test(`${name}: with ${sight}, the contenders’ colours differ`, (t) => {
      const colours = Object.values(mode.contenders).map((colour) => seen(colour, matrix));
      colours.forEach((colour, index) => {
        for (const other of colours.slice(index + 1))
          t.true(difference(colour, other) >= 0.1, String(difference(colour, other)));
      });
    });
  }
}

test('no two contenders have the same mark or the same dash', (t) => {
  t.is(new Set(contenderNames.map((name) => looks[name].mark)).size, contenderNames.length);
  t.is(new Set(contenderNames.map((name) => looks[name].dash)).size, contenderNames.length);
});
