/** The test call: ten seconds alone with itself through the real path, with all that a site would send; and what it said. */
import { asProblem } from '../../../web/problem.ts'
import type { Verdict } from '../model.ts'
import type { Asking } from './asking.ts'
import type { Devices } from './devices.ts'
import { answered, offered } from './joining.ts'
import { Level } from './level.ts'
import type { Voice } from './sdp.ts'
import { SENDS_ALL } from './sending.ts'

export const TEST_MS = 10_000
/** Until it carries media. */
const PATIENCE_MS = 10_000
/** On a line on which little came through so far it goes on a little longer. */
const MORE_MS = 1_500
const MORE_MAX = 2
const LISTEN_MS = 100

export interface TestCallNeeds {
  readonly asking: Asking
  readonly devices: Devices
  readonly voice: Voice
  /** Whoever joins ends it. */
  readonly signal: AbortSignal
  onBegan(): void
  onEnding(): void
}

export async function testCall(needs: TestCallNeeds): Promise<Verdict> {
  const { asking, devices, voice, signal } = needs
  await devices.find()
  const level = devices.microphone === null ? null : new Level(devices.microphone)
  const listening = setInterval(() => level?.read(), LISTEN_MS)
  let close = () => {}
  try {
    const joining = { asking, isTest: true, voice, patienceMs: PATIENCE_MS }
    const come = await offered(joining)
    close = () => come.connection.close()
    await answered(joining, come)
    await within(come.connected, PATIENCE_MS, signal)
    await come.connection.send(devices.tracks(), SENDS_ALL)
    needs.onBegan()
    await pause(TEST_MS, signal)
    needs.onEnding()
    const { hasMicrophone, hasCamera } = devices
    const isSilent = hasMicrophone === 'works' && level?.hasHeard === false
    return await verdictOf(asking, signal, {
      microphone: isSilent ? 'silent' : (hasMicrophone ?? 'missing'),
      camera: hasCamera ?? 'missing',
    })
  } finally {
    clearInterval(listening)
    level?.close()
    close()
  }
}

async function verdictOf(
  asking: Asking,
  signal: AbortSignal,
  body: Pick<Verdict, 'microphone' | 'camera'>,
): Promise<Verdict> {
  for (let more = 0; ; more++) {
    try {
      return await asking.ask('POST /api/v1/briefing-room/test/end', { body })
    } catch (error) {
      if (asProblem(error).code !== 'testTooShort' || more === MORE_MAX) throw error
      await pause(MORE_MS, signal)
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await within(new Promise(resolve => setTimeout(resolve, ms)), 2 * ms, signal)
}

async function within(coming: Promise<unknown>, patienceMs: number, signal: AbortSignal) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it takes too long')), patienceMs)
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
  await Promise.race([coming, over])
  clearTimeout(timer)
}
