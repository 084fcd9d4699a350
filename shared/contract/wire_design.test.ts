/** Holds the tables of wire_design.md to the contract: fields, operations, error codes and limits. */

import test from 'ava';
import { documentLines, type Table, tableAt } from '../testing/markdown.ts';
import { errorCodes, type FieldDescription, messageFields, operations, pushOpcodes } from './contract.generated.ts';
import { type LimitName, limitTable } from './limits.ts';

const lines = documentLines('wire_design.md');

/** Messages that only gRPC has; their place is chat.proto. */
const grpcOnly: ReadonlySet<string> = new Set(['SubscribeReply', 'SessionRequest', 'SessionReply', 'Refusal']);

/** A table of fields, as its opening line announces it: "Request `HelloRequest`:". */
const fieldTables: ReadonlyMap<string, Table> = new Map(
  lines.flatMap((line, at) => {
    const announced = /^(?:Request|Reply|Row|Push `\w+` carries) `(\w+)`(: no fields\.|:)$/.exec(line);
    if (announced?.[1] === undefined) return [];
    const table = announced[2] === ':' ? tableAt(lines, at + 1) : [];
    return table === undefined ? [] : [[announced[1], table] as const];
  }),
);

test('wire_design.md has a table for each message that wire carries, and for no other', (t) => {
  const wanted = Object.keys(messageFields).filter((name) => !grpcOnly.has(name));
  t.deepEqual([...fieldTables.keys()].sort(), wanted.sort());
});

test('wire_design.md has the fields of each message in their order, with their types', (t) => {
  for (const [message, table] of fieldTables) {
    const fields: readonly FieldDescription[] = messageFields[message as keyof typeof messageFields];
    const wanted = fields.map((field, index) => [`${index + 1}`, `\`${snakeCase(field.name)}\``, typeOf(field)]);
    t.deepEqual(
      table.map((row) => row.slice(0, 3)),
      wanted,
      message,
    );
  }
});

test('wire_design.md tells the fields of an ERR frame as the contract tells those of a Refusal', (t) => {
  const start = lines.findIndex((line) => line.startsWith('**ERR**'));
  const fields: readonly FieldDescription[] = messageFields.Refusal;
  t.deepEqual(
    tableAt(lines, start + 1)?.map((row) => row.slice(0, 3)),
    fields.map((field, index) => [`${index + 4}`, snakeCase(field.name), typeOf(field)]),
  );
});

test('wire_design.md has a section for each operation, with its opcode, its need of a session and its rpc', (t) => {
  const found = lines.flatMap((line, at) => {
    const told = /^Opcode `(\w+)`, session (not )?needed\. gRPC: (?:`([\w.]+\/\w+)`)?/.exec(line);
    if (told === null) return [];
    t.regex(lines[at - 2] ?? '', new RegExp(`^### 5\\.\\d+ ${told[1]}$`));
    return [`${told[1]}, ${told[2] === undefined}, ${told[3]}`];
  });
  const wanted = Object.values(operations).map(({ opcode, needsToken, service, rpc }) => {
    const served = service === 'duet.v1.ChatService';
    return `${opcode}, ${needsToken}, ${served ? `${service}/${rpc}` : undefined}`;
  });
  t.deepEqual(found.sort(), wanted.sort());
  for (const { rpc, opcode, replyStream } of Object.values(operations)) {
    t.true(fieldTables.has(`${rpc}Request`), opcode);
    t.is(fieldTables.has(`${rpc}Reply`), !replyStream, opcode);
  }
  for (const opcode of Object.values(pushOpcodes)) {
    t.true(
      lines.some((line) => line.startsWith(`Push \`${opcode}\` carries`)),
      opcode,
    );
  }
});

test('wire_design.md has every error code with what the contract says of it', (t) => {
  const found = tableIn('## 7 Errors').map(([code, retryable, status]) => [
    code,
    retryable,
    /^[A-Z_]+ \((\d+)\)$/.exec(status ?? '')?.[1],
  ]);
  const wanted = Object.entries(errorCodes).map(([code, { grpcStatus, retryable }]) => [
    code,
    retryable ? 'yes' : 'no',
    `${grpcStatus}`,
  ]);
  t.deepEqual(found, wanted);
});

/** What no client can run into: it only changes when the server does its work. */
const limitsNotMet: ReadonlySet<LimitName> = new Set([
  'sessionSweepMs',
  'passwordHashesAtOnceMax',
  'checkpointBytes',
  'retentionSweepMs',
]);

test('wire_design.md has every limit that a client may meet, by name and default', (t) => {
  const found = tableIn('### 2.8 Limits').map((row) => row.slice(0, 2));
  const names = (Object.keys(limitTable) as LimitName[]).filter((name) => !limitsNotMet.has(name));
  t.deepEqual(
    found,
    names.map((name) => [`\`${snakeCase(name)}\``, `${limitTable[name][0]}`]),
  );
});

test('wire_design.md names no limit that does not exist', (t) => {
  const names = new Set(Object.keys(limitTable).map(snakeCase));
  const named = lines.flatMap((line) => line.match(/`[a-z]+_[a-z_]*(?:_max|_min|_ms)`/g) ?? []);
  const fields = Object.values(messageFields).flatMap((all) => all.map((field) => snakeCase(field.name)));
  t.deepEqual(
    named.filter((name) => !names.has(name.slice(1, -1)) && !fields.includes(name.slice(1, -1))),
    [],
  );
});

/** The first table of a section. */
function tableIn(heading: string): Table {
  const start = lines.indexOf(heading);
  const at = lines.findIndex((line, index) => index > start && line.startsWith('|'));
  const table = start === -1 ? undefined : tableAt(lines, at);
  if (table === undefined) throw new Error(`there is no table under ${heading}`);
  return table;
}

function typeOf({ type, repeated, optional }: FieldDescription): string {
  if (repeated) return `rows of ${type}`;
  return optional ? `optional ${type}` : type;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
