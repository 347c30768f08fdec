import assert from 'node:assert/strict'
import os from 'node:os'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { giveWay } from './give-way.ts'

const onLinux = { skip: process.platform !== 'linux' && 'elsewhere a thread has no priority' }

test('a thread gives way to others of its process', onLinux, async () => {
  const code = `
    import os from 'node:os'
    import { parentPort } from 'node:worker_threads'
    import { giveWay } from ${JSON.stringify(new URL('./give-way.ts', import.meta.url).href)}
    giveWay()
    parentPort.postMessage(os.getPriority(0))`
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`))
  const priority = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  await worker.terminate()
  const own = os.getPriority(0)
  assert.equal(priority, Math.max(own, os.constants.priority.PRIORITY_BELOW_NORMAL))
})

test('a thread that gives way already is not put before others, and one that may not stays', onLinux, () => {
  const set: number[] = []
  giveWay({ getPriority: () => 19, setPriority: (_, priority) => void set.push(priority) })
  assert.deepEqual(set, [])
  giveWay({
    getPriority: () => 0,
    setPriority: () => {
      throw new Error('EPERM')
    },
  })
})
