/** `duet serve`: runs a server until it is told to stop. */

import type { CommandModule } from 'yargs';
import { defaultPorts } from '../shared/client/connect.ts';
import { defaultLimits } from '../shared/contract/limits.ts';
import { startDuetServer } from './duet_server.ts';
import { systemEnvironment } from './system_environment.ts';

interface ServeArguments {
  readonly transport: 'wire' | 'grpc' | 'both';
  readonly host: string;
  readonly wirePort: number;
  readonly grpcPort: number;
}

export const serveCommand: CommandModule<object, ServeArguments> = {
  command: 'serve',
  describe: 'run a chat server',
  builder: (command) =>
    command
      .option('transport', {
        choices: ['wire', 'grpc', 'both'] as const,
        default: 'both' as const,
        describe: 'what clients can speak',
      })
      .option('host', { type: 'string', default: '0.0.0.0', describe: 'address to listen on' })
      .option('wire-port', {
        type: 'number',
        default: defaultPorts.wire,
        describe: 'port of the wire protocol; 0 for any free one',
      })
      .option('grpc-port', {
        type: 'number',
        default: defaultPorts.grpc,
        describe: 'port of gRPC; 0 for any free one',
      }) as never,
  handler: async ({ transport, host, wirePort, grpcPort }) => {
    const server = await startDuetServer({
      host,
      wirePort: transport === 'grpc' ? undefined : wirePort,
      grpcPort: transport === 'wire' ? undefined : grpcPort,
      limits: defaultLimits,
      environment: systemEnvironment(),
    });
    if (server.wirePort !== undefined) console.log(`wire listening on ${host}:${server.wirePort}`);
    if (server.grpcPort !== undefined) console.log(`grpc listening on ${host}:${server.grpcPort}`);
    console.log('ready');
    const stop = (): void => {
      void server.close().then(() => process.exit(0));
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  },
};
