/** Writes grpc/messages.generated.ts: each message in protobuf's encoding, over protobufjs' writer and reader. */

import { type Contract, type ContractField, type ContractMessage, message as messageOf } from './read_contract.ts';
import { docComment, fieldType, header, oneofType } from './source_text.ts';

export function emitGrpc(contract: Contract): string {
  const messages = reachableMessages(contract);
  const types = messages
    .flatMap((message) => (message.oneof ? [message.name, oneofType(message)] : [message.name]))
    .sort();
  return [
    header('Every message of the contract in protobuf encoding.'),
    "import type { Writer } from 'protobufjs/minimal.js';",
    `import type {\n${types.map((name) => `  ${name},\n`).join('')}} from '../shared/contract/contract.generated.ts';`,
    "import { requireUint, requireWellFormed, uint32Max, uint64Max } from '../shared/contract/scalars.ts';",
    "import type { MessageReader } from './message_reader.ts';\n",
    ...messages.map(emitCodec),
    emitTable(contract),
  ].join('\n');
}

function reachableMessages(contract: Contract): readonly ContractMessage[] {
  const names = new Set<string>();
  const add = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    const { fields, oneof } = messageOf(contract, name);
    for (const field of [...fields, ...(oneof?.members ?? [])]) if (!field.scalar) add(field.type);
  };
  for (const operation of contract.operations.filter((candidate) => candidate.service === 'ChatService')) {
    add(operation.request);
    add(operation.reply);
  }
  return contract.messages.filter((message) => names.has(message.name));
}

function emitCodec(message: ContractMessage): string {
  return `${emitEncode(message)}\n${emitDecode(message)}`;
}

function emitEncode(message: ContractMessage): string {
  const empty = message.fields.length === 0 && message.oneof === undefined;
  const lines = message.fields.map((field) => encodeField(field, `message.${field.name}`));
  if (message.oneof !== undefined) {
    const cases = message.oneof.members.map(
      (member) =>
        `    case '${member.name}':\n      ${encodeNested(member, `message.${message.oneof?.name}.value`)}\n      break;\n`,
    );
    lines.push(`  switch (message.${message.oneof.name}?.case) {\n${cases.join('')}  }\n`);
  }
  return [
    docComment('Appends the message to the writer; values at their default take no bytes.'),
    `export function encode${message.name}(${empty ? '_message' : 'message'}: ${message.name}, writer: Writer): Writer {\n`,
    lines.join(''),
    '  return writer;\n}\n',
  ].join('');
}

function encodeField(field: ContractField, value: string): string {
  if (field.repeated) {
    const item = field.scalar ? encodeScalar(field, 'item') : encodeNested(field, 'item');
    return `  for (const item of ${value}) {\n    ${item}\n  }\n`;
  }
  const isSet = field.optional
    ? `${value} !== undefined`
    : ({ string: `${value} !== ''`, bool: value }[field.type] ?? `${value} !== 0`);
  return `  if (${isSet}) ${encodeScalar(field, value)}\n`;
}

function encodeScalar(field: ContractField, value: string): string {
  const checked =
    { string: `requireWellFormed(${value})`, bool: value }[field.type] ?? `requireUint(${value}, ${field.type}Max)`;
  return `writer.uint32(${tag(field)}).${field.type}(${checked});`;
}

function encodeNested(field: ContractField, value: string): string {
  return `encode${field.type}(${value}, writer.uint32(${tag(field)}).fork()).ldelim();`;
}

function emitDecode(message: ContractMessage): string {
  const oneof = message.oneof;
  const locals = message.fields.map((field) =>
    field.repeated
      ? `  const ${field.name}: ${fieldType(field).replace('readonly ', '')} = [];\n`
      : `  let ${field.name}: ${fieldType(field)} = ${defaultOf(field)};\n`,
  );
  if (oneof !== undefined) locals.push(`  let ${oneof.name}: ${oneofType(message)} | undefined;\n`);
  const cases = message.fields.map((field) =>
    decodeCase(
      field,
      field.repeated ? `${field.name}.push(${decodeValue(field)})` : `${field.name} = ${decodeValue(field)}`,
    ),
  );
  for (const member of oneof?.members ?? [])
    cases.push(decodeCase(member, `${oneof?.name} = { case: '${member.name}', value: ${decodeValue(member)} }`));
  const names = [...message.fields.map((field) => field.name), ...(oneof ? [oneof.name] : [])];
  const loop =
    cases.length === 0
      ? '  while (reader.pos < end) reader.skipUnknown(reader.uint32());\n'
      : `  while (reader.pos < end) {\n    const tag = reader.uint32();\n    switch (tag) {\n${cases.join('')}      default:\n        reader.skipUnknown(tag);\n    }\n  }\n`;
  return [
    docComment(
      "Reads up to `end`, an offset in the reader's bytes. Throws a ChatError (MALFORMED, INVALID_UTF8, INVALID_ARGUMENT) or RangeError.",
    ),
    `export function decode${message.name}(reader: MessageReader, end: number): ${message.name} {\n`,
    locals.join(''),
    loop,
    '  reader.requireEnd(end);\n',
    `  return { ${names.join(', ')} };\n}\n`.replace('{  }', '{}'),
  ].join('');
}

function decodeCase(field: ContractField, statement: string): string {
  return `      case ${tag(field)}:\n        ${statement};\n        break;\n`;
}

function decodeValue(field: ContractField): string {
  if (!field.scalar) return `decode${field.type}(reader, reader.messageEnd())`;
  return field.type === 'uint64' ? 'reader.safeUint64()' : `reader.${field.type}()`;
}

function defaultOf(field: ContractField): string {
  if (field.optional) return 'undefined';
  if (field.type === 'string') return "''";
  return field.type === 'bool' ? 'false' : '0';
}

/** Field number and wire type as one varint: https://protobuf.dev/programming-guides/encoding/#structure */
function tag(field: ContractField): number {
  const wireType = field.type === 'string' || !field.scalar ? 2 : 0;
  return field.number * 8 + wireType;
}

function emitTable(contract: Contract): string {
  const rows = contract.operations
    .filter((operation) => operation.service === 'ChatService')
    .map(
      ({ name, request, reply }) =>
        `  ${name}: { encodeRequest: encode${request}, decodeRequest: decode${request}, encodeReply: encode${reply}, decodeReply: decode${reply} },\n`,
    );
  return `/** The codecs of each rpc. */\nexport const operationCodecs = {\n${rows.join('')}} as const;\n`;
}
