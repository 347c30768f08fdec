/** What Prometheus reads of all briefings together: what they weigh, and what is left on the disk that their recordings are on. */
import { statfs } from 'node:fs/promises'
import type { Prometheus } from '../../http/metrics.ts'
import type { BriefingReading } from './store.ts'

export function measureBriefings(
  { registry, Gauge }: Prometheus,
  { rows, directory }: { readonly rows: Pick<BriefingReading, 'sizes'>; readonly directory: string },
): () => Promise<void> {
  const registers = [registry]
  const weight = new Gauge({
    name: 'loa_briefing_bytes',
    help: 'Bytes of all briefings: pictures of documents, in the database, and recordings, in the data directory',
    labelNames: ['of'],
    registers,
  })
  const free = new Gauge({
    name: 'loa_disk_free_bytes',
    help: 'Bytes that are free on the disk of the data directory; below 1 GB nothing is recorded',
    registers,
  })
  return async () => {
    for (const [of, octets] of Object.entries(await rows.sizes())) weight.set({ of }, octets)
    const { bavail, bsize } = await statfs(directory)
    free.set(bavail * bsize)
  }
}
