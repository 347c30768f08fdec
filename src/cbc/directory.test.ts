/** Message codes of broadcasts beside each other. One book stands for many: each of its messages has a code. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Failure } from '../base/failure.ts'
import type { Entry } from '../cbs/book.ts'
import { CODE_MAX, serialNumber } from '../cbs/serial.ts'
import { CODES_FEW, createBook } from './directory.ts'

const DAY_MS = 86_400_000
const NOW = Date.parse('2026-02-10T00:00:00Z')

class Folder {
  readonly #path: string
  #books = 0

  constructor(t: TestContext) {
    this.#path = mkdtempSync(join(tmpdir(), 'loa-codes-'))
    t.after(() => rmSync(this.#path, { recursive: true, force: true }))
  }

  /** Begun now, with the code that is found. */
  async begin(): Promise<{ readonly code: number; readonly left: number | null }> {
    let found = Number.NaN
    const { codesLeft: left } = await this.#make({ needsCode: true }, code => {
      found = code
      return [code]
    })
    return { code: found, left }
  }

  /** With these codes. `ended`: when, in milliseconds since 1970. */
  async has(codes: readonly number[], ended: number | null): Promise<void> {
    const over: readonly Entry[] =
      ended === null
        ? []
        : [
            { is: 'stopping', at: ended, why: 'over' },
            { is: 'ended', at: ended },
          ]
    await this.#make({ needsCode: false }, () => codes, over)
  }

  async #make(
    how: { readonly needsCode: boolean },
    codesOf: (code: number) => readonly number[],
    then: readonly Entry[] = [],
  ) {
    const directory = join(this.#path, String(this.#books++))
    const open = await createBook(directory, {
      ...how,
      now: NOW,
      begun: free => ({
        is: 'begun',
        at: NOW,
        until: NOW + DAY_MS,
        repeatMs: 30_000,
        keepAliveMs: 30_000,
        bscs: [],
        cells: null,
        broadcasts: codesOf(free).map(code => ({
          id: code,
          kind: 'live',
          text: 'a',
          serial: serialNumber({ scope: 'plmn', code, update: 0 }),
        })),
      }),
    })
    for (const entry of then) await open.journal.append(entry)
    await open.journal.close()
    open.lock.release()
    return open
  }
}

const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i)

test('a message code is the next after the highest, then the lowest that was never used, then one whose broadcast ended two days ago, the longest ago first', async t => {
  const folder = new Folder(t)
  await folder.has([...from(1, 9), ...from(11, CODE_MAX - 1)], null)
  await folder.has([0], NOW - 2 * DAY_MS)
  assert.equal((await folder.begin()).code, CODE_MAX)
  assert.equal((await folder.begin()).code, 10)
  const last = new Folder(t)
  await last.has(from(0, CODE_MAX - 2), null)
  await last.has([CODE_MAX - 1], NOW - 2 * DAY_MS)
  await last.has([CODE_MAX], NOW - 3 * DAY_MS)
  assert.equal((await last.begin()).code, CODE_MAX)
  assert.equal((await last.begin()).code, CODE_MAX - 1)
})

test('when all 1,024 message codes are in use a new broadcast is refused with what to do, and long before that it is told how few are left', async t => {
  const folder = new Folder(t)
  await folder.has(from(0, CODE_MAX - CODES_FEW - 1), null)
  assert.deepEqual(await folder.begin(), { code: CODE_MAX - CODES_FEW, left: CODES_FEW })
  // Phones remember it still.
  await folder.has(from(CODE_MAX - CODES_FEW + 1, CODE_MAX - 1), NOW - DAY_MS)
  assert.deepEqual(await folder.begin(), { code: CODE_MAX, left: 0 })
  await assert.rejects(folder.begin(), error => {
    assert.ok(error instanceof Failure && error.code === 'cbcNoCode')
    assert.match(error.sentence('en'), /1 024 message codes .* two days.*Give --code, or move/)
    assert.match(error.sentence('vi'), /1 024 mã tin .* hai ngày.*Đặt --code, hoặc chuyển/)
    return true
  })
})
