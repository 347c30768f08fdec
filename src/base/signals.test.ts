import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testMore } from '../../test/parts.ts'
import { toldBy, unlessTold, untilToldToEnd, wasToldToEnd } from './signals.ts'

test('who is told by a signal ends as it likes, and listens no more afterwards', async () => {
  const before = process.listenerCount('SIGTERM')
  const ended = untilToldToEnd(async told => {
    assert.equal(process.listenerCount('SIGTERM'), before + 1)
    await toldBy(told)
    return 'put away'
  })
  process.kill(process.pid, 'SIGTERM')
  assert.equal(await ended, 'put away')
  assert.equal(process.listenerCount('SIGTERM'), before)
  assert.ok(wasToldToEnd())
})

test('what is waited for in vain is given up when it is told, and not before', async () => {
  const told = new AbortController()
  assert.equal(await unlessTold(told.signal, Promise.resolve(7)), 7)
  const waiting = unlessTold(told.signal, new Promise<never>(() => {}))
  told.abort()
  assert.equal(await waiting, null)
  await toldBy(told.signal)
})

test('nothing of the product ends a process but by endProcess', () => {
  const root = join(import.meta.dirname, '../..')
  const files = globSync('{src,town}/**/*.{ts,tsx}', { cwd: root }).filter(file => !/\.(test|bench)\./.test(file))
  const ending = files.filter(file =>
    /\bprocess\.(exit|reallyExit|abort)\(/.test(readFileSync(join(root, file), 'utf8')),
  )
  assert.deepEqual(ending, [join('src', 'base', 'signals.ts')])
})

testMore('a process that is ended in the midst of hot code and garbage ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-ended-'))
  const program = join(folder, 'busy.mjs')
  // Without the collection one in sixty waits for itself: of 200 none does by chance once in thirty runs.
  writeFileSync(
    program,
    `import { endProcess } from ${JSON.stringify(new URL('./signals.ts', import.meta.url).href)}
    const hot = i => new Function('a', 'b', \`let s = \${i}
      for (let k = 0; k < 50; k++) {
        s = (s * 31 + a + k) | 0
        const o = { s, k, t: [s, k] }
        s += (o.t[0] & 7) + String(b).length + [1, 2, \${i}].map(x => x * s).length
      }
      return s\`)
    const end = performance.now() + 30 + Math.random() * 30
    let garbage = []
    for (let i = 0; performance.now() < end; i++) {
      const f = hot(i)
      for (let k = 0; k < 40; k++) f(k, i)
      garbage.push(Buffer.alloc(300_000), Buffer.alloc(300_000))
      if (garbage.length > 800) garbage = []
    }
    endProcess(3)`,
  )
  try {
    let left = 200
    const one = async () => {
      while (left-- > 0) {
        const [code] = await once(spawn(process.execPath, [program], { stdio: 'ignore' }), 'exit')
        assert.equal(code, 3)
      }
    }
    await Promise.all([one(), one(), one(), one()])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
