/**
 * From the stop button to the node: over real HTTP, from the request's first octet to the order in the node's hands. It waits for
 * nothing: half of them take no longer than a few ordinary requests, on whatever machine. What the node does then is its own test.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howMany } from '../parts.ts'
import { onEachDatabase } from '../postgres/databases.ts'
import { contentFor } from '../postgres/stage.ts'
import { nodeOf, type Person, serveHere, staffOf } from './stage.ts'

/** What differs between the two is the database alone. */
const STOPS = { sqlite: howMany(12, 50), postgres: 15 }
const REQUESTS_MAX = 20

onEachDatabase(databases => {
  const stops = STOPS[databases.kind]
  test(`a stop is with the node in the time of a few requests, ${stops} of ${stops}`, async t => {
    const server = await serveHere(t, databases)
    const staff = await staffOf(server)
    const node = await nodeOf(staff.administrator, 'mot')
    const agenda = await node.watch()
    await agenda.next()
    /** The next that it is told of this round. */
    const told = async (round: string) => {
      for (;;) {
        const { data } = await agenda.until(({ name }) => name === 'agenda')
        const task = (await node.tasksOf(data)).find(({ body }) => body.round === round)
        if (task !== undefined) return task
      }
    }
    const took: number[] = []
    const requests: number[] = []
    for (let at = 0; at < stops; at++) {
      const id = await running(staff)
      const task = await told(id)
      assert.equal(task.order.wish, 'run')
      await node.acknowledge(task)
      await node.progress(task, 100)
      const pressed = performance.now()
      const asked = staff.editor.well('POST', `/api/v1/rounds/${id}/stop`, { reason: 'Dừng ngay' })
      while ((await told(id)).order.wish !== 'stop') {}
      took.push(performance.now() - pressed)
      await asked
      const began = performance.now()
      await staff.editor.well('GET', `/api/v1/rounds/${id}`, undefined)
      requests.push(performance.now() - began)
      await node.giveReturn({ ...task, order: { ...task.order, wish: 'stop' } })
    }
    agenda.close()
    const median = (of: readonly number[]) => of.toSorted((a, b) => a - b)[stops >> 1]
    const [half, request] = [median(took), median(requests)]
    const worst = Math.max(...took).toFixed(1)
    t.diagnostic(`worst ${worst} ms, median ${half.toFixed(1)} ms; a request ${request.toFixed(1)} ms`)
    assert.ok(half < REQUESTS_MAX * request, `${half} ms, a request takes ${request} ms`)
  })
})

async function running({ editor, approver }: { editor: Person; approver: Person }): Promise<string> {
  const campaign = await editor.well('POST', '/api/v1/campaigns', { title: 'Chiến dịch', note: '' })
  const { id, version } = await editor.well('POST', `/api/v1/campaigns/${campaign.id}/rounds`, {
    content: contentFor(['mot']),
  })
  await editor.well('POST', `/api/v1/rounds/${id}/submit`, { version })
  const { digest, estimate } = await approver.well('GET', `/api/v1/rounds/${id}`)
  const { subscribers } = estimate
  await approver.well('POST', `/api/v1/rounds/${id}/approve`, { version, digest, subscribers })
  await approver.well('POST', `/api/v1/rounds/${id}/schedule`, {})
  return id
}
