/**
 * Ten years of work until now in an empty database: rounds of a large country with half a million entries of the trail, and what other
 * areas have by then: sites, a briefing a week and its instructions, a report a month with its work items, bulletins, versions of the
 * free list. For what measures; nothing in it was ever said to anybody.
 *
 * What other areas have goes in by their own rows, with its entries in the trail, so that it is found as what people write is.
 */
import { createHash } from 'node:crypto'
import { openStore } from '../../src/app/areas.ts'
import { briefingRows } from '../../src/areas/briefing/store.ts'
import { blankDraft } from '../../src/areas/bulletins/blank-draft.ts'
import { bulletinRows } from '../../src/areas/bulletins/store.ts'
import { freeRows } from '../../src/areas/free/store.ts'
import { monthRows } from '../../src/areas/months/store.ts'
import { followingOf } from '../../src/areas/search/area.ts'
import type { Deed, TrailActor } from '../../src/authority/trail.ts'
import { openUnitOfWork, type Transaction, type UnitOfWork } from '../../src/authority/unit-of-work.ts'
import { makeKey, sha256Of, signerOf } from '../../src/directive/signing.ts'
import type { Database } from '../../src/sql/database.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import { signList } from '../../src/zerorating/signed.ts'
import { type CountryOptions, fillCountry } from './large-country.ts'

const DAY_MS = 86_400_000
const DAYS = 3652
const MONTHS = 120
const SITES = 63
const BRIEFINGS = 520
const INSTRUCTIONS_OF_EACH = 4
const ITEMS_OF_EACH = 12
const BULLETINS = 2000
const LISTS = 100
/** Each is one entry of the trail; so many in one transaction. */
const AT_ONCE = 500

const BY = { id: 'editor', name: 'Người soạn' }
const ACTOR: TrailActor = { kind: 'person', ...BY }

/** The size of ten years: half a million entries of the trail. */
export const TEN_YEARS = { operators: 23, campaigns: 1000, rounds: 10_000 }

export async function fillTenYears(
  database: Database,
  { nowMs, ...country }: Omit<CountryOptions, 'times'> & { readonly nowMs: number },
): Promise<void> {
  const startMs = nowMs - DAYS * DAY_MS
  const everyMs = Math.floor((DAYS * DAY_MS) / country.rounds)
  await fillCountry(database, { ...country, times: { startMs, everyMs } })
  const signer = await signerOf(await makeKey())
  const work = openUnitOfWork({ store: openStore(database), signer, now: () => nowMs, tell: () => undefined })
  const at = (part: number) => Math.floor(startMs + part * (DAYS - 1) * DAY_MS)
  await written(work, SITES, async (tx, n) => await site(tx, n, startMs))
  await written(work, BRIEFINGS, async (tx, n) => await briefing(tx, n, at(n / BRIEFINGS)))
  await written(work, MONTHS * ITEMS_OF_EACH, async (tx, n) => await item(tx, n, at(n / (MONTHS * ITEMS_OF_EACH))))
  await written(work, BULLETINS, async (tx, n) => await bulletin(tx, n, at(n / BULLETINS)))
  let previousSha256: string | null = null
  await written(work, LISTS, async ({ store, record }, n) => {
    const issuedAt = at(n / LISTS)
    const document: string = await signList(
      { ...FEBRUARY_CONTENT, version: n + 1, previousSha256, inForceFrom: iso(issuedAt), issuedAt: iso(issuedAt) },
      signer,
    )
    const sha256 = sha256Of(document)
    previousSha256 = sha256
    const rows = freeRows(store)
    const content = { ...FEBRUARY_CONTENT, inForceFrom: null }
    await rows.insertRevision({ revision: n + 1, content, at: issuedAt, by: BY })
    const list = { version: n + 1, revision: n + 1, sha256, issuedAt, approvedBy: BY }
    await rows.insertList({ ...list, document })
    await record(ACTOR, deed('list.approve', 'list', String(n + 1)))
  })
  // As a server does that has run for years.
  await followingOf(work).toTheEnd()
}

/** Each with its entry, many in one transaction. */
async function written(
  work: UnitOfWork,
  count: number,
  one: (tx: Transaction, n: number) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < count; from += AT_ONCE)
    await work.transaction(async tx => {
      for (let n = from; n < Math.min(count, from + AT_ONCE); n++) await one(tx, n)
    })
}

async function site({ store, record }: Transaction, n: number, at: number): Promise<void> {
  await briefingRows(store).putSite({
    id: idOf('site', n),
    position: n + 1,
    version: 1,
    verdict: null,
    updatedAt: at,
    updatedBy: BY,
    content: {
      name: `Sở Y tế tỉnh số ${n + 1}`,
      short: `Tỉnh ${n + 1}`,
      isRetired: false,
      responsible: { name: 'Nguyễn Văn A', title: 'Giám đốc', mail: null },
    },
  })
  await record(ACTOR, deed('briefing.site-add', 'briefing', 'sites', { site: idOf('site', n) }))
}

async function briefing({ store, record }: Transaction, n: number, at: number): Promise<void> {
  const rows = briefingRows(store)
  const id = idOf('briefing', n)
  const by = { createdAt: at, createdBy: BY, updatedAt: at, updatedBy: BY }
  await rows.putBriefing({
    id,
    version: 1,
    state: 'ended',
    beganAt: at,
    endedAt: at + 3_600_000,
    closedAt: null,
    ...by,
    content: {
      title: `Giao ban tuần ${n + 1}`,
      startsAt: iso(at),
      minutes: 60,
      agenda: [],
      roster: [],
      isQueueOpen: true,
      grantedMax: 1,
      isRecorded: false,
    },
  })
  await record(ACTOR, deed('briefing.create', 'briefing', id))
  for (let each = 0; each < INSTRUCTIONS_OF_EACH; each++) {
    const number = n * INSTRUCTIONS_OF_EACH + each
    const to = idOf('site', number % SITES)
    const answer = { at: at + DAY_MS, by: 'Nguyễn Văn A', note: '' }
    await rows.putInstruction({
      id: idOf('instruction', number),
      briefing: id,
      site: to,
      version: 1,
      state: 'done',
      sha256: sha256Of(`instruction ${number}`),
      writers: [BY],
      content: {
        site: to,
        due: iso(at + 7 * DAY_MS).slice(0, 10),
        basis: null,
        decision: null,
        text: `Tăng cường phòng, chống dịch tại cơ sở số ${number}`,
      },
      submittedBy: BY,
      approvedBy: BY,
      signatures: null,
      document: null,
      issuedAt: at,
      acknowledged: answer,
      done: answer,
      withdrawnAt: null,
      reason: null,
      updatedAt: at + DAY_MS,
      updatedBy: BY,
    })
    await record(ACTOR, deed('instruction.create', 'instruction', idOf('instruction', number)))
  }
}

async function item({ store, record }: Transaction, n: number, at: number): Promise<void> {
  const month = iso(at).slice(0, '2020-02'.length)
  await monthRows(store).putItem({
    id: idOf('item', n),
    month,
    version: 1,
    updatedAt: at,
    updatedBy: BY,
    content: {
      section: 'other',
      date: iso(at).slice(0, 10),
      unit: 'Cục Y tế dự phòng',
      title: `Việc số ${n}: họp báo, kiểm tra, hướng dẫn`,
      nextStep: null,
      english: null,
      result: 'Đã hoàn thành theo kế hoạch, đúng thời hạn.',
    },
  })
  await record(ACTOR, deed('month.item-add', 'month', month))
}

async function bulletin({ store, record }: Transaction, n: number, at: number): Promise<void> {
  const id = idOf('bulletin', n)
  const until = at + 30 * DAY_MS
  const draft = blankDraft(iso(until))
  const page = { language: 'vi', title: `Bản tin số ${n}`, text: 'Rửa tay, đeo khẩu trang. '.repeat(20) }
  await bulletinRows(store).putBulletin({
    id,
    version: 1,
    state: 'approved',
    sha256: sha256Of(id),
    writers: [BY],
    draft: { ...draft, renditions: { ...draft.renditions, page: [page] } },
    submittedBy: BY,
    approvedBy: BY,
    reason: null,
    held: null,
    dueAt: null,
    released: { kind: 'publish', version: 1, at, until, isDoubted: false },
    createdAt: at,
    updatedAt: at,
    updatedBy: BY,
    archivedAt: null,
    copyOf: null,
    isUnsubmitted: false,
  })
  await record(ACTOR, deed('bulletin.approve', 'bulletin', id))
}

function deed(action: string, kind: string, id: string, details: Deed['details'] = {}): Deed {
  return { action, subject: { kind, id }, details }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}

/** The same each time. */
function idOf(kind: string, n: number): string {
  const hex = createHash('sha256').update(`${kind} ${n}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
