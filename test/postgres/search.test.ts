/** What is found, by whom, on both databases: every kind, every role; nothing that is gone, nothing before its time, nothing missed. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { fillSearch, measureSearch } from '../../bench/authority/search.bench.ts'
import { MIGRATIONS, RESTORED_STATEMENTS } from '../../src/app/areas.ts'
import { indexAnew } from '../../src/app/serve/index-anew.ts'
import { personRows } from '../../src/areas/access/store.ts'
import { briefingRows } from '../../src/areas/briefing/store.ts'
import { monthUseCases } from '../../src/areas/months/use-cases.ts'
import { SHOWN_OF_EACH, SHOWN_OF_ONE } from '../../src/areas/search/contract.ts'
import { VERSION } from '../../src/areas/search/following.ts'
import type { FoundKind } from '../../src/areas/search/model.ts'
import type { SearchTables } from '../../src/areas/search/sql.ts'
import { searchRows } from '../../src/areas/search/store.ts'
import { signerRows } from '../../src/areas/signers/store.ts'
import { trailActor } from '../../src/authority/trail.ts'
import { canonicalJson } from '../../src/base/canonical.ts'
import type { RosterBody } from '../../src/directive/roster.ts'
import { sha256Of } from '../../src/directive/signing.ts'
import { backUp, restore } from '../../src/sql/backup.ts'
import { onEachDatabase } from './databases.ts'
import { COMMUNE } from './loudspeakers-stage.ts'
import { HANOI, PLAN, SAIGON, to, withPlan } from './plan-stage.ts'
import { DUTY, furnished, type SearchStage, searchOf, withSearch } from './search-stage.ts'
import { contentFor, openStage, PEOPLE } from './stage.ts'

const { administrator, approver, auditor, editor, engineer } = PEOPLE
const OTHER_ENGINEER = { ...engineer, id: 'id-of-other', operator: 'hai' }
const UNBOUND = { ...engineer, id: 'id-of-unbound', operator: null }

/** All documents as they stand in the index with all of their words, whenever they came into it. */
async function index({ stage }: Pick<SearchStage, 'stage'>): Promise<readonly string[]> {
  const { kysely, kind } = stage.database
  const rows = await kysely
    .withTables<SearchTables>()
    .selectFrom('search_document')
    .select(['place', 'kind', 'thing', 'id', 'title', 'within_title', 'state', 'at', 'page'])
    .execute()
  const words = new Map<number, string[]>()
  const instances =
    kind === 'sqlite'
      ? sql<Instance>`select doc as place, term as word from search_instance`
      : sql<Instance>`select place, unnest(tsvector_to_array(words)) as word from search_document`
  if (kind === 'sqlite')
    await sql`create virtual table if not exists search_instance using fts5vocab(search_word, instance)`.execute(kysely)
  for (const { place, word } of (await instances.execute(kysely)).rows)
    words.set(Number(place), [...(words.get(Number(place)) ?? []), word])
  return rows
    .map(({ place, ...row }) => {
      const own = words.get(place) ?? []
      assert.ok(own.length > 0, row.title)
      return JSON.stringify([row, own.toSorted()])
    })
    .toSorted()
}

interface Instance {
  readonly place: number
  readonly word: string
}

onEachDatabase(databases => {
  test('everything is found without marks and case, by all of its words and the beginning of the last, by those who may read it', async t => {
    const of = await withSearch(t, databases)
    const made = await furnished(of)
    const { finds } = of
    const everything = [
      'round Phòng, chống dịch: đợt gửi',
      'bulletin Bản tin phòng, chống dịch',
      'briefing Giao ban phòng, chống dịch',
      'instruction Tăng cường phòng, chống dịch tại khoa cấp cứu',
      'level-change Hà Nội: Cấp 1',
    ]
    for (const reader of [editor, approver, auditor, administrator]) {
      const found = await finds(reader, 'phong chong DI')
      assert.deepEqual(found.map(kindOf), ['round', 'round', ...everything.slice(1).map(kindOf)])
      // What is called so stands before what says so.
      assert.deepEqual(found.slice(0, 2), [everything[0], 'round Đợt còn dự thảo'])
    }
    for (const [q, found] of [
      ['PHÒNG,   chống dịch đợt gửi', 'round Phòng, chống dịch: đợt gửi'],
      ['Đống Đa', 'level-change Hà Nội: Cấp 1'],
      ['xa son lo', 'commune Xã Sơn Lôi'],
      ['ai van', 'commune Xã Sơn Lôi'],
      ['00001', 'commune Xã Sơn Lôi'],
      ['cong van 123', 'instruction Tăng cường phòng, chống dịch tại khoa cấp cứu'],
      ['da nang', 'instruction Tăng cường phòng, chống dịch tại khoa cấp cứu'],
      ['a1a1a1a1', 'instruction Tăng cường phòng, chống dịch tại khoa cấp cứu'],
      ['nha mang hai', 'operator Nhà mạng hai'],
      [made.round.id, 'round Phòng, chống dịch: đợt gửi'],
      [made.round.id.slice(0, 11), 'round Phòng, chống dịch: đợt gửi'],
      [made.round.digest.slice(0, 12), 'round Phòng, chống dịch: đợt gửi'],
      ['nguyen thi la', 'person Nguyễn Thị Lan'],
      ['ke hoach thu', 'plan Kế hoạch thử'],
    ] as const)
      assert.ok((await finds(auditor, q)).includes(found), `${q}: ${await finds(auditor, q)}`)
    for (const nothing of ['phong chong dichh', 'hong chong', '', '…', 'khong co gi nhu the'])
      assert.deepEqual(await finds(auditor, nothing), [], nothing)
    assert.deepEqual(of.errors, [])
  })

  test('an engineer finds what was directed to their own operator, as it was directed, and nobody else’s, no draft, no person', async t => {
    const of = await withSearch(t, databases)
    const made = await furnished(of)
    const { finds, authority } = of
    const own = 'round Phòng, chống dịch: đợt gửi'
    assert.deepEqual(await finds(engineer, 'phong chong dich'), [own])
    assert.deepEqual(await finds(OTHER_ENGINEER, 'phong chong dich'), [])
    assert.deepEqual(await finds(UNBOUND, 'phong chong dich'), [])
    assert.deepEqual(await finds(engineer, 'nha mang'), ['operator Nhà mạng mot'])
    assert.equal((await finds(engineer, 'chien dich')).filter(isOf('campaign')).length, 1)
    assert.equal((await finds(OTHER_ENGINEER, 'chien dich')).filter(isOf('campaign')).length, 0)
    // What is written since is not theirs yet.
    await authority.pauseRound(approver, made.round.id).catch(() => undefined)
    await authority.stopRound(approver, made.round.id, { reason: 'Thử' })
    for (const reader of [engineer, OTHER_ENGINEER, UNBOUND, DUTY]) {
      for (const q of ['du thao', 'nguyen thi lan', 'bao cao', 'binh thuong', 'son loi', 'cap cuu'])
        assert.deepEqual(await finds(reader, q), [], `${reader.role} ${q}`)
      assert.deepEqual((await of.asked(reader, 'lan', { kind: 'person' })).groups, [])
      assert.deepEqual((await of.asked(reader, 'mot', { kind: 'trail' })).groups, [])
    }
    // What is free is public once it is signed, and before for those who write it.
    const titles = async (reader: typeof engineer) => (await finds(reader, '1')).filter(isOf('service'))
    const [signed, drafted] = [await titles(engineer), await titles(editor)]
    assert.deepEqual(await titles(DUTY), signed)
    assert.ok(drafted.length > signed.length, `${drafted} / ${signed}`)
  })

  test('a round that was written anew after it was directed is found by engineers under the name they were given', async t => {
    const of = await withSearch(t, databases)
    const { authority, finds } = of
    const made = await furnished(of)
    const exercised = await authority.createRound(editor, made.round.campaign, {
      ...contentFor(['mot'], { title: 'Tên cũ', exerciseFirst: true }),
    })
    await authority.submitRound(editor, exercised.id, { version: 1 })
    const { digest, estimate } = await authority.round(approver, exercised.id)
    const { subscribers } = estimate
    await authority.approveRound(approver, exercised.id, { version: 1, digest, subscribers })
    await authority.exerciseRound(approver, exercised.id)
    assert.deepEqual(await finds(engineer, 'ten cu'), ['round Tên cũ'])
    await authority.saveRound(editor, exercised.id, {
      version: 1,
      content: contentFor(['mot'], { title: 'Tên mới', exerciseFirst: true }),
    })
    assert.deepEqual(await finds(editor, 'ten moi'), ['round Tên mới'])
    assert.deepEqual(await finds(editor, 'ten cu'), [])
    assert.deepEqual(await finds(engineer, 'ten cu'), ['round Tên cũ'])
    assert.deepEqual(await finds(engineer, 'ten moi'), [])
  })

  test('the trail is found by those who may read it: who, what in both languages, to what; no address, no number, no alert', async t => {
    const of = await withSearch(t, databases)
    const made = await furnished(of)
    const did = async (q: string, reader = auditor) =>
      (await of.asked(reader, q, { kind: 'trail' })).groups.flatMap(({ items }) =>
        items.map(({ title, did: deed, page }) => ({ title, deed: deed?.vi, page })),
      )
    const [created] = await did(`bien tap tao dot ${made.round.id}`)
    assert.deepEqual(created, {
      title: 'Biên tập',
      deed: 'tạo đợt nhắn tin',
      page: `/trail?action=round.create&subject=${made.round.id}`,
    })
    assert.ok((await did('scheduled a round')).length > 0)
    assert.ok((await did('round.schedule', administrator)).length > 0)
    // Neither is asked for; whoever reads the trail looks for them there.
    for (const hidden of ['lan@bo.example', '0912345678', '912345678']) assert.deepEqual(await did(hidden), [], hidden)
    await of.work.transaction(
      async ({ record }) =>
        await record(trailActor(DUTY), {
          action: 'screening.close',
          subject: { kind: 'alert', id: 'bao-dong-1' },
          details: { note: 'nhiệt kế hỏng' },
        }),
    )
    for (const q of ['nhiet ke', 'bao dong 1']) assert.deepEqual(await did(q), [])
  })

  test('a change is found by the very next question, and what is discarded, renamed or cancelled no longer by what it was', async t => {
    const of = await withSearch(t, databases)
    const { finds, bulletins, work, authority } = of
    const made = await furnished(of)
    assert.equal((await finds(editor, 'ban tin phong')).length, 1)
    await bulletins.discardBulletin(editor, made.drafted.id)
    assert.deepEqual(await finds(editor, 'ban tin phong'), [])
    await authority.updateCampaign(editor, made.round.campaign, { title: 'Mùa mưa', note: '' })
    assert.equal((await finds(editor, 'mua mua')).filter(isOf('campaign')).length, 1)
    // Its rounds are found by its name.
    assert.equal((await finds(editor, 'mua mua')).filter(isOf('round')).length, 2)
    assert.equal((await finds(engineer, 'mua mua')).filter(isOf('round')).length, 1)
    await made.communes.saveCommunes(administrator, [{ ...COMMUNE, name: 'Xã Bình Xuyên' }])
    assert.deepEqual(await finds(editor, 'son loi'), [])
    assert.deepEqual(await finds(editor, 'binh xuyen'), ['commune Xã Bình Xuyên'])
    await work.transaction(async ({ store, now, record }) => {
      await personRows(store).update(made.people.lan, { name: 'Lê Thị Mai', nowMs: now })
      await record(trailActor(administrator), {
        action: 'person.name',
        subject: { kind: 'person', id: made.people.lan },
        details: {},
      })
    })
    assert.deepEqual(await finds(auditor, 'nguyen thi lan'), [])
    assert.deepEqual(await finds(auditor, 'le thi mai'), ['person Lê Thị Mai'])
    await work.transaction(async ({ store, record }) => {
      const site = await briefingRows(store).site(made.site)
      assert.ok(site)
      const content = { ...site.content, name: 'Bệnh viện Vinh', short: 'Vinh' }
      await briefingRows(store).putSite({ ...site, content })
      await record(trailActor(editor), {
        action: 'briefing.site-save',
        subject: { kind: 'site', id: 'sites' },
        details: { site: made.site },
      })
    })
    assert.deepEqual(await finds(editor, 'da nang'), [])
    assert.deepEqual((await finds(editor, 'benh vien vinh')).map(kindOf), ['site', 'instruction'])
    // Nothing was missed: an index that is made anew is the same.
    const before = await index(of)
    await of.following.anew()
    assert.deepEqual(await index(of), before)
    assert.equal((await finds(editor, 'benh vien vinh')).length, 2)
  })

  test('months, sites, versions, proposals and tasks of a plan and signers are found at their pages by those who may read them', async t => {
    const of = await withPlan(t, databases)
    const { plans, work } = of
    await of.decided([to(HANOI, 'vua')])
    await of.carryOut()
    const tasks = { plan: PLAN, isOpen: true, cursor: null, limit: 10 }
    const [task] = (await plans.tasks(tasks)).items
    await plans.doTask(editor, task.id, { note: 'Đã kiểm tra mười hai chợ' })
    const { id: proposal } = await plans.makeProposal(editor, PLAN, {
      area: SAIGON,
      level: 'cao',
      reason: 'Nhiều ca ở chợ Bà Chiểu',
    })
    const months = monthUseCases(work)
    await months.addItem(editor, '2020-02', {
      section: 'directions',
      date: null,
      unit: 'Cục Y tế dự phòng',
      title: 'Họp báo tuần',
      result: 'Đã họp bốn lần',
      nextStep: null,
      english: null,
    })
    const site = randomUUID()
    await work.transaction(async ({ store, now, record }) => {
      await briefingRows(store).putSite({
        id: site,
        position: 1,
        version: 1,
        verdict: null,
        updatedAt: now,
        updatedBy: { id: editor.id, name: editor.name },
        content: {
          name: 'Bệnh viện Chợ Rẫy',
          short: 'Chợ Rẫy',
          isRetired: false,
          responsible: { name: 'Trần Văn Bình', title: null, mail: 'binh@bv.example' },
        },
      })
      await record(trailActor(editor), {
        action: 'briefing.site-add',
        subject: { kind: 'briefing', id: 'sites' },
        details: { site },
      })
      const body: RosterBody = {
        number: 1,
        previousSha256: null,
        at: new Date(now).toISOString(),
        relyingParty: { id: 'loa.example', origins: ['https://loa.example'] },
        people: [{ id: approver.id, name: 'Phạm Thị Ký', role: 'approver', keys: [] }],
      }
      const text = canonicalJson(body)
      const roster = { number: 1, sha256: sha256Of(text), text, signatures: [], at: now }
      await signerRows(store).insertRoster(roster)
      await record(trailActor(administrator), {
        action: 'roster.publish',
        subject: { kind: 'roster', id: '1' },
        details: {},
      })
    })
    const { asked } = searchOf(work)
    const pages = async (reader: typeof editor, q: string, kind: FoundKind) =>
      (await asked(reader, q, { kind })).groups.flatMap(({ items }) =>
        items.map(({ title, state, page }) => [title, state, page]),
      )
    const table = [
      ['month', 'bao cao thang 2 nam 2020', '02/2020', 'draft', '/reports/2020-02'],
      ['month', 'hop bao', '02/2020', 'draft', '/reports/2020-02'],
      ['site', 'cho ray', 'Bệnh viện Chợ Rẫy', null, '/briefings/sites'],
      ['site', 'tran van b', 'Bệnh viện Chợ Rẫy', null, '/briefings/sites'],
      ['plan-version', 'phien ban 1', 'Kế hoạch thử (1)', 'signed', `/plan/${PLAN}/levels`],
      ['level-proposal', 'ba chieu', 'Thành phố Hồ Chí Minh: Cấp 3', 'open', pageOf(proposal)],
      ['level-proposal', 'ho chi minh cap 3', 'Thành phố Hồ Chí Minh: Cấp 3', 'open', pageOf(proposal)],
      ['plan-task', 'muoi hai cho', task.title.vi, 'done', `/plan/${PLAN}/tasks`],
      ['plan-task', 'so y te', task.title.vi, 'done', `/plan/${PLAN}/tasks`],
      ['signer', 'pham thi ky', 'Phạm Thị Ký', 'approver', '/signers'],
    ] as const
    for (const [kind, q, ...found] of table) {
      for (const reader of [editor, approver, auditor, administrator])
        assert.deepEqual(await pages(reader, q, kind), [found], `${reader.role} ${q}`)
      for (const reader of [engineer, OTHER_ENGINEER, UNBOUND, DUTY]) {
        assert.deepEqual(await pages(reader, q, kind), [], `${reader.role} ${q}`)
        assert.deepEqual((await asked(reader, q)).groups, [], `${reader.role} ${q}`)
      }
    }
    assert.deepEqual(await pages(auditor, 'binh@bv.example', 'site'), [])
    // As `loa reindex` makes it, the same.
    const before = await index(of)
    const { kysely, kind } = of.stage.database
    await sql`delete from search_document where kind in ('site', 'month')`.execute(kysely)
    await (kind === 'sqlite'
      ? sql`insert into trail_words (trail_words) values ('delete-all')`
      : sql`truncate trail_words`
    ).execute(kysely)
    assert.deepEqual((await asked(auditor, 'site-add')).groups, [])
    const { entries } = await work.store.trailHead()
    assert.deepEqual(await indexAnew(of.stage.database), { entries, documents: before.length })
    assert.deepEqual(await index(of), before)
    assert.equal((await asked(auditor, 'site-add')).groups[0].items.length, 1)
  })

  test('of one kind everything comes a page at a time, each once', async t => {
    const of = await withSearch(t, databases)
    const { authority, asked } = of
    const { id } = await authority.createCampaign(editor, { title: 'Nhiều đợt', note: '' })
    const all = SHOWN_OF_ONE * 2 + 3
    // Every third is called so, the others say so.
    for (let at = 0; at < all; at++)
      await authority.createRound(editor, id, {
        ...contentFor([], { title: at % 3 === 0 ? `Sốt xuất huyết ${at}` : `Đợt ${at}` }),
        messages: [{ variants: [{ language: 'vi', text: 'Diệt lăng quăng, phòng sốt xuất huyết' }] }],
      })
    const [first] = (await asked(editor, 'sot xuat huyet')).groups
    assert.deepEqual([first.items.length, first.next === null], [SHOWN_OF_EACH, false])
    const titles: string[] = []
    let cursor: string | null = null
    do {
      const { groups } = await asked(editor, 'sot xuat huyet', { kind: 'round', cursor })
      titles.push(...groups[0].items.map(({ title }) => title))
      cursor = groups[0].next
    } while (cursor !== null)
    assert.deepEqual([titles.length, new Set(titles).size], [all, all])
    const called = titles.filter(title => title.startsWith('Sốt'))
    assert.deepEqual(titles.slice(0, called.length), called)
    assert.equal(called[0], `Sốt xuất huyết ${all - (((all - 1) % 3) + 1)}`)
    await assert.rejects(asked(editor, 'sot', { kind: 'round', cursor: 'x' }), { code: 'notFound' })
  })

  test('a database that had none gets its index, and one of other rules or beyond the trail is made anew', async t => {
    const of = await withSearch(t, databases)
    await furnished(of)
    const { work, finds, following } = of
    const { entries } = await work.store.trailHead()
    assert.equal(await following.left(), entries)
    assert.equal((await finds(editor, 'son loi')).length, 1)
    assert.equal(await following.left(), 0)
    const before = await index(of)
    for (const place of [
      { version: 0, sequence: entries },
      { version: VERSION, sequence: entries + 7 },
    ]) {
      await work.store.write(async writing => await searchRows(writing).setPlace(place))
      assert.equal(await following.left(), entries)
      assert.equal((await finds(editor, 'son loi')).length, 1)
      assert.deepEqual(await index(of), before)
    }
  })

  test('the bench of the search measures both databases', async t => {
    const size = { rounds: 20, bulletins: 20, instructions: 20, entries: 700 }
    const database = await databases.open(t)
    const filled = await fillSearch(database, size)
    const measured = await measureSearch(filled, 1)
    const found = new Map(measured.map(({ question, items }) => [question, items]))
    assert.equal(found.get('auditor: khongcogi'), 0)
    assert.ok((found.get('auditor: nguyen') ?? 0) > 0)
    assert.ok((found.get('auditor: round.approve (trail)') ?? 0) > 0)
  })

  if (databases.kind === 'sqlite')
    test('a restored database finds what stood then, and what comes after', async t => {
      const of = await withSearch(t, databases)
      const { communes } = await furnished(of)
      assert.equal((await of.finds(editor, 'son loi')).length, 1)
      const folder = mkdtempSync(join(tmpdir(), 'loa-search-'))
      t.after(() => rmSync(folder, { recursive: true }))
      const [backup, file] = [join(folder, 'backup'), join(folder, 'restored.sqlite')]
      await backUp({ file: of.stage.database.file as string, to: backup })
      await communes.saveCommunes(administrator, [{ ...COMMUNE, name: 'Xã Bình Xuyên' }])
      restore({ backup, file, now: of.stage.clock.now(), migrations: MIGRATIONS, restored: RESTORED_STATEMENTS })
      const database = await databases.open(t, { file })
      const restored = await openStage(t, databases, { database, key: of.stage.key })
      const search = searchOf(restored.authority.work)
      assert.deepEqual(await search.finds(editor, 'son loi'), ['commune Xã Sơn Lôi'])
      assert.deepEqual(await search.finds(editor, 'binh xuyen'), [])
    })
})

const pageOf = (proposal: string) => `/plan/${PLAN}/proposals/${proposal}`
const kindOf = (found: string) => found.split(' ')[0]
const isOf = (kind: string) => (found: string) => found.startsWith(`${kind} `)
