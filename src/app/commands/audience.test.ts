/** The commands as their users run them: files, exit codes. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { loaInProcess, loaProcess } from '../../../test/peers/in-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'loa-audience-command-'))
const ROOT = process.cwd()
before(() => process.chdir(folder))
after(() => {
  process.chdir(ROOT)
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name))
})
const main = new URL('../main.ts', import.meta.url).pathname

async function loa(
  args: readonly string[],
  { stdin = '', lang = 'C' }: { stdin?: string | Buffer; lang?: string } = {},
  by = loaInProcess,
) {
  const { code, stdout, stderr } = await by(args, { input: stdin, lang })
  return { exit: code, stdout, stderr }
}

const put = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content)
const files = () => readdirSync(folder).sort().join(' ')

const LIST = 'msisdn\n0912345678\n+84 912 345 678\n01234567890\nabc\n\n'

test('build, info and combine print the same document', async () => {
  put('a.csv', LIST)
  const built = await loa(['audience', 'build', 'a.loa', '--from', 'a.csv', '--json'], {}, loaProcess)
  assert.equal(built.exit, 0, built.stderr)
  const document = JSON.parse(built.stdout)
  assert.deepEqual(Object.keys(document), ['subscribers', 'duplicates', 'rejected', 'sha256'])
  assert.deepEqual({ ...document, sha256: '' }, { subscribers: 2, duplicates: 1, rejected: 1, sha256: '' })
  assert.match(document.sha256, /^[0-9a-f]{64}$/)
  assert.equal(readFileSync(join(folder, 'a.loa.rejects.csv'), 'utf8'), 'line,row,reason\n5,abc,not a number\n')

  const info = await loa(['audience', 'info', 'a.loa', '--json'])
  assert.equal(info.stdout, built.stdout)

  const combined = await loa(['audience', 'combine', 'c.loa', '--expr', 'a | a', '--let', 'a=a.loa', '--json'])
  assert.deepEqual(JSON.parse(combined.stdout), { ...document, duplicates: 0, rejected: 0 })
  assert.equal(combined.stderr, '')
})

test('the order and spelling of the input do not change the digest', async () => {
  const digest = async (stdin: string) =>
    JSON.parse((await loa(['audience', 'build', 'x', '--from', '-', '--json'], { stdin })).stdout).sha256
  assert.equal(await digest('0912345678\n0987654321\n'), await digest('84987654321\n+84912345678\n987654321'))
})

test('people read grouped digits in their language', async () => {
  put('a.csv', Array.from({ length: 1200 }, (_, i) => `09123${10000 + i}`).join('\n'))
  const english = await loa(['audience', 'build', 'a.loa', '--from', 'a.csv'])
  assert.match(english.stdout, /Subscribers +1\u2009200\n/)
  const vietnamese = await loa(['audience', 'info', 'a.loa'], { lang: 'vi_VN.UTF-8' })
  assert.match(vietnamese.stdout, /Thuê bao +1\u2009200\n/)
})

test('several lists and several names, repeated or at once', async () => {
  put('a', '0912345671\n0912345672\n')
  put('b', '0912345672\n0912345673\n')
  const build = (out: string, ...from: string[]) => loa(['audience', 'build', out, ...from])
  await build('ab.loa', '--from', 'a', 'b')
  await build('a.loa', '--from', 'a')
  await build('b.loa', '--from', 'b')
  const again = await build('ab2.loa', '--from', 'a', '--from', 'b')
  assert.equal(again.exit, 0)
  const combine = async (expr: string, ...lets: string[]) => {
    const ran = await loa(['audience', 'combine', 'o', '--expr', expr, ...lets, '--json'])
    return JSON.parse(ran.stdout).sha256
  }
  const info = async (file: string) => JSON.parse((await loa(['audience', 'info', file, '--json'])).stdout).sha256
  assert.equal(await combine('a | b', '--let', 'a=a.loa', 'b=b.loa'), await info('ab.loa'))
  assert.equal(await combine('a | b', '--let', 'a=a.loa', '--let', 'b=b.loa'), await info('ab2.loa'))
  assert.equal(await combine('ab - (ab - a)', '--let', 'ab=ab.loa', 'a=a.loa', 'b=b.loa'), await info('a.loa'))
})

test('standard input may be gzip or a built audience', async () => {
  const { gzipSync } = await import('node:zlib')
  const built = await loa(['audience', 'build', 'a.loa', '--from', '-', '--json'], { stdin: gzipSync(LIST) })
  assert.equal(built.exit, 0, built.stderr)
  const info = await loa(['audience', 'info', '-', '--json'], { stdin: readFileSync(join(folder, 'a.loa')) })
  assert.equal(info.stdout, built.stdout)
})

let built: Buffer | null = null

/** A built audience, made once. */
async function wholeAudience(): Promise<Buffer> {
  if (built !== null) return built
  await loa(['audience', 'build', 'a.loa', '--from', '-'], { stdin: '0912345678\n' })
  built = readFileSync(join(folder, 'a.loa'))
  rmSync(join(folder, 'a.loa.rejects.csv'))
  return built
}

/** What is wrong with the command or its files: exit code, and what the one sentence says. */
for (const [args, exit, sentence] of [
  ['build', 2, /--from/],
  ['build --from list', 2, /out/],
  ['build o', 2, /--from/],
  ['build o --from none', 1, /no file none/],
  ['build o --from .', 1, /folder/],
  ['build o --from empty', 1, /empty is empty/],
  ['build o --from binary', 1, /binary/],
  ['build o --from a.loa', 1, /is a built audience, not a list/],
  ['build o --from table --column q', 1, /no column 'q'/],
  ['build o --from list --country QQ', 2, /numbering plan/],
  ['build list --from list', 1, /is not overwritten/],
  ['build none/o --from list', 1, /Cannot write/],
  ['build - --from list', 2, /OUT must be a file/],
  ['build o --from - -', 2, /once/],
  ['info none', 1, /no file/],
  ['info list', 1, /not a built audience/],
  ['info cut.loa', 1, /cut short/],
  ['info flipped.loa', 1, /damaged/],
  ['combine o --expr a', 2, /--let/],
  ['combine o --expr a&b --let a=a.loa', 2, /position 3.*'b' has no file/],
  ['combine o --expr a&&b --let a=a.loa', 2, /position 3/],
  ['combine o --expr (a --let a=a.loa', 2, /position 1/],
  ['combine o --expr a --let a', 2, /NAME=FILE/],
  ['combine o --expr a --let a=a.loa a=a.loa', 2, /twice/],
  ['combine o --expr a --let a=list', 1, /not a built audience/],
  ['combine o --expr a|b --let a=- b=-', 2, /once/],
] as const)
  test(`loa audience ${args} exits with ${exit} and writes nothing`, async () => {
    const whole = await wholeAudience()
    put('list', '0912345678\n')
    put('a.loa', whole)
    put('cut.loa', whole.subarray(0, -1))
    put('flipped.loa', Buffer.from(whole).fill(whole[130] ^ 4, 130, 131))
    put('empty', '')
    put('table', 'id,phone\n1,0912345678\n')
    put('binary', Buffer.from([1, 2, 3, 0, 255]))
    const before = files()
    const ran = await loa(['audience', ...args.split(' ')])
    assert.equal(ran.exit, exit, ran.stderr)
    assert.equal(ran.stdout, '')
    assert.match(ran.stderr, sentence)
    assert.doesNotMatch(ran.stderr, /\bat \S+\.ts|bug|\d{6}/)
    assert.equal(files(), before)
  })

for (const command of ['build', 'combine', 'info'])
  test(`loa audience ${command} --help has an example`, async () => {
    const help = await loa(['audience', command, '--help'])
    assert.equal(help.exit, 0)
    assert.match(help.stdout, new RegExp(`Examples?:\\n +(zcat .*)?loa audience ${command}`))
  })

test('an interrupted build leaves no trace and says so', async () => {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'audience', 'build', 'o', '--from', '-'],
    { cwd: folder, env: { ...process.env, LC_ALL: 'C' } },
  )
  const errors: Buffer[] = []
  child.stderr.on('data', part => errors.push(part))
  child.stdin.on('error', () => {})
  const rows = Buffer.from('0912345678\n'.repeat(50_000))
  // Feeds on until it ends: the signal comes while it reads.
  const feed = () => {
    while (child.stdin.writable && child.stdin.write(rows));
  }
  child.stdin.on('drain', feed)
  feed()
  let isOver = false
  const closed = once(child, 'close').finally(() => {
    isOver = true
  })
  while (!isOver && !readdirSync(folder).some(name => name.endsWith('.draft')))
    await Promise.race([once(child.stdin, 'drain'), closed])
  child.kill('SIGINT')
  const [exit] = await closed
  assert.equal(exit, 1)
  assert.match(Buffer.concat(errors).toString(), /nothing was written/)
  assert.equal(files(), '')
})
