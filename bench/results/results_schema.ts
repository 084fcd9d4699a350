/** Whether a value is results, by results.schema.json, and what to say of one that is not. */

import { Ajv, type ErrorObject } from 'ajv';
import { decodeHistogram } from '../load/histograms.ts';
import schema from './results.schema.json' with { type: 'json' };
import type { Results } from './results.ts';

const validate = new Ajv({ discriminator: true, verbose: true }).compile<Results>(schema);

/** What is wrong first, with its place, as in `runs[3].result.open: "offered" is missing`; undefined: nothing is. */
export function faultOf(value: unknown): string | undefined {
  if (!validate(value)) return describe(validate.errors ?? []);
  return faultBeyondSchema(value);
}

/** What a schema cannot say: that runs belong to points that are there, and that histograms can be read. */
function faultBeyondSchema({ points, runs, backlog = [] }: Results): string | undefined {
  const known = new Set(points.map(({ id }) => id));
  if (known.size !== points.length) return 'points: two have the same id';
  for (const [index, { point, result }] of runs.entries()) {
    if (!known.has(point)) return `runs[${index}].point: there is no point ${JSON.stringify(point)}`;
    for (const source of ['load', 'probe'] as const) {
      for (const [name, encoded] of Object.entries(result.open[source])) {
        if (!isHistogram(encoded)) return `runs[${index}].result.open.${source}.${name}: is no histogram`;
      }
    }
  }
  for (const [index, costs] of backlog.entries()) {
    for (const name of ['catchingUp', 'alone'] as const) {
      if (!isHistogram(costs[name])) return `backlog[${index}].${name}: is no histogram`;
    }
  }
  return undefined;
}

function isHistogram(encoded: string): boolean {
  try {
    decodeHistogram(encoded);
    return true;
  } catch {
    return false;
  }
}

function describe(errors: readonly ErrorObject[]): string {
  // Of an `if` whose branch failed, ajv tells both: the branch's error is the one that helps.
  const error = errors.find(({ keyword }) => keyword !== 'if') ?? errors[0];
  if (error === undefined) return 'it is not as the schema has it';
  const place = placeOf(error.instancePath);
  const at = place === '' ? '' : `${place}: `;
  const { keyword, params } = error;
  if (keyword === 'required') return `${at}"${params.missingProperty}" is missing`;
  if (keyword === 'additionalProperties') return `${at}"${params.additionalProperty}" is unknown`;
  if (keyword === 'enum') return `${at}is none of ${params.allowedValues.join(', ')}`;
  if (keyword === 'pattern') return `${at}is not ${error.parentSchema?.description}`;
  return `${at}${error.message}`;
}

/** From a JSON pointer: `/runs/3/result` is `runs[3].result`. */
function placeOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}
