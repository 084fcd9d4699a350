/** Any value of any message of the contract, for properties of codecs. Reads the field lists that codecs are made from. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { type FieldDescription, messageFields } from '../contract/contract.generated.ts';
import { readContract } from '../contract/generator/read_contract.ts';
import { uint32Max, uint64Max } from '../contract/scalars.ts';

/** The contract's source, for those who read it by other means than ours. */
export const protoSource = readFileSync(new URL('../contract/chat.proto', import.meta.url), 'utf8');

const contract = readContract(protoSource);

/** Any text that UTF-8 can hold, those that a frame has to escape more often than chance would have it. */
export const textArbitrary: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('\t', '\n', '\r', '\\', '\\t', 't', 'n', '-', '0', '\0', '\ufeff', '\ufffd', '😀'),
  }),
);

export type MessageName = keyof typeof messageFields;

/** The messages without a oneof. */
export const messageNames = Object.keys(messageFields) as readonly MessageName[];

/** The messages with one. */
export const oneofNames: readonly string[] = contract.messages.filter(({ oneof }) => oneof).map(({ name }) => name);

/** Any value of that message. */
export function messageArbitrary(name: string): fc.Arbitrary<object> {
  const message = contract.messages.find((candidate) => candidate.name === name);
  if (message === undefined) throw new Error(`the contract has no message ${name}`);
  const fields: readonly FieldDescription[] = Object.hasOwn(messageFields, name)
    ? messageFields[name as MessageName]
    : message.fields;
  const values = Object.fromEntries(fields.map((field) => [field.name, fieldArbitrary(field)]));
  if (message.oneof === undefined) return fc.record(values);
  const members = message.oneof.members.map((member) =>
    fc.record({ case: fc.constant(member.name), value: messageArbitrary(member.type) }),
  );
  return fc.record({ ...values, [message.oneof.name]: fc.oneof(...members) });
}

function fieldArbitrary(field: FieldDescription): fc.Arbitrary<unknown> {
  const value = valueArbitrary(field.type);
  if (field.repeated) return fc.array(value, { maxLength: 5 });
  return field.optional ? fc.option(value, { nil: undefined }) : value;
}

function valueArbitrary(type: string): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return textArbitrary;
    case 'bool':
      return fc.boolean();
    case 'uint32':
      return fc.oneof(fc.nat(uint32Max), fc.constantFrom(0, uint32Max));
    case 'uint64':
      return fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 2 ** 32, uint64Max));
    default:
      return messageArbitrary(type);
  }
}

/** The bytes in some chunking. */
export function chunkings(bytes: Buffer): fc.Arbitrary<readonly Buffer[]> {
  return fc.array(fc.nat(bytes.length), { maxLength: 8 }).map((cuts) => {
    const ends = [...cuts, bytes.length].sort((left, right) => left - right);
    return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
  });
}
