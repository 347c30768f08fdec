import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

/** How many files a server leaves of compiled code that has begun with `statement` and is killed. */
function leftBy(statement: string): number {
  const cache = mkdtempSync(join(tmpdir(), 'loa-compiled-'))
  try {
    const script = `
      const { keepCompiledCode } = await import(${JSON.stringify(join(import.meta.dirname, 'compiled-code.ts'))})
      ${statement}
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), 20)
      await new Promise(() => {})`
    const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    })
    assert.equal(signal, 'SIGKILL')
    return readdirSync(cache, { recursive: true }).length
  } finally {
    rmSync(cache, { recursive: true })
  }
}

test('a process that is killed leaves its compiled code to the next one, where it was kept before', () => {
  assert.ok(leftBy('keepCompiledCode(0)') > leftBy(''))
})
