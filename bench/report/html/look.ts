/**
 * How each contender looks, the same in every figure: a colour, a mark and a dash, so that no reader needs the colour.
 * The colours are chosen for readers who tell red from green with difficulty, and look.test.ts holds them to it.
 */

import type { Contender } from '../../plan/contenders.ts';

export interface Mode {
  readonly paper: string;
  readonly panel: string;
  readonly ink: string;
  readonly faintInk: string;
  readonly rule: string;
  readonly band: string;
  readonly contenders: Readonly<Record<Contender, string>>;
  /** For parts of a whole: the first three are the server's where it is one of two, the others the client's. */
  readonly parts: readonly string[];
  /** Of letters on each part. */
  readonly onParts: readonly string[];
}

export const modes = {
  light: {
    paper: '#fffdf9',
    panel: '#f6f2ea',
    ink: '#1f1d1a',
    faintInk: '#635e56',
    rule: '#dcd6cb',
    band: '#dcd3c1',
    contenders: { wire: '#0f4c9c', grpcUnary: '#c04a0a', grpcSession: '#128a76' },
    parts: ['#3d4f6b', '#7d96b8', '#a9bbd2', '#8a5a44', '#d3a78d'],
    onParts: ['#ffffff', '#16171a', '#16171a', '#ffffff', '#16171a'],
  },
  dark: {
    paper: '#16171a',
    panel: '#1f2125',
    ink: '#ecebe7',
    faintInk: '#a5a29b',
    rule: '#35373d',
    band: '#3d434e',
    contenders: { wire: '#4d9ff2', grpcUnary: '#f2843f', grpcSession: '#93e6cb' },
    parts: ['#c3d3ea', '#8aa4c9', '#566f95', '#d9ab90', '#9a664c'],
    onParts: ['#16171a', '#16171a', '#ffffff', '#16171a', '#ffffff'],
  },
} as const satisfies Record<string, Mode>;

export interface Look {
  /** A name for CSS. */
  readonly className: string;
  readonly mark: 'circle' | 'square' | 'triangle';
  /** As in stroke-dasharray; empty for a line without gaps. */
  readonly dash: string;
}

export const looks: Readonly<Record<Contender, Look>> = {
  wire: { className: 'wire', mark: 'circle', dash: '' },
  grpcUnary: { className: 'unary', mark: 'square', dash: '7 3' },
  grpcSession: { className: 'session', mark: 'triangle', dash: '2 3' },
};
