/** What every log of a leg must do, whatever is behind it: one test a sentence, run on each of them. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ENTRY_MAX, type LegLog } from '../../../src/round/log.ts'
import { append, ask, entry, last, octets, read, readAll, text } from './asked.ts'

/** Races at one index after another. */
const RACES = 200

export interface Engine {
  readonly name: string
  /** Opens the log of a leg, and closes it when the test is over. All that are opened in one test are of one leg. */
  open(t: TestContext): Promise<LegLog>
}

export function contractOf({ name, open }: Engine): void {
  test(`${name}: entries of 1 octet, 6 kB and 1 MB are acknowledged in order and come back octet for octet`, async t => {
    const log = await open(t)
    const entries = [octets(1), octets(6_000), octets(ENTRY_MAX), octets(300)]
    for (const [at, one] of entries.entries()) assert.deepEqual(await append(log, at + 1, one), { is: 'acked' })
    const reader = await open(t)
    const found = await readAll(reader, entries.length)
    for (const [at, one] of entries.entries()) assert.equal(Buffer.compare(found[at], one), 0, `entry ${at + 1}`)
    assert.equal(await last(reader), entries.length)
  })

  test(`${name}: an index where another entry stands is refused, and that entry stays`, async t => {
    const [owner, other] = [await open(t), await open(t)]
    await append(owner, 1, entry('the first'))
    const first = { is: 'refused', entry: entry('the first') }
    assert.deepEqual(await append(other, 1, entry('a rival')), first)
    assert.deepEqual(await append(other, 2, entry('the second')), { is: 'acked' })
    const second = { is: 'refused', entry: entry('the second') }
    assert.deepEqual(await append(owner, 2, entry('of one who knows less')), second)
    assert.deepEqual((await readAll(owner, 2)).map(text), ['the first', 'the second'])
  })

  test(`${name}: a read waits for its entry, and gets what stands from any index on`, async t => {
    const [owner, standby] = [await open(t), await open(t)]
    assert.equal(await last(standby), 0)
    const waiting = read(standby, 1)
    await append(owner, 1, entry('a'))
    assert.deepEqual((await waiting).map(text), ['a'])
    for (const [at, one] of ['b', 'c', 'd', 'e'].entries()) await append(owner, at + 2, entry(one))
    assert.deepEqual((await read(standby, 5)).map(text), ['e'])
    assert.equal(text((await read(standby, 3))[0]), 'c')
  })

  test(`${name}: of two who append at the same index, ${RACES} times, exactly one is acknowledged each time`, async t => {
    const logs = [await open(t), await open(t)]
    const kept: string[] = []
    for (let index = 1; index <= RACES; index++) {
      const rivals = logs.map((_, at) => `${index} by ${at}`)
      const appended = await Promise.all(logs.map(async (log, at) => await append(log, index, entry(rivals[at]))))
      assert.deepEqual(appended.map(one => one.is).toSorted(), ['acked', 'refused'], `${index}`)
      kept.push(rivals[appended.findIndex(one => one.is === 'acked')])
    }
    assert.deepEqual((await readAll(logs[0], RACES)).map(text), kept)
  })

  test(`${name}: whoever answers for the leg is heard by those who ask, and by nobody any more when it stops`, async t => {
    const [owner, standby] = [await open(t), await open(t)]
    assert.equal(await ask(standby, 'are you there', 50), null)
    owner.answer((question, reply) => reply(`${question}: yes`))
    assert.equal(await untilAnswered(standby), 'are you there: yes')
    owner.answer(null)
    while ((await ask(standby, 'are you there', 50)) !== null);
  })

  test(`${name}: nothing that was asked is answered after the log was closed`, async t => {
    const log = await open(t)
    assert.equal(log.health().is, 'here')
    const answered: string[] = []
    log.read(1, () => answered.push('read'))
    log.last(() => answered.push('last'))
    log.ask('are you there', 20, () => answered.push('ask'))
    log.append(1, entry('a'), () => answered.push('append'))
    log.close()
    // Another one sees what becomes of all that.
    const other = await open(t)
    assert.equal(await ask(other, 'are you there', 50), null)
    const { is } = await append(other, 1, entry('a'))
    assert.equal(is, 'acked')
    assert.deepEqual(answered, [])
  })
}

/** It takes a moment until servers know of somebody new who answers. */
async function untilAnswered(log: LegLog): Promise<string> {
  for (;;) {
    const answer = await ask(log, 'are you there', 200)
    if (answer !== null) return answer
  }
}
