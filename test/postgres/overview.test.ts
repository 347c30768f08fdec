/** The page where one lands: what each role is told of, and nobody of what is not theirs. On both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SetUpUseCases } from '../../src/areas/overview/set-up.ts'
import { onEachDatabase } from './databases.ts'
import { overviewOf } from './overview-stage.ts'
import { approved, contentFor, DAY, draft, enrolled, openStage, PEOPLE, SECOND, scheduled, tallyOf } from './stage.ts'

const DUTY = { kind: 'person', id: 'id-of-duty', name: 'Trực', role: 'duty', operator: null } as const
const OTHER = { ...PEOPLE.engineer, id: 'id-of-other', operator: 'hai' }

onEachDatabase(databases => {
  test('each role lands on what waits for it, and nobody is told of what is not theirs', async t => {
    const stage = await openStage(t, databases)
    const { authority, clock } = stage
    const node = await enrolled(stage, 'mot')
    const useCases = overviewOf(stage)
    const titled = (title: string, days: number | null) =>
      contentFor(['mot'], {
        title,
        window: {
          ...contentFor([]).window,
          ...(days === null
            ? {}
            : {
                notBefore: new Date(clock.now() + days * DAY).toISOString(),
                notAfter: new Date(clock.now() + (days + 1) * DAY).toISOString(),
              }),
        },
      })
    await draft(stage, titled('Dự thảo', 2))
    const submitted = await draft(stage, titled('Chờ duyệt', 3))
    await authority.submitRound(PEOPLE.editor, submitted.id, { version: 1 })
    const returned = await draft(stage, titled('Trả lại', 40))
    await authority.submitRound(PEOPLE.editor, returned.id, { version: 1 })
    await authority.returnRound(PEOPLE.approver, returned.id, { version: 1, reason: 'Thiếu số' })
    clock.advance(SECOND)
    await approved(stage, titled('Đã duyệt', 4))
    const sent = await scheduled(stage, titled('Đã ban hành', 0))
    const [task] = await node.tasks()
    await node.acknowledge(task)

    const seen = async (actor: typeof DUTY | typeof OTHER | (typeof PEOPLE)['editor']) => {
      const all = await useCases.overview(actor)
      assert.equal(await useCases.waiting(actor), all.waits.total)
      const names = ({ items }: { readonly items: readonly { readonly name: string | null }[] }) =>
        items.map(({ name }) => name)
      return {
        waits: names(all.waits),
        comes: names(all.comes),
        unwell: names(all.unwell),
        figures: all.figures.map(({ value }) => value),
      }
    }
    const everyones = {
      comes: ['Đã ban hành', 'Dự thảo', 'Chờ duyệt', 'Đã duyệt'],
      unwell: ['Nhà mạng mot'],
      figures: [1, 0, 0, 0],
    }
    assert.deepEqual(await seen(PEOPLE.editor), { waits: ['Trả lại'], ...everyones })
    assert.deepEqual(await seen(PEOPLE.approver), { waits: ['Chờ duyệt', 'Đã duyệt'], ...everyones })
    // Each leads to where it is decided or mended.
    const place = async (actor: (typeof PEOPLE)['editor']) =>
      (await useCases.overview(actor)).waits.items[0].page.split('/').at(-1)
    assert.deepEqual([await place(PEOPLE.editor), await place(PEOPLE.approver)], ['compose', 'approve'])
    assert.deepEqual(await seen(PEOPLE.auditor), { waits: [], ...everyones })
    assert.deepEqual(await seen(PEOPLE.administrator), { waits: [], ...everyones })
    const own = { waits: [], comes: ['Đã ban hành'], unwell: ['Nhà mạng mot'], figures: [] }
    assert.deepEqual(await seen(PEOPLE.engineer), own)
    const nothing = { waits: [], comes: [], unwell: [], figures: [] }
    assert.deepEqual(await seen(OTHER), nothing)
    assert.deepEqual(await seen(DUTY), nothing)

    const month = async (actor: typeof DUTY | (typeof PEOPLE)['editor'], which: string) =>
      (await useCases.calendar(actor, which)).comes.items.map(({ name }) => name)
    assert.deepEqual(await month(PEOPLE.editor, '2026-03'), ['Trả lại'])
    assert.deepEqual(await month(PEOPLE.engineer, '2026-03'), [])
    assert.deepEqual(await month(PEOPLE.editor, '2026-01'), [])
    assert.ok(sent.id)
  })

  test('what a new authority lacks is read of what is there; what an administrator puts aside is kept by name, told and in the trail', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    const { store } = authority.work
    const parts = [authority.overview, { setUp: async () => ({ mail: false, push: false }) }]
    const setUp = new SetUpUseCases({ parts, work: authority.work })
    const facts = async () => await authority.overview.setUp?.()
    assert.deepEqual(await facts(), { operators: [], hasSent: false, exercise: 'none' })
    await enrolled(stage, 'mot')
    await scheduled(stage, contentFor(['mot']))
    const after = await facts()
    assert.deepEqual([after?.hasSent, after?.exercise], [true, undefined])
    assert.deepEqual(
      after?.operators?.map(({ id, state, roster }) => [id, state, roster]),
      [['mot', 'enrolled', undefined]],
    )

    const told: string[] = []
    t.after(authority.subscribe(({ is }) => void told.push(is)))
    const line = async (name: string, of = setUp) =>
      (await of.shown(PEOPLE.administrator)).lines.find(each => each.name === name)
    await setUp.putAside(PEOPLE.administrator, 'mail', true)
    assert.equal((await line('mail'))?.asideBy, PEOPLE.administrator.name)
    assert.equal((await line('push'))?.asideBy, null)
    // Of another process, too.
    const again = new SetUpUseCases({ parts, work: authority.work })
    assert.equal((await line('mail', again))?.asideBy, PEOPLE.administrator.name)
    await setUp.putAside(PEOPLE.administrator, 'mail', false)
    assert.equal((await line('mail'))?.asideBy, null)
    assert.deepEqual(told, ['setUp', 'setUp'])
    const trail = await store.trailOf('mail', 10)
    assert.deepEqual(trail.map(({ action }) => action).toSorted(), ['set-up.aside', 'set-up.back'])
  })

  test('a round that runs shows how far it is, of an engineer’s operator alone', async t => {
    const stage = await openStage(t, databases)
    const [one, two] = [await enrolled(stage, 'mot'), await enrolled(stage, 'hai')]
    await scheduled(stage, contentFor(['mot', 'hai']))
    for (const node of [one, two]) {
      const [task] = await node.tasks()
      await node.acknowledge(task)
      await node.progress(task, { tally: tallyOf(task, node === one ? 100 : 40) })
    }
    const useCases = overviewOf(stage)
    const running = async (actor: (typeof PEOPLE)['editor'] | typeof OTHER) => {
      const { runs } = await useCases.overview(actor)
      assert.equal(runs.total, 1)
      return { share: runs.items[0].share?.done, parts: runs.items[0].parts.map(({ name, done }) => [name, done]) }
    }
    assert.deepEqual(await running(PEOPLE.auditor), {
      share: 140,
      parts: [
        ['Nhà mạng hai', 40],
        ['Nhà mạng mot', 100],
      ],
    })
    assert.deepEqual(await running(PEOPLE.engineer), { share: 100, parts: [['Nhà mạng mot', 100]] })
  })
})
