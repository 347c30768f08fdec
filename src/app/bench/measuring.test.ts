import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { measuring, orStopped } from './measuring.ts'

test('a measurement that was told to end leaves no directory, whatever its work still makes', async () => {
  let made = ''
  const measured = measuring(undefined, async ({ directory, stop }) => {
    const work = async () => {
      process.kill(process.pid, 'SIGTERM')
      await wait(100)
      made = join(directory, 'authority')
      await mkdir(made, { recursive: true })
    }
    await orStopped(stop, work())
  })
  await assert.rejects(measured, { code: 'demoStopped' })
  assert.notEqual(made, '', 'the work was not waited for')
  assert.equal(existsSync(join(made, '..')), false)
})
