/**
 * From the stop button to the node: over real HTTP, from the request's first octet to the order in the node's hands,
 * all of them below a second: 50 of 50 on SQLite, of a dozen in `npm test`. What the node does then is its own test.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howMany } from '../parts.ts'
import { onEachDatabase } from '../postgres/databases.ts'
import { contentFor } from '../postgres/stage.ts'
import { houseOf, nodeOf, type Person, serveHere } from './stage.ts'

/** What differs between the two is the database alone. */
const STOPS = { sqlite: howMany(12, 50), postgres: 15 }
const STOP_MS = 1000

onEachDatabase(databases => {
  const stops = STOPS[databases.kind]
  test(`a stop is with the node within a second, ${stops} of ${stops}`, async t => {
    const server = await serveHere(t, databases)
    const house = await houseOf(server)
    const node = await nodeOf(house.administrator, 'mot')
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
    for (let at = 0; at < stops; at++) {
      const id = await running(house)
      const task = await told(id)
      assert.equal(task.order.wish, 'run')
      await node.acknowledge(task)
      await node.progress(task, 100)
      const pressed = performance.now()
      const asked = house.editor.well('POST', `/api/v1/rounds/${id}/stop`, { reason: 'Dừng ngay' })
      while ((await told(id)).order.wish !== 'stop') {}
      took.push(performance.now() - pressed)
      await asked
      await node.giveReturn({ ...task, order: { ...task.order, wish: 'stop' } })
    }
    agenda.close()
    const worst = Math.max(...took)
    t.diagnostic(
      `worst ${worst.toFixed(1)} ms, median ${took.toSorted((a, b) => a - b)[stops >> 1].toFixed(1)} ms`,
    )
    assert.ok(worst < STOP_MS, `${worst} ms`)
  })
})

async function running({
  editor,
  approver,
}: {
  editor: Person
  approver: Person
}): Promise<string> {
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
