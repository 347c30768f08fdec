/**
 * Operators are updated one by one: under one authority a real node of this version, and one that speaks as version 0.1.0 did. People sign
 * once. What only the newer one can look at goes to it alone, and the pages say so.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FreeOverview } from '../../src/areas/free/model.ts'
import type { OperatorSummary } from '../../src/areas/operators/model.ts'
import type { Overview } from '../../src/areas/overview/model.ts'
import { makeKey, signerOf } from '../../src/directive/signing.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import { approveRound, resumeBy, scheduleRound, writeRound } from '../../town/deeds.ts'
import { contentOf } from '../../town/story.ts'
import { untilThere } from '../../town/waiting.ts'
import { EARLIER_HELLO, EarlierNode } from '../town/earlier-node.ts'
import { approveList } from '../town/free.ts'
import { live } from '../town/sending.ts'
import { Town, TWO_OPERATORS } from '../town/town.ts'
import { HttpNode } from './stage.ts'

const [NEWER, OLDER] = TWO_OPERATORS
/** Of 3,000 subscribers: it would send for half a minute. */
const PACE = 100

/** Enrolled at the town, and with an agenda that it follows. */
async function enrolled(town: Town) {
  const admin = town.client('administrator')
  await admin.post('/api/v1/operators', { id: OLDER.id, name: OLDER.name })
  const { code } = await admin.post<{ code: string }>(`/api/v1/operators/${OLDER.id}/enrolment`)
  const signer = await signerOf(await makeKey())
  const [id, secret] = code.split('.')
  const answer = await fetch(`${town.url}/node/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: `${id}.${secret}`, publicKey: signer.publicKey }),
  })
  const { authority } = (await answer.json()) as { authority: HttpNode['authority'] }
  const http = new HttpNode(town.url, OLDER.id, signer, authority)
  const clock = new Date().toISOString()
  assert.equal((await http.ask('POST', '/node/v1/hello', { ...EARLIER_HELLO, clock })).status, 200)
  return { http, node: new EarlierNode(OLDER.id, signer, authority.publicKey) }
}

test('a round, a list, a resume and a stop are signed once where one node is of version 0.1.0: the newer does all, the older is given nothing that it cannot check, and both are told of', async t => {
  const town = await Town.open({ operators: [NEWER], pace: PACE, media: false, isHere: true })
  t.after(async () => await town.close())
  const { http, node } = await enrolled(town)
  const agenda = await http.watch()
  t.after(() => agenda.close())
  /** All that is on its agenda now: a change of it that comes later comes with the next stream. */
  const taken = async () => {
    const stream = await http.watch()
    const { data } = await stream.until(({ name }) => name === 'agenda')
    stream.close()
    const { acknowledgements, listAcknowledgements } = await node.takes(data)
    for (const document of acknowledgements) await http.ask('POST', '/node/v1/acknowledgements', { document })
    for (const document of listAcknowledgements) await http.ask('POST', '/node/v1/list-acknowledgements', { document })
  }
  const shown = async (round: string) => {
    const { directives } = await live(town, round)
    const [newer, older] = [NEWER, OLDER].map(({ id }) => directives.find(({ operator }) => operator === id))
    assert.ok(newer && older)
    return { newer, older }
  }
  const obeyed = async (round: string, sequence: number) =>
    await untilThere(`order ${sequence}`, async () =>
      (await shown(round)).newer.obeyedSequence >= sequence ? true : null,
    )

  const content = contentOf(5, [NEWER, OLDER], 'Rửa tay thường xuyên')
  const { id } = await approveRound(town.signed, await writeRound(town.signed, content))
  await scheduleRound(town.signed, id)
  await untilThere('the newer sends', async () => ((await town.host.centre(NEWER).count()).submits > 20 ? true : null))
  await town.client('editor').post(`/api/v1/rounds/${id}/pause`)
  await obeyed(id, 2)
  await taken()
  await resumeBy(town.client('approver'), id)
  await obeyed(id, 3)
  await taken()

  await approveList(town, { ...FEBRUARY_CONTENT, inForceFrom: null })
  const free = async () => (await town.client('auditor').get<FreeOverview>('/api/v1/zero-rating')).operators
  await untilThere('the newer holds the list', async () =>
    (await free()).find(({ operator }) => operator === NEWER.id)?.state === 'holds' ? true : null,
  )
  await taken()
  assert.equal((await free()).find(({ operator }) => operator === OLDER.id)?.state, 'unable')

  const { items } = (await town.client('administrator').get<Overview>('/api/v1/me/overview')).unwell
  const told = items.find(({ page }) => page === `/operators/${OLDER.id}`)
  assert.match(told?.says?.en ?? '', /earlier version/)
  assert.equal(told?.isUrgent, true)
  const older = await town.client('auditor').get<OperatorSummary>(`/api/v1/operators/${OLDER.id}`)
  assert.equal(older.isConnected, true)
  assert.equal(older.hello?.roster, undefined, 'by which its page says that it checks no signatures')

  await town.client('editor').post(`/api/v1/rounds/${id}/stop`, { reason: 'Dừng' })
  const { newer } = await untilThere('the newer has stopped', async () => {
    const now = await shown(id)
    return now.newer.returnedAt !== null ? now : null
  })
  await taken()
  assert.equal(newer.state, 'stopped')
  assert.ok((newer.tally?.turns.unsent ?? 0) > 0)
  assert.deepEqual(
    { accepted: node.accepted, held: node.held, unread: node.unread },
    { accepted: [], held: [], unread: [] },
  )
  assert.equal((await shown(id)).older.state, 'issued', 'nobody has begun it')
})
