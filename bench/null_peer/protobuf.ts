/**
 * The little of protobuf that a null peer needs to cut fields out of a message and to put some around others
 * (https://protobuf.dev/programming-guides/encoding/): varints and length-delimited fields. Trusts what it reads.
 */

const varintType = 0;
const lengthDelimitedType = 2;
const continues = 0x80;

/** A field of a message: a number where it is a varint, else its bytes, which are those of the message. */
export interface Field {
  readonly number: number;
  readonly value: number | Buffer;
}

/** The fields of a message, in order. */
export function fieldsOf(message: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= continues) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < continues) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const type = tag & 7;
    if (type === varintType) fields.push({ number: tag >>> 3, value: varint() });
    else if (type === lengthDelimitedType) {
      const length = varint();
      fields.push({ number: tag >>> 3, value: message.subarray(at, at + length) });
      at += length;
    } else throw new Error(`a null peer reads no fields of wire type ${type}`);
  }
  return fields;
}

/** The length-delimited field of that number; empty where there is none, as protobuf's defaults are. */
export function bytesOf(fields: readonly Field[], number: number): Buffer {
  const value = fields.find((field) => field.number === number)?.value;
  return value instanceof Buffer ? value : Buffer.alloc(0);
}

/** The varint field of that number; 0 where there is none. */
export function varintOf(fields: readonly Field[], number: number): number {
  const value = fields.find((field) => field.number === number)?.value;
  return typeof value === 'number' ? value : 0;
}

/** A message of these fields, in this order. */
export function messageOf(fields: readonly Field[]): Buffer {
  const sizes = fields.map(({ value }) => (typeof value === 'number' ? 0 : value.length));
  const bytes = Buffer.allocUnsafe(
    fields.reduce((total, { number, value }, index) => {
      const size = sizes[index] ?? 0;
      return total + varintBytes(number << 3) + varintBytes(typeof value === 'number' ? value : size) + size;
    }, 0),
  );
  let at = 0;
  const varint = (value: number): void => {
    let rest = value;
    for (; rest >= continues; rest = Math.floor(rest / continues)) {
      bytes[at] = (rest % continues) + continues;
      at += 1;
    }
    bytes[at] = rest;
    at += 1;
  };
  for (const { number, value } of fields) {
    if (typeof value === 'number') {
      varint((number << 3) | varintType);
      varint(value);
    } else {
      varint((number << 3) | lengthDelimitedType);
      varint(value.length);
      at += value.copy(bytes, at);
    }
  }
  return bytes;
}

function varintBytes(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= continues; rest = Math.floor(rest / continues)) bytes += 1;
  return bytes;
}
