/** The README's first hour, line by line, over real processes: what each of its people does, and that all is well at its sixth line, not before. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import type { OperatorSummary } from '../../src/areas/operators/model.ts'
import type { Overview } from '../../src/areas/overview/model.ts'
import type { RoundDetail } from '../../src/areas/rounds/model.ts'
import { approveBy, scheduleBy, submitBy, writeRound } from '../../town/deeds.ts'
import { LIST_HEADER, listPieces, numbersOf } from '../../town/lists.ts'
import { contentOf } from '../../town/story.ts'
import { untilThere } from '../../town/waiting.ts'
import { live } from '../town/sending.ts'
import { Town, TWO_OPERATORS } from '../town/town.ts'

const ROOT = join(import.meta.dirname, '../..')
const [OPERATOR] = TWO_OPERATORS
/** By which the lines are known here; another line needs another step. */
const LINES = [
  'Administrator',
  'People',
  'Signers',
  'Operators',
  'Engineer',
  'Operators',
  'Editor',
  'Approver',
  'Editor',
  'Approver',
]

test('the first hour of the README gets from an empty server to a round that is stopped, and the overview says that all is well at its sixth line, not before', async t => {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
  const [, hour = ''] = /### The first hour\n\n([\s\S]*?)\n\n/.exec(readme) ?? []
  const lines = [...hour.matchAll(/^\d+\. \*+(\w+)/gm)].map(([, who]) => who)
  assert.deepEqual(lines, LINES)

  // 1 to 3: who is first, whom they invite, keys, and the roster.
  const town = await Town.open({ operators: [], pace: 200, media: false, isHere: true })
  t.after(async () => await town.close())
  const { host } = town
  const [administrator, editor, approver] = (['administrator', 'editor', 'approver'] as const).map(role =>
    town.client(role),
  )
  const unwell = async () =>
    (await administrator.get<Overview>('/api/v1/me/overview')).unwell.items.map(({ page }) => page)
  assert.deepEqual(await unwell(), ['/operators'])

  // 4, 5: a code, and the engineer's two commands.
  await administrator.post('/api/v1/operators', { id: OPERATOR.id, name: OPERATOR.name })
  const path = `/api/v1/operators/${OPERATOR.id}/enrolment`
  const { code } = await administrator.post<{ code: string }>(path)
  assert.notDeepEqual(await unwell(), [])
  await mkdir(dirname(host.keyFile(OPERATOR)), { recursive: true })
  await promisify(execFile)(join(ROOT, 'loa'), [
    ...['operator', 'enrol', '--authority', town.url, '--code', code],
    ...['--key', host.keyFile(OPERATOR)],
  ])
  assert.notDeepEqual(await unwell(), [])
  const staff = [...numbersOf(OPERATOR)].slice(0, 3)
  await writeFile(host.audience(OPERATOR), [LIST_HEADER, ...listPieces(OPERATOR)].join(''))
  await writeFile(host.staff(OPERATOR), staff.join('\n'))
  await host.startRehearsal()
  await host.startCentre(OPERATOR, { mishap: 'none', centre: {} })
  host.startNode(OPERATOR, 200)

  // 6: it is connected and holds that roster.
  await untilThere('the node', async () => {
    const [{ isConnected, hello }] = await administrator.get<readonly OperatorSummary[]>('/api/v1/operators')
    return isConnected && hello?.roster != null ? true : null
  })
  assert.deepEqual(await unwell(), [])

  // 7, 8: a round; somebody else approves it.
  const content = { ...contentOf(5, [OPERATOR], 'Rửa tay thường xuyên'), exerciseFirst: true }
  const { id } = await writeRound(town.signed, content)
  await submitBy(editor, id)
  await approveBy(approver, id)
  // 9: an exercise, which the staff's telephones get.
  const now = async () => await editor.get<RoundDetail>(`/api/v1/rounds/${id}`)
  await editor.post(`/api/v1/rounds/${id}/exercise`)
  const exercised = await untilThere('the exercise', async () => {
    const [directive] = (await live(town, id)).directives
    return directive?.returnedAt == null ? null : directive
  })
  assert.deepEqual([exercised.purpose, exercised.tally?.turns.delivered], ['exercise', 3])
  assert.equal((await host.centre(OPERATOR).count()).submits, 0)
  // 10: it begins; a pause and a stop are one press, by either.
  await scheduleBy(approver, id)
  await untilThere('it sends', async () => ((await host.centre(OPERATOR).count()).submits > 20 ? true : null))
  await editor.post(`/api/v1/rounds/${id}/pause`)
  assert.equal((await now()).state, 'paused')
  await approver.post(`/api/v1/rounds/${id}/stop`, { reason: 'Dừng' })
  const [stopped] = await untilThere('the return', async () => {
    const { directives } = await live(town, id)
    return directives.every(({ returnedAt }) => returnedAt !== null) ? directives : null
  })
  assert.equal(stopped.state, 'stopped')
})
