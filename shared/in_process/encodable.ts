/** Refuses what neither encoding could hold, so that a request without an encoding is refused alike. Pure. */

import { type FieldDescription, messageFields } from '../contract/contract.generated.ts';
import { requireUint, requireWellFormed, uint32Max, uint64Max } from '../contract/scalars.ts';

/** Throws INVALID_UTF8 or INVALID_ARGUMENT. For messages whose fields are scalars, or many of them, as those of all requests are. */
export function requireEncodable(type: keyof typeof messageFields, message: object): void {
  const fields: readonly FieldDescription[] = messageFields[type];
  for (const field of fields) {
    const value = (message as Readonly<Record<string, unknown>>)[field.name];
    if (!field.repeated) requireScalar(field, value);
    else for (const item of value as readonly unknown[]) requireScalar(field, item);
  }
}

function requireScalar(field: FieldDescription, value: unknown): void {
  if (value === undefined && field.optional) return;
  if (field.type === 'string') requireWellFormed(value as string);
  else if (field.type !== 'bool') requireUint(value as number, field.type === 'uint32' ? uint32Max : uint64Max);
}
