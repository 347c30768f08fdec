/** The passwords of centres, where nobody else on the machine reads them. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { RoundFixture } from './stage.ts'

test('a round runs over the centres of a file, and no password is on its command line', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 2 })
  const file = join(stage.directory, 'smsc.txt')
  await writeFile(file, `# trung tâm\n${stage.url()}\n`)
  const { stderr } = await stage.start(withoutUrl(stage, '--smsc-file', file)).ends(0)
  assert.doesNotMatch(stderr, /password/)
  assert.equal(stage.witness.binds.length, 1)
})

test('a round runs over the centres of the environment', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 2 })
  await stage.start(withoutUrl(stage), { LOA_SMSC: stage.url() }).ends(0)
  assert.equal(stage.witness.binds.length, 1)
})

test('of a password on the command line a program that reads what a round says hears nothing', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 2 })
  const { stderr } = await stage.run().ends(0)
  assert.doesNotMatch(stderr, /password/)
})

function withoutUrl(stage: RoundFixture, ...instead: string[]): string[] {
  const args = stage.runArgs()
  args.splice(args.indexOf('--smsc'), 2, ...instead)
  return args
}
