/** Writes wire/messages.generated.ts: each message as the fields of a frame. */

import { type Contract, type ContractField, type ContractMessage, framedMessages } from './read_contract.ts';
import { docComment, header } from './source_text.ts';

export function emitWire(contract: Contract): string {
  const messages = framedMessages(contract);
  const names = messages.map((message) => message.name).sort();
  return [
    header('Every message of the contract as the fields of a frame.'),
    `import type {\n${names.map((name) => `  ${name},\n`).join('')}} from '../shared/contract/contract.generated.ts';`,
    "import { uint32Max, uint64Max } from '../shared/contract/scalars.ts';",
    "import { type FieldReader, flagField, numberField, optionalNumberField, rowsField, textField } from './fields.ts';\n",
    ...messages.map((message) => emitCodec(contract, message)),
    emitTable(contract),
  ].join('\n');
}

function emitCodec(contract: Contract, message: ContractMessage): string {
  const fields = message.fields;
  const argument = fields.length === 0 ? '_message' : 'message';
  const reader = fields.length === 0 ? '_fields' : 'fields';
  const encoded = fields.map((field) => encodeField(contract, field)).join(' + ') || "''";
  const decoded = fields.map((field) => `    ${field.name}: ${decodeField(field)},\n`).join('');
  return [
    docComment(`The fields of a ${message.name}, each behind its TAB.`),
    `export function encode${message.name}(${argument}: ${message.name}): string {\n  return ${encoded};\n}\n\n`,
    docComment(
      'Throws a ChatError (MALFORMED, INVALID_ARGUMENT) where a field is not of its type; absent fields get their defaults.',
    ),
    `export function decode${message.name}(${reader}: FieldReader): ${message.name} {\n  return {\n${decoded}  };\n}\n`,
  ].join('');
}

function encodeField(contract: Contract, field: ContractField): string {
  const value = `message.${field.name}`;
  if (!field.repeated) return encodeScalar(field, value);
  if (field.scalar) return `rowsField(${value}, 1, (item) => ${encodeScalar(field, 'item')})`;
  const columns = contract.messages.find((row) => row.name === field.type)?.fields.length;
  return `rowsField(${value}, ${columns}, encode${field.type})`;
}

function encodeScalar(field: ContractField, value: string): string {
  if (field.type === 'string') return `textField(${value})`;
  if (field.type === 'bool') return `flagField(${value})`;
  return field.optional
    ? `optionalNumberField(${value}, ${numberMax(field)})`
    : `numberField(${value}, ${numberMax(field)})`;
}

function decodeField(field: ContractField): string {
  if (!field.repeated) return decodeScalar(field);
  return field.scalar
    ? `fields.rows((row) => ${decodeScalar(field).replace('fields.', 'row.')})`
    : `fields.rows(decode${field.type})`;
}

function decodeScalar(field: ContractField): string {
  if (field.type === 'string') return 'fields.text()';
  if (field.type === 'bool') return 'fields.flag()';
  return field.optional ? `fields.optionalNumber(${numberMax(field)})` : `fields.number(${numberMax(field)})`;
}

function numberMax(field: ContractField): string {
  return field.type === 'uint32' ? 'uint32Max' : 'uint64Max';
}

function emitTable(contract: Contract): string {
  const rows = contract.operations
    .filter((operation) => operation.opcode !== undefined && !operation.replyStream)
    .map(
      ({ name, request, reply }) =>
        `  ${name}: { encodeRequest: encode${request}, decodeRequest: decode${request}, encodeReply: encode${reply}, decodeReply: decode${reply} },\n`,
    );
  return `/** The codecs of each operation that has one reply. */\nexport const operationCodecs = {\n${rows.join('')}} as const;\n`;
}
