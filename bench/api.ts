/** Measures `loa/smpp` as a program uses it: one session, a text and a promise for each message, a window of them. */

import { connect } from '../src/endpoint/smpp.ts'
import { startCentreProcess } from '../tools/smsc/process.ts'
import { benchFailure } from './failures.ts'
import { type Measure, measureOf } from './measures.ts'
import { ONE_SEGMENT } from './message.ts'

const FIRST_NUMBER = 84_320_000_000

/** In this process, which does nothing else meanwhile. */
export async function measureApi(options: {
  name: string
  messages: number
  window: number
  seed: number
}): Promise<Measure> {
  const { name, messages, window, seed } = options
  const centre = await startCentreProcess({ seed: String(seed) })
  try {
    const session = await connect({ url: `smpp://bench:bench@127.0.0.1:${centre.port}`, window })
    const centreBefore = await centre.cpuSeconds()
    const before = process.cpuUsage()
    const started = performance.now()
    let next = 0
    const worker = async () => {
      while (next < messages)
        await session.submit({
          source: 'BOYTE',
          destination: String(FIRST_NUMBER + next++),
          text: ONE_SEGMENT,
          receipts: 'none',
        })
    }
    await Promise.all(Array.from({ length: Math.min(window, messages) }, worker))
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(before)
    const centreCpuSeconds = (await centre.cpuSeconds()) - centreBefore
    await session.close()
    const { accepted } = await centre.count()
    if (accepted !== messages)
      throw benchFailure('benchFailed', { name, why: `${accepted} of ${messages} were accepted` })
    return measureOf(
      { kind: 'api', name, subscribers: messages, segmentsEach: 1, receipts: 'none', window, peakBytes: null },
      { seconds, senderCpuSeconds: (user + system) / 1e6, centreCpuSeconds },
    )
  } finally {
    await centre.close()
  }
}
