/** The generator refuses what frames cannot carry, and names the place. */

import test from 'ava';
import { framedMessages, readContract } from './read_contract.ts';

/** A contract of one operation with these messages. */
function contractWith(messages: string): string {
  return `
    syntax = "proto3";
    package duet.v1;
    import "google/protobuf/descriptor.proto";
    extend google.protobuf.MethodOptions { string opcode = 50001; }
    service ChatService { rpc Ask(AskRequest) returns (AskReply) { option (opcode) = "ASK"; } }
    ${messages}
  `;
}

const askRequest = 'message AskRequest {}';

const refused: readonly (readonly [what: string, messages: string, place: RegExp])[] = [
  [
    'two levels of nesting',
    `${askRequest}
     message Inner { string text = 1; }
     message Row { repeated Inner inners = 1; }
     message AskReply { repeated Row rows = 1; }`,
    /^AskReply\.rows: rows nest one level only/,
  ],
  [
    'rows that hold lists',
    `${askRequest} message Row { repeated string texts = 1; } message AskReply { repeated Row rows = 1; }`,
    /^AskReply\.rows: rows nest one level only/,
  ],
  [
    'a message within a message, once',
    `${askRequest} message Inner { string text = 1; } message AskReply { Inner inner = 1; }`,
    /^AskReply\.inner: a frame carries other messages only as rows/,
  ],
  [
    'a gap in the numbers',
    `${askRequest} message AskReply { string one = 1; string three = 3; }`,
    /^AskReply\.three: .*count up from 1 without a gap/,
  ],
  [
    'numbers that do not start at 1',
    `${askRequest} message AskReply { string two = 2; }`,
    /^AskReply\.two: .*count up from 1/,
  ],
  [
    'a gap in the numbers of a row',
    `${askRequest} message Row { string one = 1; string three = 3; } message AskReply { repeated Row rows = 1; }`,
    /^Row\.three: .*count up from 1 without a gap/,
  ],
  [
    'a map',
    `${askRequest} message AskReply { map<string, string> texts = 1; }`,
    /^AskReply\.texts: .*cannot carry a map/,
  ],
  [
    'a oneof',
    `${askRequest} message AskReply { oneof either { string one = 1; string other = 2; } }`,
    /^AskReply: a frame cannot carry a oneof/,
  ],
  [
    'more than one oneof',
    `${askRequest} message AskReply { oneof a { string one = 1; } oneof b { string two = 2; } }`,
    /^AskReply: more than one oneof/,
  ],
  ['a type that is not there', askRequest, /no message AskReply/],
];

for (const [what, messages, place] of refused) {
  test(`${what} is refused, and where it is is said`, (t) => {
    t.throws(() => readContract(contractWith(messages)), { message: place });
  });
}

test('scalars, optional numbers and rows are what a frame carries', (t) => {
  const contract = readContract(
    contractWith(`
      message AskRequest { string text = 1; optional uint64 after = 2; }
      // A row.
      message Row { string name = 1; bool flag = 2; }
      message AskReply { repeated Row rows = 1; repeated string texts = 2; uint32 count = 3; }
      message Elsewhere { map_free inner = 1; }
      message map_free { Row row = 4; }
    `),
  );
  t.deepEqual(
    framedMessages(contract).map((message) => message.name),
    ['AskRequest', 'Row', 'AskReply'],
  );
  const [request, row] = contract.messages;
  t.deepEqual(
    request?.fields.map(({ name, number, type, optional }) => ({ name, number, type, optional })),
    [
      { name: 'text', number: 1, type: 'string', optional: false },
      { name: 'after', number: 2, type: 'uint64', optional: true },
    ],
  );
  t.is(row?.comment, 'A row.');
});

test('what only gRPC has may nest as deep as it likes', (t) => {
  const source = contractWith(`${askRequest} message AskReply {}`).replace(
    'rpc Ask',
    'rpc Session(stream Deep) returns (stream Deep); rpc Ask',
  );
  t.notThrows(() => readContract(`${source} message Deep { Deeper deeper = 7; } message Deeper { Deep deep = 1; }`));
});
