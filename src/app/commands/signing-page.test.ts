/** `loa signing-page`, and the options of `loa serve` and `loa roster` that belong to it, as they are typed. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'

const LOA = join(import.meta.dirname, '../../../loa')

function directory(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'loa-signing-page-'))
  t.after(() => rmSync(made, { recursive: true }))
  return made
}

function loa(...flags: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(LOA, flags, {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C', LC_ALL: '' },
  })
  return { code: status, out: stdout, err: stderr }
}

test('the signing page is four files, whose digest anybody makes with sha256sum', t => {
  const ky = join(directory(t), 'ky')
  const consoles = 'https://loa.example.vn,https://loa2.example.vn'
  const made = loa('signing-page', '--console', consoles, '--name', 'Bộ', '--json', ky)
  assert.deepEqual([made.code, made.err], [0, ''])
  const { files, sha256 } = JSON.parse(made.out)
  assert.deepEqual(
    files.map(({ name }: { name: string }) => name),
    ['consoles.json', 'index.html', 'signing.css', 'signing.js'],
  )
  const summed = spawnSync('sh', ['-c', 'LC_ALL=C sha256sum * | sha256sum'], { cwd: ky })
  assert.equal(String(summed.stdout).split(' ')[0], sha256)
  assert.deepEqual(JSON.parse(readFileSync(join(ky, 'consoles.json'), 'utf8')), {
    name: 'Bộ',
    consoles: ['https://loa.example.vn', 'https://loa2.example.vn'],
  })
  const again = loa('signing-page', '--console', consoles, '--name', 'Bộ', ky)
  assert.ok(again.out.includes(sha256), 'the same files anew')
  // A file that somebody has put beside them is seen.
  writeFileSync(join(ky, 'more.js'), '')
  const other = loa('signing-page', '--console', consoles, '--name', 'Bộ', ky)
  assert.ok(!other.out.includes(sha256))
})

test('the page asks nobody but its own machine, by a policy of its own', t => {
  const ky = directory(t)
  loa('signing-page', '--console', 'https://loa.example.vn', ky)
  const page = readFileSync(join(ky, 'index.html'), 'utf8')
  assert.match(page, /default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'/)
  const named = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, to]) => to)
  assert.deepEqual(named.toSorted(), ['./signing.css', './signing.js', 'data:,'])
})

test('people sign on a host of its own, by https', () => {
  const console = ['--url', 'https://loa.example.vn']
  const wrong = [
    ['https://loa.example.vn'],
    ['https://loa.example.vn:8443'],
    ['https://example.vn'],
    ['http://ky.example.vn'],
    ['https://ky.example.vn/ky'],
  ]
  for (const [url] of wrong) {
    const { code, err } = loa('serve', ...console, '--signing-url', url)
    assert.equal(code, 2, url)
    assert.match(err, /^loa: /, url)
  }
})
