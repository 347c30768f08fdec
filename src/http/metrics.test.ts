import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hub } from './hub.ts'
import { openMetrics } from './metrics.ts'

const OF = { method: 'GET', route: '/x', status: 200 }

test('requests before Prometheus asks are counted with those after it, each once', async () => {
  const metrics = openMetrics({ hub: new Hub(), measures: [] })
  const counted = async () => {
    const line = /^loa_http_request_seconds_count\{.*\} (\d+)$/m.exec(await metrics.text())
    return Number(line?.[1] ?? 0)
  }
  metrics.request(OF, 0.1)
  metrics.request(OF, 0.2)
  assert.equal(await counted(), 2)
  metrics.request(OF, 0.3)
  assert.equal(await counted(), 3)
})

test('what is kept of requests before that is read has a limit, and with the last of it they are counted', async () => {
  const metrics = openMetrics({ hub: new Hub(), measures: [] })
  for (let i = 0; i < 10_100; i++) metrics.request(OF, 0.1)
  await metrics.load()
  metrics.request(OF, 0.1)
  assert.match(await metrics.text(), /^loa_http_request_seconds_count\{.*\} 10001$/m)
})
