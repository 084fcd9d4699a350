/** Writes contract.generated.ts: types, operation table, field lists, error codes. */

import type { Contract, ContractMessage } from './read_contract.ts';
import { docComment, fieldType, header, oneofType } from './source_text.ts';

export function emitContract(contract: Contract): string {
  return [
    header('The contract as TypeScript: message types, operations, field lists and error codes.'),
    ...contract.messages.map(emitType),
    emitOperations(contract),
    emitPushes(contract),
    emitFields(contract),
    emitCodes(contract),
  ].join('\n');
}

function emitType(message: ContractMessage): string {
  const fields = message.fields.map(
    (field) => `${docComment(field.comment, '  ')}  readonly ${field.name}: ${fieldType(field)};\n`,
  );
  const oneof = message.oneof;
  if (oneof === undefined) {
    if (fields.length === 0)
      return `${docComment(message.comment)}export type ${message.name} = Readonly<Record<never, never>>;\n`;
    return `${docComment(message.comment)}export interface ${message.name} {\n${fields.join('')}}\n`;
  }
  const members = oneof.members.map(
    (member) => `  | { readonly case: '${member.name}'; readonly value: ${member.type} }`,
  );
  return [
    docComment(message.comment),
    `export interface ${message.name} {\n${fields.join('')}`,
    `  /** Undefined where a newer contract has put something else. */\n`,
    `  readonly ${oneof.name}: ${oneofType(message)} | undefined;\n}\n\n`,
    `/** See ${message.name}. */\nexport type ${oneofType(message)} =\n${members.join('\n')};\n`,
  ].join('');
}

function emitOperations(contract: Contract): string {
  const framed = contract.operations.filter((operation) => operation.opcode !== undefined);
  const unary = framed.filter((operation) => !operation.replyStream);
  const rows = framed.map((operation) => {
    const { name, rpc, service, opcode, needsToken, replyStream } = operation;
    return `  ${name}: { name: '${name}', rpc: '${rpc}', service: '${contract.package}.${service}', opcode: '${opcode}', needsToken: ${needsToken}, replyStream: ${replyStream} },\n`;
  });
  const shapes = (service: string): string =>
    unary
      .filter((operation) => operation.service === service)
      .map(
        ({ name, comment, request, reply }) =>
          `${docComment(comment, '  ')}  ${name}: { readonly request: ${request}; readonly reply: ${reply} };\n`,
      )
      .join('');
  return [
    '/** Request and reply of what the core does, where there is one reply. */\n',
    `export interface ChatOperations {\n${shapes('ChatService')}}\n\n`,
    '/** Request and reply of what a connection does for itself. */\n',
    `export interface ConnectionOperations {\n${shapes('ConnectionService')}}\n\n`,
    'export interface Operations extends ChatOperations, ConnectionOperations {}\n\n',
    'export type ChatOperationName = keyof ChatOperations;\nexport type OperationName = keyof Operations;\n\n',
    '/** Every operation that has an opcode, by name. */\n',
    `export const operations = {\n${rows.join('')}} as const;\n`,
  ].join('');
}

function emitPushes(contract: Contract): string {
  const push = contract.messages.find((message) => message.name === 'Push');
  const rows = push?.oneof?.members.map((member) => `  ${member.name}: '${member.pushOpcode}',\n`) ?? [];
  return `/** The opcode of each push. */\nexport const pushOpcodes = {\n${rows.join('')}} as const;\n`;
}

function emitFields(contract: Contract): string {
  const rows = contract.messages
    .filter((message) => message.oneof === undefined)
    .map((message) => {
      const fields = message.fields.map(
        (field) =>
          `    { name: '${field.name}', type: '${field.type}', repeated: ${field.repeated}, optional: ${field.optional} },\n`,
      );
      return `  ${message.name}: [\n${fields.join('')}  ],\n`;
    });
  return [
    '/** One field of a message. `type` is a protobuf scalar, or the name of the message that a row holds. */\n',
    'export interface FieldDescription {\n  readonly name: string;\n  readonly type: string;\n  readonly repeated: boolean;\n  readonly optional: boolean;\n}\n\n',
    '/** The fields of each message without a oneof, in field-number order. */\n',
    `export const messageFields = {\n${rows.join('')}} as const satisfies Record<string, readonly FieldDescription[]>;\n`,
  ].join('');
}

function emitCodes(contract: Contract): string {
  const rows = contract.codes.map(
    (code) =>
      `${docComment(code.comment, '  ')}  ${code.name}: { grpcStatus: ${code.grpcStatus}, retryable: ${code.retryable} },\n`,
  );
  return [
    '/** Every error code: the gRPC status that carries it, and whether the same request may succeed later. */\n',
    `export const errorCodes = {\n${rows.join('')}} as const;\n\n`,
    'export type ErrorCode = keyof typeof errorCodes;\n',
  ].join('');
}
