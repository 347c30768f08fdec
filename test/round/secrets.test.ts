/** The passwords of centres, where nobody else on the machine reads them. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { Stage } from './stage.ts'

const LOA = join(import.meta.dirname, '../../loa')

test('S15: a round runs over the centres of a file, and no password is on its command line', async t => {
  const stage = await Stage.set(t, { subscribers: 2 })
  const file = join(stage.directory, 'smsc.txt')
  await writeFile(file, `# trung tâm\n${stage.url()}\n`)
  const { stderr } = await stage.start(withoutUrl(stage, '--smsc-file', file)).ends(0)
  assert.doesNotMatch(stderr, /password/)
  assert.equal(stage.witness.binds.length, 1)
})

test('S15: a round runs over the centres of the environment', async t => {
  const stage = await Stage.set(t, { subscribers: 2 })
  await stage.start(withoutUrl(stage), { LOA_SMSC: stage.url() }).ends(0)
  assert.equal(stage.witness.binds.length, 1)
})

test('S15: a password on a node’s command line is said, and not repeated', async () => {
  const url = 'smpp://loa:Kh0ngL0@127.0.0.1:9'
  const flags = ['--authority', 'http://127.0.0.1:9', '--key', '/none', '--audience', '/none']
  const { stderr } = spawnSync(LOA, ['operator', ...flags, '--smsc', url, '--data', '/none/data'], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C' },
  })
  assert.match(stderr, /^loa: warning: everyone on this machine can read the password in --smsc/m)
  assert.ok(!stderr.includes('Kh0ngL0'))
})

test('S15: a round says it at a terminal alone, so that a program reads one sentence of what went wrong', async t => {
  const stage = await Stage.set(t, { subscribers: 2 })
  const { stderr } = await stage.run().ends(0)
  assert.doesNotMatch(stderr, /password/)
})

function withoutUrl(stage: Stage, ...instead: string[]): string[] {
  const args = stage.runArgs()
  args.splice(args.indexOf('--smsc'), 2, ...instead)
  return args
}
