/** A transport passes the conformance suite over the durable ledger, too, whose answers come from other threads. */

import { startInProcessFront } from '../in_process/front.ts';
import { cheapKey } from '../testing/cheap_key.ts';
import { TemporaryDataFolder } from '../testing/temporary_data_folder.ts';
import { conformanceTests } from './suite.ts';

conformanceTests({
  name: 'in process, over SQLite',
  start: async (context) => startInProcessFront(context),
  // Password hashes have nothing to do with the ledger, and take most of the suite's time.
  deriveKey: cheapKey,
  openLedger(limits, environment) {
    const folder = new TemporaryDataFolder();
    const reopen = () => folder.open({ limits, environment });
    return { ...reopen(), reopen, remove: () => folder[Symbol.dispose]() };
  },
});
