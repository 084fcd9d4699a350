/** A user's own scenario, from the text of a JSON file. Knows its schema and what to say of a file that breaks it. */

import { Ajv, type ErrorObject } from 'ajv';
import schema from './scenario.schema.json' with { type: 'json' };
import { type LoadScenario, scenarios } from './scenarios.ts';
import { defaultWorkload, type Workload } from './workload.ts';

/** The file is not what it has to be: told in a line, with the place and what is expected there. */
export class ScenarioFileError extends Error {
  override readonly name = 'ScenarioFileError';
}

interface ScenarioFile extends Partial<Omit<Workload, 'payload'>> {
  readonly name: string;
  readonly meaning?: string;
  readonly ratesPerSecond?: readonly number[];
  readonly payload?: Omit<Workload['payload'], 'text'> & Partial<Pick<Workload['payload'], 'text'>>;
}

/** Throws ScenarioFileError. What the file does not say is as in `deliver`. */
export function parseScenarioFile(text: string): LoadScenario {
  const { meaning, ratesPerSecond, payload, ...file } = checked(parsed(text));
  if (file.name in scenarios) throw new ScenarioFileError(`name: "${file.name}" is a scenario of the bench's own`);
  if (payload !== undefined && payload.bytesMax < payload.bytesMin) {
    throw new ScenarioFileError(`payload.bytesMax: at least bytesMin is expected, ${payload.bytesMin}`);
  }
  const workload = { ...defaultWorkload, ...file, payload: { ...defaultWorkload.payload, ...payload } };
  return {
    kind: 'load',
    name: file.name,
    meaning: meaning ?? 'of your own',
    workloads: [workload],
    rates: ratesPerSecond === undefined ? { kind: 'capacity' } : { kind: 'fixed', perSecond: ratesPerSecond },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ScenarioFileError(`not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function checked(value: unknown): ScenarioFile {
  const validate = new Ajv({ verbose: true }).compile<ScenarioFile>(schema);
  if (validate(value)) return value;
  throw new ScenarioFileError(validate.errors?.map(describe).join('; ') ?? 'not a scenario');
}

function describe({ instancePath, keyword, params, message, parentSchema }: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.');
  const at = (what: string): string => (place === '' ? what : `${place}: ${what}`);
  const within = (name: string): string => (place === '' ? name : `${place}.${name}`);
  switch (keyword) {
    case 'required':
      return `${within(params.missingProperty)}: missing`;
    case 'additionalProperties':
      return `${within(params.additionalProperty)}: unknown; expected: ${Object.keys(parentSchema?.properties).join(', ')}`;
    case 'enum':
      return at(`one of ${params.allowedValues.join(', ')} is expected`);
    case 'type':
      return at(`${article(params.type)} is expected`);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
      return at(`${boundWords[keyword]} ${params.limit} is expected`);
    case 'minProperties':
    case 'minItems':
      return at('at least one entry is expected');
    case 'pattern':
      return at(`${parentSchema?.description} are expected`);
    default:
      return at(message ?? keyword);
  }
}

const boundWords = { minimum: 'at least', maximum: 'at most', exclusiveMinimum: 'more than' } as const;

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
