/** The wire transport passes the conformance suite, with checksums and without. */

import { conformanceTests } from '../shared/conformance/suite.ts';
import type { Transport } from '../shared/conformance/transport.ts';
import { openWireChannel } from './channel.ts';
import { startWireServer } from './server.ts';

const host = '127.0.0.1';

function wireTransport(name: string, checksums: boolean): Transport {
  return {
    name,
    async start(context) {
      const front = await startWireServer({ ...context, host, port: 0 });
      return {
        open: (options) => openWireChannel({ host, port: front.port }, { ...options, checksums }),
        close: () => front.close(),
      };
    },
  };
}

conformanceTests(wireTransport('wire', false));
conformanceTests(wireTransport('wire with checksums', true));
