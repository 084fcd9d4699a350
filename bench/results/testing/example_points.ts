/** The points of the example: a headline, shares of each contender's own capacity, and payloads. Pure data. */

import { type Contender, contenderNames } from '../../plan/contenders.ts';
import { defaultWorkload, type PayloadText, type Workload } from '../../plan/workload.ts';
import type { Point } from '../results.ts';

/** Requests per second that each keeps up with, in the model. */
export const modelCapacity: Readonly<Record<Contender, number>> = {
  wire: 14_000,
  grpcUnary: 5_000,
  grpcSession: 7_500,
};

const headlineRate = 2_500;
const payloadRate = 500;
const fractions = [0.3, 0.5, 0.7, 0.9];
const payloadBytes = [16, 256, 4_096, 65_536];
const texts: readonly PayloadText[] = ['ascii', 'delimiters'];

export function examplePoints(everything: boolean): readonly Point[] {
  const headline: Point = {
    id: 'deliver-equal',
    scenario: 'deliver',
    workload: defaultWorkload,
    basis: { kind: 'equalRate' },
    ratePerSecond: equalRates(headlineRate),
    headline: true,
  };
  return everything ? [headline, ...fractions.map(fractionPoint), ...payloadPoints()] : [headline];
}

function fractionPoint(fraction: number): Point {
  return {
    id: `deliver-${fraction * 100}`,
    scenario: 'deliver',
    workload: defaultWorkload,
    basis: { kind: 'ownCapacity', fraction },
    ratePerSecond: ratesOf((contender) => fraction * modelCapacity[contender]),
    headline: false,
  };
}

function payloadPoints(): readonly Point[] {
  return texts.flatMap((text) => payloadBytes.map((bytes) => payloadPoint(bytes, text)));
}

function payloadPoint(bytes: number, text: PayloadText): Point {
  const workload: Workload = {
    ...defaultWorkload,
    name: `payload ${bytes} B ${text}`,
    payload: { bytesMin: bytes, bytesMax: bytes, text },
  };
  return {
    id: `payload-${bytes}-${text}`,
    scenario: 'payload',
    workload,
    basis: { kind: 'equalRate' },
    ratePerSecond: equalRates(payloadRate),
    headline: false,
  };
}

function equalRates(rate: number): Readonly<Record<Contender, number>> {
  return ratesOf(() => rate);
}

function ratesOf(rate: (contender: Contender) => number): Readonly<Record<Contender, number>> {
  return Object.fromEntries(contenderNames.map((contender) => [contender, rate(contender)])) as Record<
    Contender,
    number
  >;
}
