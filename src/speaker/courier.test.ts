/** Receipts on their way, where the authority knows more of this device than the device itself: an older copy of its folder runs. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setImmediate as soon } from 'node:timers/promises'
import { systemClock } from '../base/clock.ts'
import { seeded } from '../base/random.ts'
import { makeKey, signerOf, verify } from '../directive/signing.ts'
import { Courier } from './courier.ts'
import { Records } from './records.ts'
import { beginningAt } from './timetable.ts'
import { receiptsBody } from './wire.ts'

const STANDING = beginningAt(0)

test('an authority that keeps more receipts than a device ever told is not told the same for ever', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-courier-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const records = await Records.open(folder, () => {})
  const signer = await signerOf(await makeKey())
  const told: number[] = []
  const courier = new Courier({
    cluster: 'a-1',
    records,
    clock: systemClock,
    random: seeded(1),
    link: {
      signer,
      post: async (_path, { document }: { readonly document?: string }) => {
        const { receipts } = await verify(document ?? '', {
          type: 'speakerReceipts',
          key: signer.publicKey,
          schema: receiptsBody,
        })
        told.push(...receipts.map(({ counter }) => counter))
        return { is: 'ok', body: { counter: 1000 } }
      },
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  t.after(async () => await courier.close())
  /** Until there is nothing to bring, or it was told again and again. */
  const brought = async () => {
    while (records.unsent(1).length > 0 && told.length < 10) await soon()
  }
  const at = '2026-02-03T00:00:00.000Z'
  for (const off of [true, false]) await records.keep({ is: 'switched', off, at }, STANDING)
  courier.kick()
  await brought()
  assert.deepEqual([told, records.unsent(10)], [[1, 2], []])
  await records.keep({ is: 'switched', off: true, at }, STANDING)
  courier.kick()
  await brought()
  assert.deepEqual(told, [1, 2, 3], 'what came after is told too')
  await courier.close()
  await records.close()
})
