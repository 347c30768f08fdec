/** What is kept of briefings comes back as it was put, on both databases. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { MIGRATIONS, openStore } from '../../src/app/areas.ts'
import type { NewEntry } from '../../src/areas/briefing/hall/log.ts'
import type { BriefingState, Verdict } from '../../src/areas/briefing/model.ts'
import {
  type BriefingWriting,
  briefingRows,
  type StoredBriefing,
  type StoredInstruction,
  type StoredSite,
} from '../../src/areas/briefing/store.ts'
import type { Page } from '../../src/authority/paging.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { onEachDatabase } from './databases.ts'

const AT = Date.parse('2026-11-27T00:30:00Z')
const HOUR = 3_600_000
const WRITER = { id: 'an', name: 'Nguyễn Văn An' }
const BY = { updatedAt: AT, updatedBy: WRITER }
const VERDICT: Verdict = {
  at: '2026-11-27T00:10:00Z',
  line: 'C',
  reason: 'loss',
  kbitsUp: 96,
  kbitsDown: 180,
  lossUp: 0.031,
  lossDown: null,
  jitterMs: 41.5,
  roundTripMs: 88,
  path: 'relay',
  microphone: 'works',
  camera: 'missing',
}

function site(name: string, position: number): StoredSite {
  const responsible = { name: `Phụ trách ${name}`, title: null, mail: `${position}@bv.example` }
  const content = { name, short: name.slice(0, 16), responsible, isRetired: false }
  return { id: randomUUID(), position, version: 1, content, verdict: null, ...BY }
}

function briefing(startsAt: number, sites: readonly StoredSite[]): StoredBriefing {
  return {
    id: randomUUID(),
    version: 1,
    state: 'planned',
    content: {
      title: 'Giao ban <b>trực tuyến</b>',
      startsAt: new Date(startsAt).toISOString(),
      minutes: 90,
      agenda: [{ id: randomUUID(), title: 'Điểm tin', minutes: 10, site: null }],
      roster: sites.map(({ id }) => ({ site: id, role: 'site', language: null })),
      isQueueOpen: true,
      grantedMax: 2,
      isRecorded: true,
    },
    beganAt: null,
    endedAt: null,
    closedAt: null,
    createdAt: AT,
    createdBy: WRITER,
    ...BY,
  }
}

function instruction(of: { briefing: string; site: string; due: string; issuedAt: number | null }): StoredInstruction {
  return {
    id: randomUUID(),
    briefing: of.briefing,
    site: of.site,
    state: of.issuedAt === null ? 'draft' : 'issued',
    version: 2,
    content: { site: of.site, text: 'Báo cáo giường', due: of.due, basis: null, decision: null },
    sha256: 'a'.repeat(64),
    writers: [WRITER],
    submittedBy: WRITER,
    approvedBy: { id: 'binh', name: 'Bình' },
    signatures: null,
    document: of.issuedAt === null ? null : 'e30.e30.c2ln',
    issuedAt: of.issuedAt,
    acknowledged: null,
    done: null,
    withdrawnAt: null,
    reason: null,
    ...BY,
  }
}

onEachDatabase(databases => {
  const open = async (t: TestContext) => {
    const database = await databases.open(t)
    await migrate(database, MIGRATIONS)
    const store = openStore(database)
    return {
      database,
      read: briefingRows(store),
      write: async <Result>(act: (rows: BriefingWriting) => Promise<Result>) =>
        await store.write(async writing => await act(briefingRows(writing))),
    }
  }

  test('every briefing is reached page after page, the newest first, those of one instant and those before 1970 too; or those in some states', async t => {
    const { read, write } = await open(t)
    const invited = site('Bệnh viện Bạch Mai', 1)
    const states = ['ended', 'planned', 'cancelled', 'open'] as const
    // Two begin at each instant, the last three before 1970.
    const all = Array.from({ length: 130 }, (_, n): StoredBriefing => {
      const startsAt = n < 127 ? AT - Math.floor(n / 2) * 24 * HOUR : -n * HOUR
      return { ...briefing(startsAt, [invited]), state: states[n % states.length] }
    })
    await write(async rows => {
      await rows.putSite(invited)
      for (const each of all) await rows.putBriefing(each)
    })
    const startOf = ({ content }: StoredBriefing) => Date.parse(content.startsAt)
    const sorted = all.toSorted((a, b) => startOf(b) - startOf(a) || (a.id < b.id ? 1 : -1))
    const reached = async (of: readonly BriefingState[] | null, limit: number) => {
      const found: string[] = []
      let cursor: string | null = null
      do {
        const page: Page<StoredBriefing> = await read.briefings({ states: of, cursor, limit })
        assert.ok(page.items.length <= limit)
        found.push(...page.items.map(({ id }) => id))
        cursor = page.next
      } while (cursor !== null)
      return found
    }
    const ids = (of: readonly StoredBriefing[]) => of.map(({ id }) => id)
    for (const limit of [1, 25, 130, 200])
      assert.deepEqual(await reached(null, limit), ids(sorted), `${limit} at a time`)
    const going = sorted.filter(({ state }) => state === 'open' || state === 'planned')
    assert.deepEqual(await reached(['open', 'planned'], 25), ids(going))
    assert.deepEqual(await reached([], 25), [])
    await assert.rejects(read.briefings({ states: null, cursor: 'x', limit: 25 }), { code: 'notFound' })
  })

  test('a site, a briefing and its places come back as they were put, in their order', async t => {
    const { read, write } = await open(t)
    const [first, second] = [site('Bệnh viện Bạch Mai', 1), site('Bệnh viện Chợ Rẫy', 2)]
    const [later, earlier] = [briefing(AT + HOUR, [first, second]), briefing(AT, [first])]
    await write(async rows => {
      for (const each of [second, first]) await rows.putSite(each)
      for (const each of [earlier, later]) await rows.putBriefing(each)
    })
    assert.deepEqual(await read.sites(), [first, second])
    const query = { states: null, cursor: null, limit: 10 }
    assert.deepEqual(await read.briefings(query), { items: [later, earlier], next: null })
    assert.equal(await read.site(randomUUID()), null)
    assert.equal(await read.briefing(randomUUID()), null)

    const tried = { ...first, version: 2, verdict: VERDICT }
    const begun: StoredBriefing = { ...earlier, version: 2, state: 'open', beganAt: AT + 1000 }
    await write(async rows => {
      await rows.putSite(tried)
      await rows.putBriefing(begun)
    })
    assert.deepEqual(await read.site(first.id), tried)
    assert.deepEqual(await read.openBriefings(), [begun])
    assert.deepEqual(await read.briefingsBegun(AT, AT + 1000), [])
    assert.deepEqual(await read.briefingsBegun(AT, AT + 1001), [begun])

    const place = {
      briefing: earlier.id,
      site: first.id,
      linkSha256: '1'.repeat(64),
      linkExpiresAt: AT + 12 * HOUR,
      tokenSha256: null,
      tokenAt: null,
      verdict: VERDICT,
    }
    await write(async rows => await rows.putPlace(place))
    assert.deepEqual(await read.placeByLink(place.linkSha256), place)
    assert.equal(await read.placeByToken(place.linkSha256), null)
    const used = { ...place, tokenSha256: '2'.repeat(64), tokenAt: AT }
    await write(async rows => await rows.putPlace(used))
    assert.deepEqual(await read.placeByToken(used.tokenSha256), used)
    assert.deepEqual(await read.places(earlier.id), [used])
    await write(async rows => await rows.removePlace(earlier.id, first.id))
    assert.deepEqual(await read.places(earlier.id), [])
  })

  test('no two places have one link or one token', async t => {
    const { write } = await open(t)
    const [first, second] = [site('Một', 1), site('Hai', 2)]
    const held = briefing(AT, [first, second])
    const place = { briefing: held.id, linkExpiresAt: AT, tokenAt: null, verdict: null }
    await write(async rows => {
      for (const each of [first, second]) await rows.putSite(each)
      await rows.putBriefing(held)
    })
    for (const opens of [
      { linkSha256: '1'.repeat(64), tokenSha256: null },
      { linkSha256: null, tokenSha256: '2'.repeat(64) },
    ])
      await assert.rejects(
        write(async rows => {
          await rows.putPlace({ ...place, ...opens, site: first.id })
          await rows.putPlace({ ...place, ...opens, site: second.id })
        }),
      )
  })

  test('what happened is numbered from one, read whole or by kind, and never changed or taken away', async t => {
    const { database, read, write } = await open(t)
    const [one, other] = [briefing(AT, []), briefing(AT, [])]
    const began: NewEntry = { atMs: AT, kind: 'began', site: null, details: { by: { is: 'person', ...WRITER } } }
    const reason: NewEntry = {
      atMs: AT + 5,
      kind: 'reason',
      site: randomUUID(),
      details: { reason: 'Mất điện\nđã báo', by: null },
    }
    await write(async rows => {
      await rows.putBriefing(one)
      await rows.putBriefing(other)
      assert.deepEqual(await rows.append(one.id, began), { sequence: 1, ...began })
      assert.deepEqual(await rows.append(other.id, began), { sequence: 1, ...began })
      assert.deepEqual(await rows.append(one.id, reason), { sequence: 2, ...reason })
    })
    assert.deepEqual(await read.log(one.id), [
      { sequence: 1, ...began },
      { sequence: 2, ...reason },
    ])
    assert.deepEqual(await read.log(one.id, ['reason', 'left']), [{ sequence: 2, ...reason }])
    for (const change of ["update briefing_log set details = '{}'", 'delete from briefing_log'])
      await assert.rejects(sql.raw(change).execute(database.kysely), /briefing_log can only grow/)
  })

  test('the octets of a picture come back exactly, and a document says how many of its pages have one', async t => {
    const { read, write } = await open(t)
    const held = briefing(AT, [])
    const picture = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256)
    const document = {
      id: randomUUID(),
      briefing: held.id,
      name: 'Báo cáo <i>tuần</i>',
      pages: 3,
      addedAt: AT,
      addedBy: WRITER,
    }
    await write(async rows => {
      await rows.putBriefing(held)
      await rows.addDocument(document)
      await rows.putText(document.id, 1, 'Số ca: 12')
      await rows.putPicture(document.id, 1, { type: 'image/webp', picture })
      await rows.putPicture(document.id, 3, { type: 'image/png', picture: new Uint8Array([0]) })
      await rows.putText(document.id, 2, 'Trang hai')
    })
    assert.deepEqual(await read.document(document.id), { ...document, ready: 2 })
    assert.deepEqual(await read.documents(held.id), [{ ...document, ready: 2 }])
    const page = await read.page(document.id, 1)
    assert.deepEqual([page?.type, page?.text], ['image/webp', 'Số ca: 12'])
    assert.ok(page?.picture != null && Buffer.from(picture).equals(page.picture))
    assert.deepEqual(await read.page(document.id, 2), { type: null, picture: null, text: 'Trang hai' })
    assert.equal(await read.page(document.id, 4), null)
    await write(async rows => await rows.removeDocument(document.id))
    assert.equal(await read.document(document.id), null)
    assert.equal(await read.page(document.id, 1), null)
  })

  test('minutes are read in the order in which they were said, and recordings by their numbers', async t => {
    const { read, write } = await open(t)
    const held = briefing(AT, [])
    const minute = (text: string, at: number) => ({
      id: randomUUID(),
      briefing: held.id,
      version: 1,
      content: { item: null, is: 'decision' as const, site: null, text },
      at,
      ...BY,
    })
    const [first, second] = [minute('Một', AT), minute('Hai', AT + 1)]
    const recording = {
      briefing: held.id,
      number: 2,
      file: '2.webm',
      octets: 5 * 2 ** 30,
      sha256: 'b'.repeat(64),
      beganAt: AT,
      durationMs: HOUR,
      gaps: [{ fromMs: AT + 1, untilMs: AT + 2 }],
    }
    const before = await read.sizes()
    await write(async rows => {
      await rows.putBriefing(held)
      for (const each of [second, first]) await rows.putMinute(each)
      await rows.addRecording(recording)
      await rows.addRecording({ ...recording, number: 1, gaps: [] })
    })
    assert.deepEqual(await read.minutes(held.id), [first, second])
    assert.deepEqual(await read.recordings(held.id), [{ ...recording, number: 1, gaps: [] }, recording])
    const sizes = { ...before, recordings: before.recordings + 2 * recording.octets }
    assert.deepEqual(await read.sizes(), sizes, 'octets of all briefings, more than 32 bits')
    const saved = { ...first, version: 2, updatedAt: AT + 9 }
    await write(async rows => {
      await rows.putMinute(saved)
      await rows.removeMinute(second.id)
    })
    assert.deepEqual(await read.minutes(held.id), [saved])
    assert.equal(await read.minute(second.id), null)
  })

  test('instructions are found by briefing, by site, by what is open and by when they were issued', async t => {
    const { read, write } = await open(t)
    const [first, second] = [site('Một', 1), site('Hai', 2)]
    const held = briefing(AT, [first, second])
    const of = (site: StoredSite, due: string, issuedAt: number | null) =>
      instruction({ briefing: held.id, site: site.id, due, issuedAt })
    const draft = of(first, '2026-12-01', null)
    const late = of(first, '2026-12-20', AT)
    const soon = of(second, '2026-12-02', AT + 1)
    const done: StoredInstruction = {
      ...of(first, '2026-12-03', AT + 2),
      state: 'done',
      acknowledged: { at: AT + 3, by: 'Bác sĩ Hoa', note: '' },
      done: { at: AT + 4, by: 'Bác sĩ Hoa', note: 'Đã xong' },
      updatedAt: AT + 4,
    }
    await write(async rows => {
      for (const each of [first, second]) await rows.putSite(each)
      await rows.putBriefing(held)
      for (const each of [draft, late, soon, done]) await rows.putInstruction(each)
    })
    assert.deepEqual(await read.instruction(done.id), done)
    assert.deepEqual(await read.instructionsOf(held.id), [draft, soon, done, late])
    assert.deepEqual(await read.openInstructions(), [soon, late])
    assert.deepEqual(await read.openInstructions([first.id]), [late])
    assert.deepEqual(await read.openInstructions([]), [])
    assert.deepEqual(await read.instructionsTo(first.id, 10), [done, late])
    assert.deepEqual(await read.instructionsSince(AT + 4, 10), [done])
    assert.deepEqual(await read.instructionsSince(AT, 1), [done], 'the last changed, not the first due')
    assert.deepEqual(await read.instructionsIssued(AT + 1, AT + 2), [soon])
    assert.deepEqual(await read.issuedCounts([held.id, randomUUID()]), new Map([[held.id, 3]]))
    const withdrawn: StoredInstruction = {
      ...late,
      state: 'withdrawn',
      withdrawnAt: AT + 8,
      reason: 'Trùng',
      signatures: null,
    }
    await write(async rows => await rows.putInstruction(withdrawn))
    assert.deepEqual(await read.instruction(late.id), withdrawn)
  })
})
