/** Refuses what neither encoding could hold, so that a request without an encoding is refused alike. Pure. */

import { type FieldDescription, messageFields } from '../contract/contract.generated.ts';
import { requireUint, requireWellFormed, uint32Max, uint64Max } from '../contract/scalars.ts';

/** Throws INVALID_UTF8 or INVALID_ARGUMENT. For messages whose fields are scalars, as those of all requests are. */
export function requireEncodable(type: keyof typeof messageFields, message: object): void {
  const fields: readonly FieldDescription[] = messageFields[type];
  for (const field of fields) requireScalar(field, (message as Readonly<Record<string, unknown>>)[field.name]);
}

function requireScalar(field: FieldDescription, value: unknown): void {
  if (value === undefined && field.optional) return;
  if (field.type === 'string') requireWellFormed(value as string);
  else if (field.type !== 'bool') requireUint(value as number, field.type === 'uint32' ? uint32Max : uint64Max);
}
