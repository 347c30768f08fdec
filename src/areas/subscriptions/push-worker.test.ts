/** The service worker of web push, beside a browser that does what it is told. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'

const SCRIPT = readFileSync(join(import.meta.dirname, '../../web/public/push-worker.js'), 'utf8')
const FIRST = { title: 'Đã bật thông báo', body: '', url: 'https://loa.example.vn/bulletins' }

async function pushedTo(message: object, isTaken = true) {
  const shown: string[] = []
  const asked: { readonly path: string; readonly method: string }[] = []
  const told: string[] = []
  const listeners = new Map<string, (event: object) => void>()
  runInNewContext(SCRIPT, {
    self: {
      addEventListener: (name: string, act: (event: object) => void) => listeners.set(name, act),
      location: { origin: 'https://bao.example.vn' },
      registration: { showNotification: async (title: string) => void shown.push(title) },
    },
    URL,
    BroadcastChannel: class {
      postMessage(message: string) {
        told.push(message)
      }
    },
    fetch: async (path: string, { method }: { method: string }) => {
      asked.push({ path, method })
      return { ok: isTaken }
    },
  })
  const waits: Promise<unknown>[] = []
  listeners.get('push')?.({ data: { json: () => message }, waitUntil: (work: Promise<unknown>) => waits.push(work) })
  await Promise.all(waits)
  return { shown, asked, told }
}

test('a first push is shown and sent back to the server that the page is from, and pages that are open hear of it', async () => {
  const confirmAt = `https://loa.example.vn/bulletins/confirm/${'b'.repeat(64)}`
  const path = `/bulletins/confirm/${'b'.repeat(64)}`
  assert.deepEqual(await pushedTo({ ...FIRST, confirmAt }), {
    shown: [FIRST.title],
    asked: [{ path, method: 'POST' }],
    told: ['on'],
  })
  const late = await pushedTo({ ...FIRST, confirmAt }, false)
  assert.deepEqual([late.shown, late.told], [[FIRST.title], []])
})

test('whatever a message says, nothing else is fetched', async () => {
  for (const confirmAt of [
    undefined,
    1,
    'https://evil.example/x',
    '/api/auth/sign-out',
    '/bulletins/confirm/../end/x',
  ]) {
    const { shown, asked } = await pushedTo({ ...FIRST, confirmAt })
    assert.deepEqual([shown, asked], [[FIRST.title], []], String(confirmAt))
  }
})
