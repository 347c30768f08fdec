import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

/** How many files a process leaves of compiled code that has begun with `statement` and is killed by another. */
async function leftBy(statement: string): Promise<number> {
  const cache = mkdtempSync(join(tmpdir(), 'loa-compiled-'))
  try {
    const script = `
      const { keepCompiledCodeAfter } = await import(${JSON.stringify(join(import.meta.dirname, 'compiled-code.ts'))})
      ${statement}
      setTimeout(() => console.log('kept'), 20)
      await new Promise(resolve => setTimeout(resolve, 60_000))`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    return readdirSync(cache, { recursive: true }).length
  } finally {
    rmSync(cache, { recursive: true })
  }
}

test('a process that is killed leaves its compiled code to the next one, where it was kept before', async () => {
  assert.ok((await leftBy('keepCompiledCodeAfter(0)')) > (await leftBy('')))
})
