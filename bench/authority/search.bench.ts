/**
 * How long a question takes at ten years of work: 10,000 rounds, each for those who write and for engineers, 20,000 bulletins and
 * instructions, 500,000 entries of the trail. Below 50 ms for 95 of 100, on either database, as they are typed too.
 *
 *   node bench/authority/search.bench.ts [FILE | postgres://…]   an embedded database in a temporary file without either; one that
 *                                                              was filled before is measured as it is
 *   LOA_ENTRIES=50000 …                                        a smaller trail
 *
 * Entries are made up, and followed as those of a server are; what the areas' own rows take to be read is not measured here.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AREAS, MIGRATIONS, openStore } from '../../src/app/areas.ts'
import { actionNames } from '../../src/app/trail-names.ts'
import { Following } from '../../src/areas/search/following.ts'
import type { FoundKind } from '../../src/areas/search/model.ts'
import { type Document, type Source, STAFF } from '../../src/areas/search/source.ts'
import { searchUseCases } from '../../src/areas/search/use-cases.ts'
import type { Actor } from '../../src/authority/actor.ts'
import { sha256Of } from '../../src/directive/signing.ts'
import { type Database, openDatabase } from '../../src/sql/database.ts'
import { migrate } from '../../src/sql/migrate.ts'
import { foundOf, keepFound } from '../../src/sql/trail-words.ts'

export interface SearchSize {
  readonly rounds: number
  readonly bulletins: number
  readonly instructions: number
  readonly entries: number
}
export const TEN_YEARS: SearchSize = { rounds: 10_000, bulletins: 10_000, instructions: 10_000, entries: 500_000 }

export interface MeasuredSearch {
  readonly question: string
  readonly items: number
  readonly medianMs: number
  readonly p95Ms: number
  /** Of this process, in which SQLite is; of each on average. */
  readonly processorMs: number
}

const START = Date.parse('2020-02-01T00:00:00Z')
const MINUTE = 60_000
const ROWS_MAX = 1500

const person = (role: Actor['role'], operator: string | null = null): Actor => ({
  kind: 'person',
  id: role,
  name: role,
  role,
  operator,
})

/** What people type: common words, beginnings of them, names, ids, what nothing has. */
const QUESTIONS: readonly (readonly [q: string, reader: Actor['role'], kind?: FoundKind])[] = [
  ['phòng chống dịch', 'editor'],
  ['phong chong d', 'auditor'],
  ['d', 'auditor'],
  ['ng', 'auditor'],
  ['nguyen', 'auditor'],
  ['nguye', 'auditor'],
  ['phe duyet nguyen', 'auditor'],
  ['sot xuat huyet quang ninh', 'approver'],
  ['dot 4711', 'editor'],
  ['dot 4711', 'engineer'],
  [idOf('round', 17), 'auditor'],
  [sha256Of('round 17').slice(0, 10), 'auditor'],
  ['round.approve', 'auditor', 'trail'],
  ['le thi hoa ban hanh ha giang', 'auditor', 'trail'],
  ['khongcogi', 'auditor'],
  ['khongcogi phong', 'auditor'],
]

const SYLLABLES =
  'phòng chống dịch bệnh rửa tay thường xuyên đeo khẩu trang nơi đông người khai báo y tế khi có triệu chứng sốt ho khó thở gọi đường dây nóng để được tư vấn tiêm vắc xin đầy đủ đúng lịch diệt lăng quăng muỗi ngủ màn vệ sinh môi trường ăn chín uống sôi hạn chế tụ tập giữ khoảng cách theo dõi sức khỏe cách ly tại nhà trạm xã phường thành phố tỉnh huyện bản tin đợt thông báo hướng dẫn khuyến cáo'.split(
    ' ',
  )
const PLACES =
  'Hà Nội|Quảng Ninh|Hà Giang|Đắk Lắk|Cần Thơ|Đồng Nai|Thừa Thiên Huế|Sốt xuất huyết|Tay chân miệng|Cúm mùa|Sởi|Bạch hầu'.split(
    '|',
  )
const NAMES =
  'Nguyễn Văn Bình|Nguyễn Thị Lan|Trần Quốc Huy|Lê Thị Hoa|Phạm Minh Đức|Đặng Thu Hà|Nguyễn Hữu Ước|Võ Thị Sáu'.split(
    '|',
  )
const ACTIONS: readonly (readonly [action: string, kind: Source['kind']])[] = [
  ...(['create', 'save', 'submit', 'approve', 'schedule', 'finished'] as const).map(
    step => [`round.${step}`, 'round'] as const,
  ),
  ...(['create', 'submit', 'approve', 'release'] as const).map(step => [`bulletin.${step}`, 'bulletin'] as const),
  ...(['create', 'approve', 'done'] as const).map(step => [`instruction.${step}`, 'instruction'] as const),
]
const SIGN_IN = ['session.begin', 'person'] as const

/** Some number that is always the same for these. */
function some(of: string, below: number): number {
  let hash = 2166136261
  for (let at = 0; at < of.length; at++) hash = Math.imul(hash ^ of.charCodeAt(at), 16777619)
  return (hash >>> 0) % below
}

function idOf(kind: string, at: number): string {
  const hex = sha256Of(`${kind} ${at}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** As often used words are more often used: the first of them in most texts. */
function textOf(seed: string, words: number): string {
  return Array.from({ length: words }, (_, at) => {
    const draw = some(`${seed} ${at}`, 1000) / 1000
    return SYLLABLES[Math.floor(draw * draw * SYLLABLES.length)]
  }).join(' ')
}

function sourceOf(kind: Source['kind'], size: number): Source {
  const numbers = new Map(Array.from({ length: size }, (_, at) => [idOf(kind, at), at]))
  return {
    kind,
    touched: ({ subject }) => (subject.kind === kind ? [subject.id] : []),
    documents: async (_, id) => {
      const at = numbers.get(id) ?? 0
      const document: Document = {
        id,
        title: `${PLACES[at % PLACES.length]}: đợt ${at}`,
        within: 'Chiến dịch năm',
        state: 'finished',
        at: START + at * MINUTE,
        page: `/${kind}/${id}`,
        seenBy: STAFF,
        text: [id, sha256Of(`${kind} ${at}`), textOf(id, 150)],
      }
      if (kind !== 'round') return [document]
      return [document, { ...document, seenBy: [{ engineerOf: `operator-${at % 5}` }] }]
    },
  }
}

/** The trail of years of work, and its index; how long that took to follow. */
export async function fillSearch(database: Database, size: SearchSize) {
  await migrate(database, MIGRATIONS)
  const store = openStore(database)
  const { rounds, bulletins, instructions, entries } = size
  const sizes = { round: rounds, bulletin: bulletins, instruction: instructions } as const
  if ((await store.trailHead()).entries === 0) await fillTrail(database, sizes, entries)
  const sources = Object.entries(sizes).map(([kind, of]) => sourceOf(kind as Source['kind'], of))
  const following = new Following({ work: { store }, sources })
  const began = performance.now()
  await following.toTheEnd()
  const followedMs = performance.now() - began
  const onError = (error: unknown) => {
    throw error
  }
  return { followedMs, useCases: searchUseCases({ store, following, names: actionNames(AREAS), onError }) }
}

async function fillTrail(
  { kysely, kind }: Database,
  sizes: Readonly<Record<string, number>>,
  entries: number,
): Promise<void> {
  for (let first = 1; first <= entries; first += ROWS_MAX) {
    const last = Math.min(entries, first + ROWS_MAX - 1)
    const rows = Array.from({ length: last - first + 1 }, (_, at) => rowOf(first + at, sizes))
    await kysely.insertInto('trail').values(rows).execute()
    await keepFound(kysely, kind, rows.map(foundOf))
  }
  const head = { id: 1, entries, hash: '0'.repeat(64) }
  await kysely.insertInto('trail_head').values(head).execute()
}

function rowOf(sequence: number, sizes: Readonly<Record<string, number>>) {
  const at = some(`action ${sequence}`, ACTIONS.length * 2)
  const [action, kind] = ACTIONS[at] ?? SIGN_IN
  const name = NAMES[some(`name ${sequence}`, NAMES.length)]
  // Each thing at least once, in the order in which they were made.
  const number = some(`subject ${sequence}`, sizes[kind] ?? 40)
  return {
    sequence,
    at: START + sequence * MINUTE,
    actor_kind: 'person',
    actor_id: `id-of-${name}`,
    actor_name: name,
    action,
    subject_kind: kind,
    subject_id: idOf(kind, number),
    details: JSON.stringify({ version: 1, reason: textOf(`reason ${sequence}`, 6) }),
    previous: '0'.repeat(64),
    hash: '0'.repeat(64),
  }
}

/** What is asked while these are typed, a letter at a time. */
const TYPED: readonly (readonly [q: string, reader: Actor['role']])[] = [
  ['phòng chống dịch', 'auditor'],
  ['nguyễn văn bình', 'auditor'],
  ['sốt xuất huyết quảng ninh', 'editor'],
  ['đợt 4711', 'engineer'],
  ['khongcogi', 'auditor'],
]

export async function measureSearch(
  { useCases }: Pick<Awaited<ReturnType<typeof fillSearch>>, 'useCases'>,
  runs: number,
): Promise<readonly MeasuredSearch[]> {
  const measured: MeasuredSearch[] = []
  const measure = async (question: string, asked: readonly Asked[]) => {
    const took: number[] = []
    let items = 0
    const cpu = process.cpuUsage()
    for (const { q, reader, kind } of asked) {
      const began = performance.now()
      const { groups } = await useCases.search(reader, { q, kind, cursor: null })
      took.push(performance.now() - began)
      items = groups.reduce((sum, group) => sum + group.items.length, 0)
    }
    const { user, system } = process.cpuUsage(cpu)
    took.sort((a, b) => a - b)
    const [medianMs, p95Ms] = [0.5, 0.95].map(share => took[Math.floor(share * (took.length - 1))])
    const processorMs = (user + system) / 1000 / asked.length
    measured.push({ question, items, medianMs, p95Ms, processorMs })
  }
  const readerOf = (role: Actor['role']) => person(role, role === 'engineer' ? 'operator-1' : null)
  for (const [q, role, kind = null] of QUESTIONS) {
    const asked = { q, reader: readerOf(role), kind }
    const question = `${role}: ${q}${kind === null ? '' : ` (${kind})`}`
    await measure(question, Array<Asked>(runs).fill(asked))
  }
  for (const [q, role] of TYPED) {
    const reader = readerOf(role)
    const asked = Array.from(q, (_, at) => ({ q: q.slice(0, at + 1), reader, kind: null }))
    await measure(`${role}: ${q}, typed`, Array<Asked[]>(runs).fill(asked).flat())
  }
  return measured
}

interface Asked {
  readonly q: string
  readonly reader: Actor
  readonly kind: FoundKind | null
}

if (import.meta.main) {
  const [place] = process.argv.slice(2)
  const folder = mkdtempSync(join(tmpdir(), 'loa-search-'))
  const file = place ?? join(folder, 'authority.sqlite')
  const database = await openDatabase(place?.includes('://') ? { url: place } : { file })
  try {
    const entries = Number(process.env.LOA_ENTRIES ?? TEN_YEARS.entries)
    const filled = await fillSearch(database, { ...TEN_YEARS, entries })
    console.log(`${entries} entries followed in ${(filled.followedMs / 1000).toFixed(1)} s`)
    const all = await measureSearch(filled, 40)
    const ms = (figure: number) => `${figure.toFixed(1).padStart(6)} ms`
    for (const { question, items, medianMs, p95Ms, processorMs } of all)
      console.log(
        `${question.padEnd(52)} ${String(items).padStart(3)} found, p50 ${ms(medianMs)}, p95 ${ms(p95Ms)}, of this process ${ms(processorMs)}`,
      )
  } finally {
    await database.close()
    rmSync(folder, { recursive: true })
  }
}
