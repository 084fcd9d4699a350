/** Reads chat.proto into the few shapes the emitters need. Knows protobuf; nothing of what is emitted. */

import protobuf from 'protobufjs';

/** What a field can hold: a scalar, or the name of a message. */
export interface ContractField {
  readonly name: string;
  readonly number: number;
  readonly type: string;
  readonly scalar: boolean;
  readonly repeated: boolean;
  readonly optional: boolean;
  readonly comment: string;
  /** The opcode of the frame that carries this member of Push; undefined elsewhere. */
  readonly pushOpcode: string | undefined;
}

/** A message; its fields in field-number order. With `oneof`, `fields` holds only those outside of it. */
export interface ContractMessage {
  readonly name: string;
  readonly comment: string;
  readonly fields: readonly ContractField[];
  readonly oneof: { readonly name: string; readonly members: readonly ContractField[] } | undefined;
}

/** An rpc. `opcode` is undefined for what only gRPC has. */
export interface ContractOperation {
  readonly name: string;
  readonly rpc: string;
  readonly service: string;
  readonly comment: string;
  readonly opcode: string | undefined;
  readonly needsToken: boolean;
  readonly request: string;
  readonly reply: string;
  readonly requestStream: boolean;
  readonly replyStream: boolean;
}

/** An error code by its short name. */
export interface ContractCode {
  readonly name: string;
  readonly comment: string;
  readonly grpcStatus: number;
  readonly retryable: boolean;
}

export interface Contract {
  readonly package: string;
  readonly messages: readonly ContractMessage[];
  readonly operations: readonly ContractOperation[];
  readonly codes: readonly ContractCode[];
}

const scalars = new Set(['string', 'uint32', 'uint64', 'bool']);

/** Throws an Error that names the place where the contract asks for what the frames cannot carry. */
export function readContract(source: string): Contract {
  const parsed = protobuf.parse(source, { alternateCommentMode: true });
  const root = parsed.root.lookup(parsed.package ?? '');
  if (!(root instanceof protobuf.Namespace)) throw new Error('the contract declares no package');
  const messages: ContractMessage[] = [];
  const operations: ContractOperation[] = [];
  const codes: ContractCode[] = [];
  for (const item of root.nestedArray) {
    if (item instanceof protobuf.Type) messages.push(readMessage(item));
    else if (item instanceof protobuf.Service)
      operations.push(...item.methodsArray.map((rpc) => readOperation(item, rpc)));
    else if (item instanceof protobuf.Enum) codes.push(...readCodes(item));
  }
  const contract = { package: parsed.package ?? '', messages, operations, codes };
  refuseDeepNesting(contract);
  return contract;
}

/** The messages that travel as frames: those of operations with an opcode, the pushes, and their rows. */
export function framedMessages(contract: Contract): readonly ContractMessage[] {
  const names = new Set<string>();
  const add = (name: string): void => {
    if (names.has(name)) return;
    names.add(name);
    for (const field of message(contract, name).fields) if (!field.scalar) add(field.type);
  };
  for (const operation of contract.operations) {
    if (operation.opcode === undefined) continue;
    add(operation.request);
    if (!operation.replyStream) add(operation.reply);
  }
  for (const push of pushMembers(contract)) add(push.type);
  return contract.messages.filter((candidate) => names.has(candidate.name));
}

/** The members of Push, each of which has a frame of its own on the wire. */
export function pushMembers(contract: Contract): readonly ContractField[] {
  return contract.messages.flatMap((candidate) => candidate.oneof?.members ?? []).filter((member) => member.pushOpcode);
}

export function message(contract: Contract, name: string): ContractMessage {
  const found = contract.messages.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`the contract has no message ${name}`);
  return found;
}

function readMessage(type: protobuf.Type): ContractMessage {
  const oneofs = type.oneofsArray.filter(
    (oneof) => !oneof.fieldsArray.every((field) => field.options?.proto3_optional),
  );
  if (oneofs.length > 1) throw new Error(`${type.name}: more than one oneof`);
  const oneof = oneofs[0];
  const inOneof = new Set(oneof?.fieldsArray.map((field) => field.name));
  const fields = [...type.fieldsArray].sort((left, right) => left.id - right.id).map((field) => readField(type, field));
  return {
    name: type.name,
    comment: type.comment ?? '',
    fields: fields.filter((field) => !inOneof.has(field.name)),
    oneof: oneof && { name: oneof.name, members: fields.filter((field) => inOneof.has(field.name)) },
  };
}

function readField(type: protobuf.Type, field: protobuf.Field): ContractField {
  if (field instanceof protobuf.MapField) throw new Error(`${type.name}.${field.name}: a frame cannot carry a map`);
  return {
    name: field.name,
    number: field.id,
    type: field.type,
    scalar: scalars.has(field.type),
    repeated: field.repeated,
    optional: field.options?.proto3_optional === true,
    comment: field.comment ?? '',
    pushOpcode: field.options?.['(push_opcode)'],
  };
}

function readOperation(service: protobuf.Service, rpc: protobuf.Method): ContractOperation {
  return {
    name: rpc.name.charAt(0).toLowerCase() + rpc.name.slice(1),
    rpc: rpc.name,
    service: service.name,
    comment: rpc.comment ?? '',
    opcode: rpc.options?.['(opcode)'],
    needsToken: rpc.options?.['(needs_token)'] === true,
    request: rpc.requestType,
    reply: rpc.responseType,
    requestStream: rpc.requestStream === true,
    replyStream: rpc.responseStream === true,
  };
}

function readCodes(type: protobuf.Enum): readonly ContractCode[] {
  const prefix = `${type.name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_`;
  return Object.keys(type.values).map((name) => ({
    name: name.slice(prefix.length),
    comment: type.comments[name] ?? '',
    grpcStatus: Number(type.valuesOptions?.[name]?.['(grpc_status)']),
    retryable: type.valuesOptions?.[name]?.['(retryable)'] === true,
  }));
}

/** A frame is flat: field n of the message is field n of the frame, and a row's fields are scalars. */
function refuseDeepNesting(contract: Contract): void {
  for (const framed of framedMessages(contract)) {
    if (framed.oneof !== undefined) throw new Error(`${framed.name}: a frame cannot carry a oneof`);
    framed.fields.forEach((field, index) => {
      const place = `${framed.name}.${field.name}`;
      if (field.number !== index + 1)
        throw new Error(`${place}: field numbers of a frame count up from 1 without a gap`);
      if (field.scalar) return;
      if (!field.repeated) throw new Error(`${place}: a frame carries other messages only as rows (repeated)`);
      const row = message(contract, field.type);
      if (row.fields.some((column) => !column.scalar || column.repeated))
        throw new Error(`${place}: rows nest one level only`);
    });
  }
}
