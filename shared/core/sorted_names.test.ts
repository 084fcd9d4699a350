/** Names in order, against a sorted array. */

import test from 'ava';
import fc from 'fast-check';
import { SortedNames } from './sorted_names.ts';

const name = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '0'), minLength: 1, maxLength: 3 });

test('after adding and removing in any order, the names after any name are those of a sorted array', (t) => {
  fc.assert(
    fc.property(fc.uniqueArray(name), fc.array(fc.nat(20)), name, (added, removals, after) => {
      const names = new SortedNames();
      const model = new Set<string>();
      for (const each of added) {
        names.add(each);
        model.add(each);
      }
      for (const index of removals) {
        const each = added[index];
        if (each === undefined || !model.delete(each)) continue;
        names.remove(each);
      }
      const sorted = [...model].sort();
      t.is(names.size, sorted.length);
      t.deepEqual([...names.after('')], sorted);
      t.deepEqual(
        [...names.after(after)],
        sorted.filter((each) => each > after),
      );
    }),
  );
});
