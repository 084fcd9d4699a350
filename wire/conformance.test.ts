/** The wire transport passes the conformance suite. With checksums it is held against the others in cli/. */

import { conformanceTests } from '../shared/conformance/suite.ts';
import { openWireChannel } from './channel.ts';
import { startWireServer } from './server.ts';

const host = '127.0.0.1';

conformanceTests({
  name: 'wire',
  async start(context) {
    const front = await startWireServer({ ...context, host, port: 0 });
    return {
      open: (options) => openWireChannel({ host, port: front.port }, options),
      close: () => front.close(),
    };
  },
});
