/** Small pieces of TypeScript text that all emitters share. */

import type { ContractField, ContractMessage } from './read_contract.ts';

/** The first lines of every generated file. */
export function header(what: string): string {
  return `/** ${what} Generated from shared/contract/chat.proto by \`npm run generate\`; not to be edited. */\n`;
}

export function docComment(comment: string, indent = ''): string {
  const text = comment.trim();
  return text === '' ? '' : `${indent}/** ${text.replaceAll('\n', ' ')} */\n`;
}

/** The TypeScript type of one value of the field, without `[]` and `| undefined`. */
export function valueType(field: ContractField): string {
  if (!field.scalar) return field.type;
  if (field.type === 'string') return 'string';
  return field.type === 'bool' ? 'boolean' : 'number';
}

export function fieldType(field: ContractField): string {
  if (field.repeated) return `readonly ${valueType(field)}[]`;
  return field.optional ? `${valueType(field)} | undefined` : valueType(field);
}

/** The name of the type of a message's oneof: `Call.request` is CallRequest. */
export function oneofType(message: ContractMessage): string {
  const name = message.oneof?.name ?? '';
  return `${message.name}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
