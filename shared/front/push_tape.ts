/**
 * What is pushed to many, encoded once: the messages of a turn, one behind the other, and the bytes of any run of them.
 * Those who were written the same messages are written the same bytes. Knows identities of messages; what a piece is,
 * and how pieces become bytes, is the transport's. Invariant: what a segment holds never changes, it only grows.
 */

import type { Message } from '../contract/contract.generated.ts';

/** How a transport encodes. A piece is one message, as it is on the way. */
export interface PieceCodec<Piece extends { readonly length: number }> {
  encode(message: Message): Piece;
  join(pieces: readonly Piece[]): Buffer;
}

/** Messages that came one after another, within one turn, as far as they fit. */
export class TapeSegment<Piece extends { readonly length: number }> {
  readonly pieces: Piece[] = [];
  readonly #join: (pieces: readonly Piece[]) => Buffer;
  #length = 0;
  /** The run that was asked for last: as a rule all ask for the same one. */
  #bytes: Buffer | undefined;
  #start = 0;
  #end = 0;

  constructor(join: (pieces: readonly Piece[]) => Buffer) {
    this.#join = join;
  }

  /** Of all pieces together, in the units of their own length. */
  get length(): number {
    return this.#length;
  }

  append(piece: Piece): void {
    this.pieces.push(piece);
    this.#length += piece.length;
  }

  /** The pieces from `start` up to, not including, `end`. The bytes are shared: nobody may change them. */
  bytes(start: number, end: number): Buffer {
    if (this.#bytes === undefined || this.#start !== start || this.#end !== end) {
      const whole = start === 0 && end === this.pieces.length;
      this.#bytes = this.#join(whole ? this.pieces : this.pieces.slice(start, end));
      this.#start = start;
      this.#end = end;
    }
    return this.#bytes;
  }
}

export class PushTape<Piece extends { readonly length: number }> {
  readonly #codec: PieceCodec<Piece>;
  readonly #lengthMax: number;
  #segment: TapeSegment<Piece>;
  /** The last piece of the segment. */
  #message: Message | undefined;
  #scheduled = false;

  /** A segment that has grown to `lengthMax` gets no further piece. */
  constructor(codec: PieceCodec<Piece>, lengthMax: number) {
    this.#codec = codec;
    this.#lengthMax = lengthMax;
    this.#segment = new TapeSegment(codec.join);
  }

  /** The segment whose last piece is that message. Throws what `encode` throws, and then has changed nothing. */
  put(message: Message): TapeSegment<Piece> {
    if (message === this.#message) return this.#segment;
    const piece = this.#codec.encode(message);
    if (this.#segment.length >= this.#lengthMax) this.#segment = new TapeSegment(this.#codec.join);
    this.#segment.append(piece);
    this.#message = message;
    if (!this.#scheduled) this.#endWithTurn();
    return this.#segment;
  }

  /** What nobody will ask for any more is not kept: a message may be long. */
  #endWithTurn(): void {
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#message = undefined;
      this.#segment = new TapeSegment(this.#codec.join);
    });
  }
}

/**
 * What of a message is the same for all, encoded once for all tapes: they differ in ids, which stand before it. Knows the
 * message that was encoded last, until the turn ends.
 */
export class EncodedOnce<Encoded> {
  readonly #encode: (message: Message) => Encoded;
  #last: { readonly message: Message; readonly encoded: Encoded } | undefined;
  #scheduled = false;

  constructor(encode: (message: Message) => Encoded) {
    this.#encode = encode;
  }

  /** Throws what `encode` throws. */
  of(message: Message): Encoded {
    if (this.#last?.message === message) return this.#last.encoded;
    const encoded = this.#encode(message);
    this.#last = { message, encoded };
    if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.#last = undefined;
      });
    }
    return encoded;
  }
}

/** How many subscription ids have a tape: clients of one kind subscribe with the same few ids. */
const tapesMax = 64;

/** A server's tapes: a piece holds the id of its subscription, so each id has a tape. */
export class PushTapes<Piece extends { readonly length: number }> {
  readonly #create: (id: number) => PushTape<Piece>;
  readonly #tapes: { readonly id: number; readonly tape: PushTape<Piece> }[] = [];

  constructor(create: (id: number) => PushTape<Piece>) {
    this.#create = create;
  }

  /** Shared by those who ask for the same id, as long as it is in use. */
  of(id: number): PushTape<Piece> {
    const slot = id % tapesMax;
    const known = this.#tapes[slot];
    if (known?.id === id) return known.tape;
    const tape = this.#create(id);
    this.#tapes[slot] = { id, tape };
    return tape;
  }
}

/** The tape of one connection's subscription; as a rule it has one, and nothing has to be looked up. */
export class ConnectionTape<Piece extends { readonly length: number }> {
  readonly #tapes: PushTapes<Piece>;
  #tape: PushTape<Piece> | undefined;
  #id = 0;

  constructor(tapes: PushTapes<Piece>) {
    this.#tapes = tapes;
  }

  of(id: number): PushTape<Piece> {
    if (this.#tape === undefined || this.#id !== id) {
      this.#tape = this.#tapes.of(id);
      this.#id = id;
    }
    return this.#tape;
  }
}
