import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgendaEvent } from '../../speaker/wire.ts'
import { SpeakerStreams } from './feed.ts'

const device = { cluster: 'a-1', keyId: 'key' }
const agenda = (name: string): AgendaEvent => ({ agenda: name, rosters: [] })

/** What it hears until nothing more is under way. */
async function heardIn(response: Response): Promise<readonly string[]> {
  const reader = response.body?.getReader()
  const heard: string[] = []
  for (;;) {
    const turn = new Promise<null>(done => setImmediate(done, null))
    const read = await Promise.race([reader?.read() ?? null, turn])
    if (read === null || read.done) return heard
    const text = new TextDecoder().decode(read.value)
    for (const [, name] of text.matchAll(/"agenda":"(\w+)"/g)) heard.push(name)
  }
}

for (const [asked, expected] of [
  ['same', ['same']],
  ['newer', ['same', 'newer']],
] as const)
  test(`a device that is told while its stream begins hears nothing twice, and the ${asked} agenda last`, async () => {
    const first = Promise.withResolvers<AgendaEvent>()
    const errors: unknown[] = []
    const streams = new SpeakerStreams(
      {
        agenda: async () => await first.promise,
        agendas: async function* () {
          yield { ...device, event: agenda(asked) }
        },
      },
      error => void errors.push(error),
    )
    const opening = streams.open(
      device,
      () => undefined,
      () => undefined,
    )
    streams.tell(['a-1'])
    await new Promise(done => setImmediate(done))
    first.resolve(agenda('same'))
    const response = await opening
    await new Promise(done => setImmediate(done))
    assert.deepEqual(await heardIn(response), expected)
    streams.close()
    assert.deepEqual(errors, [])
  })
