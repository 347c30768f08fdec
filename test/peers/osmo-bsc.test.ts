/**
 * osmo-bsc bears the demo's broadcast from its beginning to its end: put on the air, replaced, kept over a kill of ours, taken off; down to
 * the air of a virtual base station, where Wireshark reads what phones would be shown (osmo-air.ts).
 *
 * What osmo-bsc is known for: at every connection it says that it lost its data, though it kept them.
 */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { beginDemo, DEMO_TEXTS, demoOnAir } from './broadcast-on-air.ts'
import { missing } from './installed.ts'
import { OSMO_PEERS, OsmoAir } from './osmo-air.ts'

describe('osmo-bsc', { skip: missing(...OSMO_PEERS) }, () => {
  let air: OsmoAir
  before(async () => {
    air = await OsmoAir.open()
  })
  after(async () => await air.close())

  test('osmo-bsc has the demo’s broadcast on the air in both its cells, down to the air, replaces it, keeps it over a kill, and takes it off', async () => {
    const directory = join(air.folder, 'alert')
    const logged = async (says: string) => {
      for (const bts of [0, 1]) await air.bsc.printed(new RegExp(`bts=${bts}.*${says}`))
    }
    const running = beginDemo(air, directory)
    await logged('Added MsgId=0x111a/SerialNr=0x4000/Pages=2/Period=3/')
    await air.onAir(directory)
    const pages = await air.aired(demoOnAir(0))
    assert.equal(pages.map(({ text }) => text).join(''), DEMO_TEXTS[0])

    await air.replace(directory, DEMO_TEXTS[1])
    await logged('Replaced MsgId=0x111a/Serial=0x4001, pages\\(2 -> 1\\)')
    await air.onAir(directory)
    await air.aired(demoOnAir(1))

    await running.stop('SIGKILL')
    await air.bsc.printed(/lost connection/)
    air.begin('resume', directory)
    await air.bsc.printed(/Failure Cause 0x0d/)
    await air.onAir(directory)

    const { state, bscs } = await air.stop(directory)
    await logged('Deleting MsgId=0x111a/SerialNr=0x4001.*Reason: KILL')
    assert.equal(state, 'stopped')
    assert.ok((bscs[0].broadcasts ?? 0) > 0, 'the BSC counted what the air carried')
  })
})
