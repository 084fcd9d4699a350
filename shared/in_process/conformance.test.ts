/** The in-process transport passes the conformance suite. */

import { conformanceTests } from '../conformance/suite.ts';
import { startInProcessFront } from './front.ts';

conformanceTests({ name: 'in process', start: async (context) => startInProcessFront(context) });
