/** The fields of a frame: each type written and read, and what is refused. */

import test from 'ava';
import fc from 'fast-check';
import { textArbitrary } from '../shared/conformance/message_arbitraries.ts';
import { ChatError } from '../shared/contract/chat_error.ts';
import { uint32Max, uint64Max } from '../shared/contract/scalars.ts';
import { heldBytes } from '../shared/testing/heap.ts';
import { FieldReader, flagField, numberField, optionalNumberField, rowsField, textField } from './fields.ts';

function codeOf(run: () => unknown): string {
  try {
    return `no refusal but ${JSON.stringify(run())}`;
  } catch (error) {
    if (error instanceof ChatError) return error.code;
    throw error;
  }
}

/** A reader of what was encoded; the first field has no TAB before it in what a reader is given. */
function reading(encoded: string): FieldReader {
  return new FieldReader(encoded.slice(1));
}

test('the four characters that cannot occur raw are escaped, and nothing else is', (t) => {
  t.is(textField('a\tb\nc\rd\\e'), '\ta\\tb\\nc\\rd\\\\e');
  t.is(textField('\0 "\'/😀\u2028'), '\t\0 "\'/😀\u2028');
  t.is(textField(''), '\t');
});

test('any text is read as it was written, and no delimiter is left in it', (t) => {
  const property = fc.property(textArbitrary, (text) => {
    const encoded = textField(text);
    t.notRegex(encoded.slice(1), /[\t\n\r]/);
    t.is(reading(encoded).text(), text);
  });
  fc.assert(property);
});

test('a text that is kept does not keep the frame it came in', (t) => {
  const frames = 64;
  const before = heldBytes();
  const kept = Array.from({ length: frames }, (_, index) =>
    reading(textField(`a key that is remembered ${index}`) + textField('x'.repeat(1_000_000))).text(),
  );
  t.true(heldBytes() - before < (frames * 1_000_000) / 4);
  t.is(kept.at(-1), `a key that is remembered ${frames - 1}`);
});

test('half a surrogate pair is refused before it is written', (t) => {
  for (const text of ['\ud83d', '\ude00', 'a\ud83db', '\ude00\ud83d'])
    t.is(
      codeOf(() => textField(text)),
      'INVALID_UTF8',
    );
});

test('any escape but the four is malformed', (t) => {
  for (const raw of ['\\', 'a\\', '\\x', '\\0', '\\N', '\\😀', '\\ t', '\\\\\\', 'ok\\\\\\q']) {
    t.is(
      codeOf(() => new FieldReader(raw).text()),
      'MALFORMED',
      raw,
    );
  }
  t.is(new FieldReader('\\\\t\\t\\\\\\n').text(), '\\t\t\\\n');
});

test('whole numbers up to the maximum are read, and all else is refused', (t) => {
  t.is(new FieldReader('0').number(uint64Max), 0);
  t.is(new FieldReader('007').number(uint64Max), 7);
  t.is(new FieldReader(`${uint64Max}`).number(uint64Max), uint64Max);
  t.is(new FieldReader(`${uint32Max}`).number(uint32Max), uint32Max);
  for (const beyond of ['9007199254740992', '18446744073709551615', '9'.repeat(1_000)]) {
    t.is(
      codeOf(() => new FieldReader(beyond).number(uint64Max)),
      'INVALID_ARGUMENT',
      beyond,
    );
  }
  t.is(
    codeOf(() => new FieldReader('4294967296').number(uint32Max)),
    'INVALID_ARGUMENT',
  );
  for (const wrong of ['-1', '+1', '1.0', '1e3', '0x10', ' 1', '1 ', 'one', '١', '\\t']) {
    t.is(
      codeOf(() => new FieldReader(wrong).number(uint64Max)),
      'MALFORMED',
      wrong,
    );
  }
});

test('numbers that a field cannot hold are refused before they are written', (t) => {
  for (const value of [-1, 1.5, Number.NaN, Infinity, 2 ** 53]) {
    t.is(
      codeOf(() => numberField(value, uint64Max)),
      'INVALID_ARGUMENT',
    );
  }
  t.is(
    codeOf(() => numberField(2 ** 32, uint32Max)),
    'INVALID_ARGUMENT',
  );
});

test('an optional number is absent where its field is empty or not there, and 0 where it says 0', (t) => {
  t.is(optionalNumberField(undefined, uint64Max), '\t');
  t.is(optionalNumberField(0, uint64Max), '\t0');
  t.is(new FieldReader('').optionalNumber(uint64Max), undefined);
  t.is(new FieldReader('0').optionalNumber(uint64Max), 0);
  const fields = new FieldReader('\t5\t');
  t.is(fields.optionalNumber(uint64Max), undefined);
  t.is(fields.optionalNumber(uint64Max), 5);
  t.is(fields.optionalNumber(uint64Max), undefined);
  t.is(fields.optionalNumber(uint64Max), undefined);
});

test('a flag is 1 or 0', (t) => {
  t.is(flagField(true) + flagField(false), '\t1\t0');
  t.true(new FieldReader('1').flag());
  t.false(new FieldReader('0').flag());
  t.false(new FieldReader('').flag());
  for (const wrong of ['2', 'true', '01', ' '])
    t.is(
      codeOf(() => new FieldReader(wrong).flag()),
      'MALFORMED',
      wrong,
    );
});

test('fields that are not there read as their defaults, however many are asked for', (t) => {
  const fields = new FieldReader('only');
  t.is(fields.text(), 'only');
  t.true(fields.atEnd);
  t.is(fields.text(), '');
  t.is(fields.number(9), 0);
  t.is(fields.flag(), false);
  t.is(fields.optionalNumber(9), undefined);
  t.deepEqual(
    fields.rows((row) => row.text()),
    [],
  );
});

interface Pair {
  readonly name: string;
  readonly count: number;
}

const encodePair = (pair: Pair): string => textField(pair.name) + numberField(pair.count, uint64Max);
const decodePair = (fields: FieldReader): Pair => ({ name: fields.text(), count: fields.number(uint64Max) });

test('rows are read as they were written, and so is the field behind them', (t) => {
  const pair = fc.record({ name: textArbitrary, count: fc.maxSafeNat() });
  const property = fc.property(fc.array(pair), textArbitrary, (rows, behind) => {
    const fields = reading(rowsField(rows, 2, encodePair) + textField(behind));
    t.deepEqual(fields.rows(decodePair), rows);
    t.is(fields.text(), behind);
    t.true(fields.atEnd);
  });
  fc.assert(property);
});

test('rows with more columns than are known are read, and the rest of each is passed over', (t) => {
  const fields = new FieldReader('2\t4\ta\t1\tnew\tnewer\tb\t2\t\t\tbehind');
  t.deepEqual(fields.rows(decodePair), [
    { name: 'a', count: 1 },
    { name: 'b', count: 2 },
  ]);
  t.is(fields.text(), 'behind');
});

test('rows with fewer columns than are known are read, and what is missing has its default', (t) => {
  const fields = new FieldReader('2\t1\ta\tb\tbehind');
  t.deepEqual(fields.rows(decodePair), [
    { name: 'a', count: 0 },
    { name: 'b', count: 0 },
  ]);
  t.is(fields.text(), 'behind');
});

test('an optional number in a row stays within its row', (t) => {
  const fields = new FieldReader('2\t1\ta\tb\t7');
  const rows = fields.rows((row) => [row.text(), row.optionalNumber(uint64Max)]);
  t.deepEqual(rows, [
    ['a', undefined],
    ['b', undefined],
  ]);
  t.is(fields.number(uint64Max), 7);
});

test('rows that are announced but not there, or have no columns, are malformed', (t) => {
  for (const wrong of ['3\t1\ta\tb', '1\t2', '1', '2\t0\ta\tb', '99999999\t2\ta\t1', 'x\t1', '1\tx']) {
    t.is(
      codeOf(() => new FieldReader(wrong).rows(decodePair)),
      'MALFORMED',
      wrong,
    );
  }
  t.is(
    codeOf(() => new FieldReader('9007199254740992\t1').rows(decodePair)),
    'INVALID_ARGUMENT',
  );
  t.deepEqual(new FieldReader('0\t0').rows(decodePair), []);
});
