import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { nodeFlags } from './node-flags.ts'

const LOA = join(import.meta.dirname, '../../loa')
const AS_SERVE_DOES = ['base/failure.ts', 'authority/actor.ts', 'directive/roster.ts'].map(file =>
  join(import.meta.dirname, '..', file),
)

test('loa gives Node the flags that a program started without it is given, by command', t => {
  const folder = folderOf(t)
  for (const made of ['node_modules/.bin', 'src/app']) mkdirSync(join(folder, made), { recursive: true })
  copyFileSync(LOA, join(folder, 'loa'))
  const main = join(folder, 'src/app/main.ts')
  writeFileSync(main, '')
  const says = '#!/bin/sh\nfor argument; do echo "$argument"; done\n'
  writeFileSync(join(folder, 'node_modules/.bin/node'), says, { mode: 0o755 })
  for (const args of [[], ['serve'], ['serve', '--name', 'two words'], ['operator'], ['round', 'run', 'serve']]) {
    const said = execFileSync(join(folder, 'loa'), args, { encoding: 'utf8' })
    assert.deepEqual(said.split('\n').slice(0, -1), [...nodeFlags(args[0]), main, ...args])
  }
})

test('what loa serve has compiled no other program compiles anew, nor loa serve what they have', t => {
  const folder = folderOf(t)
  const env = { ...process.env, NODE_COMPILE_CACHE: folder }
  // It reads what says which accounts are good, and ends.
  const serve = () => {
    const { status, stderr } = spawnSync(LOA, ['serve', '--demo-accounts', join(folder, 'none')], { env })
    assert.equal(status, 1, String(stderr))
  }
  const other = () => {
    const reads = AS_SERVE_DOES.map(file => `await import(${JSON.stringify(file)})`).join('\n')
    const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', reads]
    execFileSync(process.execPath, args, { env })
  }
  /** A file that is written anew is another one. */
  const kept = () => globSync(join(folder, '**')).map(file => [file, statSync(file).ino] as const)
  serve()
  other()
  const once = kept()
  assert.ok(once.length > 2 * AS_SERVE_DOES.length)
  serve()
  other()
  assert.deepEqual(kept(), once)
})

function folderOf(t: { after(act: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'loa-flags-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
