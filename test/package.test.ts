/**
 * What `npm pack` makes, as somebody else installs it: plain JavaScript and TypeScript import it, its command runs, and
 * nothing is in it that does not belong there. Twice: `loa`, and `@loa/smpp`, which is its SMPP alone.
 *
 * Packages are made in a copy of the sources, so that nothing is written beside them. Installing `loa` takes its
 * dependencies from npm's cache or registry; `@loa/smpp` has none. The user's Node is the machine's own, where it is not
 * too old.
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { run } from './peers/child.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const STEP_MS = 180_000
const NOT_COPIED = new Set(['.git', 'node_modules', 'dist', 'coverage'])

/** What a package of ours may hold. Sources, tests, benches and maps are none of it. */
const BELONGS = [
  /^package\/(package\.json|LICENSE|README(\.vi)?\.md|CHANGELOG\.md|SECURITY\.md|loa)$/,
  /^package\/docs\/(?!pictures\/).+\.(md|svg|json|csv)$/,
  /^package\/deploy\/(README\.md|Containerfile|(haproxy|nats|nginx|patroni|systemd|turn|varnish)\/[\w.-]+\.(md|cfg|conf|env|service|sysusers|vcl|yml))$/,
  /^package\/dist\/(src|town|bench|tools)\/.+(?<!\.(test|bench))\.(js|d\.ts|json)$/,
  /^package\/dist\/src\/areas\/access\/common-passwords\.txt$/,
  /^package\/dist\/town\/bots\/clip\.rtp$/,
  // The console as it was built, each file beside its compressed self.
  /^package\/dist\/web\/[\w/.-]+\.(html|css|m?js|svg|woff2?|ttf|pfb|txt|webmanifest)(\.(br|gz))?$/,
]

/** The packages of a package-lock.json, by the folder that each is installed in. */
type Lock = { packages: Record<string, { version?: string; license?: string }> }

const directory = mkdtempSync(join(tmpdir(), 'loa-package-'))
const sources = join(directory, 'sources')
before(() => copySources())
after(() => rmSync(directory, { recursive: true, force: true }))

/** Of `@loa/smpp`: the rooms that `endpoint/` stands on, built. */
const SMPP_BELONGS = [
  /^package\/(package\.json|LICENSE|README\.md)$/,
  /^package\/dist\/(smpp|text|base|endpoint)\/[\w-]+(?<!\.(test|bench))\.(js|d\.ts)$/,
]

describe('the package', () => {
  const user = join(directory, 'user')
  /** As npm links it; npx takes a second to find the same. */
  const installed = join(user, 'node_modules/.bin/loa')
  let tarball = ''
  before(async () => {
    tarball = await pack()
    await install(tarball, user, '--prefer-offline')
  })

  const asUser = (command: string, ...args: string[]) => runAs(user, command, ...args)

  test('the package holds what belongs in it and nothing else', async () => {
    const files = await filesOf(tarball)
    assert.deepEqual(
      files.filter(file => !BELONGS.some(kind => kind.test(file))),
      [],
    )
    for (const needed of [
      'loa',
      'package.json',
      'LICENSE',
      'dist/src/endpoint/smpp.js',
      'dist/src/endpoint/smpp.d.ts',
      'dist/web/index.html',
    ])
      assert.ok(files.includes(`package/${needed}`), needed)
  })

  test('the package is imported from plain JavaScript, and two sides of it speak with each other', async () => {
    await speaksWithItself(user, 'loa/smpp')
  })

  test('the package brings its types', async () => {
    await bringsItsTypes(user, 'loa/smpp')
  })

  for (const { args, prints } of [
    { args: ['--help'], prints: /^Usage: loa/ },
    { args: ['text', 'count', 'xin chao', '--json'], prints: /"segments":1/ },
    { args: ['round', 'run', '--help'], prints: /--audience/ },
    { args: ['smsc', '--help'], prints: /--port/ },
  ]) {
    test(`the package answers loa ${args.join(' ')}`, async () => {
      const { stdout } = await asUser(installed, ...args)
      assert.match(stdout, prints)
    })
  }

  test('npx finds the command of the package', async () => {
    const { stdout } = await asUser('npx', '--no-install', 'loa', '--version')
    assert.equal(stdout.trim(), JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version)
  })

  test('the demo of the package plays its round, its bulletin and its change of level to their ends', async () => {
    // The server asks for a newer Node than the machine may have.
    const env = { ...environment(), PATH: `${dirname(process.execPath)}:${process.env.PATH}` }
    const args = ['demo', '--scale', '10000', '--rounds', '1', '--json']
    const { stdout } = await run({ command: installed, args, cwd: user, env, withinMs: STEP_MS })
    assert.equal(JSON.parse(stdout).sum.equal, true)
  })

  test('the package knows the numbering plan of Viet Nam', async () => {
    writeFileSync(join(user, 'list.csv'), 'phone\n0912345678\n0165 123 4567\n')
    const args = ['audience', 'build', 'all.loa', '--from', 'list.csv', '--json']
    const { stdout } = await asUser(installed, ...args)
    assert.equal(JSON.parse(stdout).subscribers, 2)
  })
})

describe('@loa/smpp', () => {
  const user = join(directory, 'smpp-user')
  let tarball = ''
  before(async () => {
    tarball = await pack('--workspace', 'packages/smpp')
    await install(tarball, user, '--offline')
  })

  test('@loa/smpp holds smpp/, text/, base/ and endpoint/ and nothing else', async () => {
    const files = await filesOf(tarball)
    assert.deepEqual(
      files.filter(file => !SMPP_BELONGS.some(kind => kind.test(file))),
      [],
    )
    for (const needed of ['package.json', 'LICENSE', 'README.md', 'dist/endpoint/smpp.js', 'dist/endpoint/smpp.d.ts'])
      assert.ok(files.includes(`package/${needed}`), needed)
  })

  test('@loa/smpp is installed without a network and brings no other package', () => {
    const installed = JSON.parse(readFileSync(join(user, 'node_modules/@loa/smpp/package.json'), 'utf8'))
    for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies'])
      assert.equal(installed[kind], undefined, kind)
    const { packages } = JSON.parse(readFileSync(join(user, 'package-lock.json'), 'utf8')) as Lock
    assert.deepEqual(Object.keys(packages), ['', 'node_modules/@loa/smpp'])
  })

  test('@loa/smpp sends a message to a server that is made of it too', async () => {
    await speaksWithItself(user, '@loa/smpp')
  })

  test('@loa/smpp brings its types', async () => {
    await bringsItsTypes(user, '@loa/smpp')
  })

  test('@loa/smpp has the version, the licence and the guide of loa', () => {
    const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
    const [own, whole] = ['packages/smpp/package.json', 'package.json'].map(file => JSON.parse(read(file)))
    for (const same of ['version', 'license', 'engines']) assert.deepEqual(own[same], whole[same])
    assert.equal(read('packages/smpp/LICENSE'), read('LICENSE'))
    const guide = read('docs/how-to/use-smpp-from-javascript.md')
    const body = guide.slice(guide.indexOf('This program starts'))
    assert.ok(body.length > 1000)
    assert.ok(read('packages/smpp/README.md').endsWith(body.replace("'loa/smpp'", "'@loa/smpp'")))
  })
})

/** A program that imports both sides by that name, and what it prints. */
async function speaksWithItself(user: string, name: string): Promise<void> {
  writeFileSync(join(user, 'round-trip.mjs'), ROUND_TRIP.replace('loa/smpp', name))
  const { stdout } = await runAs(user, 'node', 'round-trip.mjs')
  assert.deepEqual(JSON.parse(stdout), { heard: ['84912345678: Bộ Y tế: rửa tay'], answered: 'id-1' })
}

/** What is right compiles, and what is wrong does not. */
async function bringsItsTypes(user: string, name: string): Promise<void> {
  const typed = TYPED.replace('loa/smpp', name)
  // A dependency may bring some of them along.
  const types = join(user, 'node_modules/@types')
  if (!existsSync(join(types, 'node'))) {
    mkdirSync(types, { recursive: true })
    symlinkSync(join(ROOT, 'node_modules/@types/node'), join(types, 'node'))
  }
  writeFileSync(join(user, 'typed.mts'), typed)
  writeFileSync(join(user, 'mistyped.mts'), typed.replace("'BOYTE'", '5'))
  // Both in one go: the library's types are read once.
  const tsc = join(ROOT, 'node_modules/.bin/tsc')
  const how = ['--noEmit', '--strict', '--module', 'nodenext', '--types', 'node', '--checkers', '1']
  await assert.rejects(runAs(user, tsc, ...how, '--pretty', 'false', 'typed.mts', 'mistyped.mts'), (error: Error) => {
    const faults = error.message.match(/^.*: error TS\d+:.*$/gm) ?? []
    assert.ok(faults.length > 0, error.message)
    for (const fault of faults) assert.match(fault, /^mistyped\.mts\(\d+,\d+\): error TS2\d\d\d:/)
    return true
  })
}

const ROUND_TRIP = `
import { connect, listen } from 'loa/smpp'
const heard = []
const server = await listen({
  bind: () => {},
  submit: message => {
    heard.push(message.destination + ': ' + message.text)
    return { message_id: 'id-' + heard.length }
  },
})
const session = await connect({ url: 'smpp://id:secret@127.0.0.1:' + server.port })
const { message_id } = await session.submit({ source: 'BOYTE', destination: '84912345678', text: 'Bộ Y tế: rửa tay' })
await session.close()
await server.close()
console.log(JSON.stringify({ heard, answered: message_id }))
`

const TYPED = `
import { connect, type Session } from 'loa/smpp'
export async function send(): Promise<string> {
  const session: Session = await connect({ url: 'smpp://id:secret@127.0.0.1:2775' })
  const { message_id } = await session.submit({ source: 'BOYTE', destination: '84912345678', text: 'Xin chào' })
  return message_id
}
`

/** npm as somebody else calls it: without what the npm that runs these tests tells its children. */
function environment(): NodeJS.ProcessEnv {
  const own =
    /^(npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix)|INIT_CWD|NODE_OPTIONS|NODE_TEST)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}

/** The machine's own Node first, if it is new enough for the package, else the one that runs the tests. */
function userEnvironment(): NodeJS.ProcessEnv {
  const machines = '/usr/bin/node'
  const usable = existsSync(machines) && isNewEnough(machines)
  const node = usable ? machines : process.execPath
  return { ...environment(), PATH: `${dirname(node)}:${process.env.PATH}` }
}

/** package.json's `engines`: 20.11. */
function isNewEnough(node: string): boolean {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  const [major, minor] = stdout.slice(1).split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 11)
}

function copySources(): void {
  // Else scripts/setup.sh would install them anew in the copy, through the link: it empties the folder first.
  const [locked, installed] = ['package-lock.json', 'node_modules/.loa-installed'].map(file =>
    readFileSync(join(ROOT, file), 'utf8'),
  )
  assert.ok(locked === installed, 'the packages are not those of the lock file: npm run setup')
  const copied = (path: string) => path === ROOT || !NOT_COPIED.has(basename(path))
  cpSync(ROOT, sources, { recursive: true, filter: copied })
  // The console, which scripts/console.sh builds again where it is not that of these sources.
  const web = join('dist', 'web')
  if (existsSync(join(ROOT, web))) cpSync(join(ROOT, web), join(sources, web), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(sources, 'node_modules'))
  for (const build of ['tsconfig.build.json', 'packages/smpp/tsconfig.json']) doNotCheckAgain(join(sources, build))
}

/** `npm run check` reads the same sources, and what comes of them is the same: checking takes half of a build. */
function doNotCheckAgain(build: string): void {
  const { compilerOptions, ...more } = JSON.parse(readFileSync(build, 'utf8'))
  const options = { ...compilerOptions, noCheck: true }
  writeFileSync(build, JSON.stringify({ ...more, compilerOptions: options }))
}

/** Makes a package of the copied sources; gives the path of the tarball. */
async function pack(...which: string[]): Promise<string> {
  const args = ['pack', '--json', '--pack-destination', directory, ...which]
  const { stdout } = await run({ command: 'npm', args, cwd: sources, env: environment(), withinMs: STEP_MS })
  const filename = /"filename": "(.+?\.tgz)"/.exec(stdout)?.[1]
  assert.ok(filename, stdout)
  return join(directory, filename)
}

async function filesOf(tarball: string): Promise<readonly string[]> {
  const { stdout } = await run({ command: 'tar', args: ['-tzf', tarball] })
  return stdout.trimEnd().split('\n')
}

async function install(tarball: string, user: string, from: string): Promise<void> {
  mkdirSync(user)
  writeFileSync(join(user, 'package.json'), '{ "name": "user", "private": true }\n')
  const args = ['install', '--no-audit', '--no-fund', from, tarball]
  await run({ command: 'npm', args, cwd: user, env: environment(), withinMs: STEP_MS })
}

async function runAs(user: string, command: string, ...args: string[]) {
  return await run({ command, args, cwd: user, env: userEnvironment(), withinMs: STEP_MS })
}
