/**
 * The binary of Node.js is what it was when it was looked at: npm's lock file holds the package that fetches it, and says
 * nothing of what is fetched.
 */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, globSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '../..')
const CHECK = join(ROOT, 'scripts/check-node.sh')
const BINARY = join(ROOT, 'node_modules/node/bin/node')

test('the Node.js that is installed is the one whose digest is known', () => {
  execFileSync('sh', [CHECK, BINARY])
})

test('a Node.js with another octet is refused before it is run', t => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const other = join(folder, 'node')
  copyFileSync(BINARY, other)
  writeSync(openSync(other, 'r+'), Buffer.from([0x90]), 0, 1, 4096)
  const { status, stderr } = spawnSync('sh', [CHECK, other], { encoding: 'utf8' })
  assert.equal(status, 1)
  assert.match(stderr, /is not the Node\.js of this version/)
})

test('the digests are of the version that is locked, and setting up asks for them', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string }>
  }
  const { version } = lock.packages['node_modules/node']
  const lines = readFileSync(join(ROOT, 'scripts/node.sha256'), 'utf8').trim().split('\n')
  for (const line of lines) {
    const [digest, of, platform] = line.split(/\s+/)
    assert.match(digest, /^[0-9a-f]{64}$/)
    assert.equal(of, version, platform)
  }
  const setup = readFileSync(join(ROOT, 'scripts/setup.sh'), 'utf8')
  assert.ok(setup.indexOf('npm ci') < setup.indexOf('check-node.sh'))
  assert.ok(setup.indexOf('check-node.sh') < setup.indexOf('cp package-lock.json'))
})

test('no guide runs a file of this repository with the node of the system, which may be too old', () => {
  const guides = globSync(['*.md', 'docs/how-to/*.md', 'test/*/README.md', 'test/README.md'], { cwd: ROOT })
  assert.ok(guides.length > 20, 'the guides are where they used to be')
  for (const guide of guides)
    assert.doesNotMatch(
      readFileSync(join(ROOT, guide), 'utf8'),
      /(?<!npx |\.bin\/)\bnode (?:test|scripts|tools|bench)\/\w/,
      `${guide}: npx node`,
    )
})
