import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agendaEvent } from '../../speaker/wire.ts'
import { SpeakerStreams } from './feed.ts'
import type { Issued } from './issuing.ts'

const key = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } as const
const device = { cluster: 'a-1', keyId: 'key', key }
const agenda = (name: string): Issued => ({
  cluster: 'a-1',
  keyId: 'key',
  serial: 1,
  agenda: [Buffer.from(name), Buffer.from('-shared'), Buffer.from('-end')],
  rosters: { json: Buffer.from('[]'), sha256: '' },
  mark: name,
})

/** What it hears until nothing more is under way. */
async function heardIn(response: Response): Promise<readonly string[]> {
  const reader = response.body?.getReader()
  let text = ''
  for (;;) {
    const turn = new Promise<null>(done => setImmediate(done, null))
    const read = await Promise.race([reader?.read() ?? null, turn])
    if (read === null || read.done) break
    text += new TextDecoder().decode(read.value)
  }
  const events = text.split('\n\n').filter(each => each !== '')
  return events.map(each => {
    const [, data] = each.split('event: agenda\ndata: ')
    return agendaEvent.parse(JSON.parse(data)).agenda.replace('-shared-end', '')
  })
}

for (const [asked, expected] of [
  ['same', ['same']],
  ['newer', ['same', 'newer']],
] as const)
  test(`a device that is told while its stream begins hears nothing twice, and the ${asked} agenda last`, async () => {
    const first = Promise.withResolvers<Issued>()
    const errors: unknown[] = []
    const streams = new SpeakerStreams(
      {
        agenda: async () => await first.promise,
        agendas: async function* () {
          yield agenda(asked)
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
