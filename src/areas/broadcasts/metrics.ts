/** What Prometheus reads of message codes, so that people are told before there is none: asked when it is read. */
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Measure } from '../../http/metrics.ts'
import { codesInUse } from './codes.ts'
import { broadcastRows } from './store.ts'

export function measureCodes({ store, now }: Pick<UnitOfWork, 'store' | 'now'>): Measure {
  return ({ registry, Gauge }) => {
    const inUse = new Gauge({
      name: 'loa_broadcast_codes_in_use',
      help: 'Message codes of cell broadcasts that are in use, of 1,024; then no other bulletin is broadcast',
      registers: [registry],
    })
    return async () => inUse.set((await codesInUse(broadcastRows(store), now())).size)
  }
}
