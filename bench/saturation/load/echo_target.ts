/** The gRPC echo floor as a target: bytes there and back, by unary rpc or over one stream. */

import { Client, type ClientDuplexStream, credentials } from '@grpc/grpc-js';
import { echoService } from '../floors/echo_service.ts';
import { Bodies } from './bodies.ts';
import { StartTimes } from './start_times.ts';
import type { Completed, Lane, Target } from './target.ts';

export class EchoTarget implements Target {
  readonly #client: Client;
  readonly #bodyBytes: number;
  readonly #streamed: boolean;
  #stream: ClientDuplexStream<Buffer, Buffer> | undefined;

  constructor(port: number, bodyBytes: number, streamed: boolean) {
    this.#client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    this.#bodyBytes = bodyBytes;
    this.#streamed = streamed;
  }

  lane(_scenario: string, completed: Completed, failed: (error: Error) => void): Lane {
    return this.#streamed ? this.#streamLane(completed, failed) : this.#unaryLane(completed, failed);
  }

  #unaryLane(completed: Completed, failed: (error: Error) => void): Lane {
    const bodies = new Bodies(this.#bodyBytes);
    const { path, requestSerialize, responseDeserialize } = echoService.unary;
    return {
      send: (startedMs) => {
        const bytes = Buffer.from(bodies.next(), 'latin1');
        this.#client.makeUnaryRequest(path, requestSerialize, responseDeserialize, bytes, (error, reply) => {
          if (error !== null || reply?.length !== bytes.length) failed(error ?? new Error('a reply of another length'));
          else completed(startedMs);
        });
      },
      settle: async () => {},
    };
  }

  #streamLane(completed: Completed, failed: (error: Error) => void): Lane {
    const bodies = new Bodies(this.#bodyBytes);
    const started = new StartTimes();
    const { path, requestSerialize, responseDeserialize } = echoService.stream;
    const stream = this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
    this.#stream?.end();
    this.#stream = stream;
    stream.on('error', failed);
    stream.on('data', (bytes: Buffer) => {
      try {
        bodies.receive(bytes.toString('latin1'));
        completed(started.shift());
      } catch (error) {
        failed(error as Error);
      }
    });
    return {
      send: (startedMs) => {
        started.push(startedMs);
        stream.write(Buffer.from(bodies.next(), 'latin1'));
      },
      settle: async () => {},
    };
  }
}
