/**
 * The how-to guides' shell lines (blocks marked `sh`) as they stand there, from top to bottom in an empty directory.
 *
 * A command that stays (`STAYS`) keeps its terminal; the lines after it are typed in another one once it has said that it is ready.
 * Of what is printed in a guide only the port is another here, one that is free. A block that needs what is not on this machine is in
 * `ELSEWHERE` with its reason; each block is run or there, and none is there that no guide has.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { wallDate } from '../src/base/wall-time.ts'
import { Child, freePorts, run } from './peers/child.ts'
import { FalseClock } from './peers/false-clock.ts'
import { missing } from './peers/installed.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const GUIDES = join(ROOT, 'docs/how-to')
const ZONE = 'Asia/Ho_Chi_Minh'

const SERVER = 'a server of the authority under its own name, with people who have signed in'
const HOUSE = 'services of a whole machine: packages, systemd, /etc'
const FILES = 'records, lists and keys of those who have them'
const SOUND = 'a sound card, and a loudspeaker or a microphone at it'
const LOG = 'three servers of a replicated log, and a second machine'

/** By guide: how the block begins, and what it needs. */
const ELSEWHERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a-signing-page': { 'loa serve': SERVER, 'mkdir served': SERVER },
  'audit-charging': { './loa zerorating map': FILES },
  'free-services': { './loa zerorating sign': FILES, './loa zerorating export': FILES },
  'keep-public-pages-standing': {
    'apt-get install nginx': HOUSE,
    'apt-get install varnish': HOUSE,
  },
  loudspeakers: {
    'curl -X PUT https://loa.example.vn/api/v1/loudspeakers/communes': SERVER,
    './loa speaker enrol': SERVER,
    'curl -X POST https://loa.example.vn/api/v1/loudspeakers/heard': SERVER,
  },
  'online-charging': { './loa zerorating gy': FILES },
  'publish-bulletins': { 'loa serve': SERVER },
  'report-a-month': { './loa report month': SERVER, './loa report check': SERVER },
  'run-a-loudspeaker': {
    'loa speaker enrol': SERVER,
    'loa speaker trust': SERVER,
    'loa speaker run': SOUND,
    'loa speaker off': SOUND,
    'loa speaker programme': FILES,
    arecord: SOUND,
  },
  'run-a-round': { 'head -c 32 /dev/urandom > leg.key': LOG },
  'run-an-operators-node': {
    './loa operator enrol --authority https://loa.example ': SERVER,
    './loa audience build all.loa': FILES,
    './loa operator enrol --authority https://a.loa.example': SERVER,
    './loa operator trust': HOUSE,
    './loa operator heads': FILES,
    'cd /var/lib/loa/zero-rating': FILES,
    'LOA_OPERATOR_LOG=': LOG,
    './loa operator --alone': LOG,
    './loa operator rotate': SERVER,
  },
  'run-the-authority': {
    'loa serve --data': SERVER,
    'loa serve …': SERVER,
    'loa backup': FILES,
    'loa restored': FILES,
    'loa reindex': FILES,
  },
  screening: { 'curl -X POST': SERVER, './loa screening export': SERVER },
  'send-mail-and-push': { './loa serve': SERVER, './loa mail bounce': FILES },
  subscriptions: { 'curl -X POST': SERVER },
}

const STAYS = /^\.\/loa (smsc|round run) /

interface Guide {
  readonly name: string
  readonly blocks: readonly string[]
}

const ALL: readonly Guide[] = readdirSync(GUIDES)
  .filter(file => file.endsWith('.md') && file !== 'README.md')
  .map(file => ({
    name: file.slice(0, -'.md'.length),
    blocks: [...readFileSync(join(GUIDES, file), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
      ([, block]) => block,
    ),
  }))

function reasonOf(guide: string, block: string): string | undefined {
  const [, reason] =
    Object.entries(ELSEWHERE[guide] ?? {}).find(([begins]) => block.startsWith(begins)) ?? []
  return reason
}

/** Commands of a block: a line, with those that it goes on in. */
function commandsIn(block: string): string[] {
  return block.split(/(?<!\\)\n/).filter(line => line.trim() !== '')
}

function blocksToRun(name: string): string[] {
  const guide = ALL.find(each => each.name === name)
  assert.ok(guide, name)
  return guide.blocks.filter(block => reasonOf(name, block) === undefined)
}

/** Somebody at a machine: terminals in one directory, all with one clock and one port. */
class Reader {
  readonly directory: string
  readonly #env: NodeJS.ProcessEnv
  readonly #port: number
  readonly #t: TestContext

  private constructor(t: TestContext, port: number, env: NodeJS.ProcessEnv) {
    this.#t = t
    this.#port = port
    this.directory = mkdtempSync(join(tmpdir(), 'loa-guide-'))
    t.after(() => rmSync(this.directory, { recursive: true, force: true }))
    symlinkSync(join(ROOT, 'loa'), join(this.directory, 'loa'))
    this.#env = { ...process.env, LANG: 'C', TZ: ZONE, ...env }
  }

  static async sits(t: TestContext, env: NodeJS.ProcessEnv = {}): Promise<Reader> {
    const [port] = await freePorts(1)
    return new Reader(t, port, env)
  }

  /** Typed as it stands there; what it prints. */
  async types(command: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { stdout } = await run({ ...this.#shell(command), env: { ...this.#env, ...env } })
    return stdout
  }

  /** A command that keeps its terminal. */
  starts(command: string): Child {
    // The shell goes and leaves its place to the command, so that what is asked of the one reaches the other.
    const child = new Child({ ...this.#shell(`exec ${command}`), env: this.#env })
    this.#t.after(() => child.stop())
    return child
  }

  #shell(command: string) {
    const typed = command.replaceAll('2775', `${this.#port}`)
    return { command: 'sh', args: ['-ec', typed], cwd: this.directory }
  }
}

/** In the zone of the round, at night: seconds from now. */
function secondsToNight(now: number): number {
  const night = Date.parse(`${wallDate(now, ZONE)}T03:00:00+07:00`) + 24 * 3600_000
  return Math.ceil((night - now) / 1000)
}

test('the guide Run a round runs from top to bottom, at night as well: it says until when it waits, and goes on then', {
  skip: missing('faketime'),
}, async t => {
  const ticks = mkdtempSync(join(tmpdir(), 'loa-guide-clock-'))
  t.after(() => rmSync(ticks, { recursive: true, force: true }))
  const clock = new FalseClock(ticks)
  clock.forward(secondsToNight(Date.now()))
  const reader = await Reader.sits(t, clock.env)
  const commands = blocksToRun('run-a-round').flatMap(commandsIn)
  const staying = commands.filter(command => STAYS.test(command))
  assert.equal(staying.length, 2)
  let round: Child | null = null
  for (const command of commands) {
    if (command.startsWith('./loa smsc')) {
      await reader.starts(command).printed(/listening/)
    } else if (command.startsWith('./loa round run')) {
      round = reader.starts(command)
      await round.printed(/waits until 07:00 · /)
      const asked = './loa round status rounds/1'
      assert.match(await reader.types(asked), /^State +waits until 07:00$/m)
      assert.match(
        await reader.types(asked, { LANG: 'vi_VN.UTF-8' }),
        /^Trạng thái +chờ đến 07:00$/m,
      )
      assert.match(await reader.types(asked, { TZ: 'UTC' }), /waits until 07:00 \(\+07:00\)$/m)
      const { state, waitsUntil, lanes } = JSON.parse(await reader.types(`${asked} --json`))
      assert.equal(state, 'running')
      assert.match(waitsUntil, /T07:00:00\+07:00$/)
      assert.equal(lanes[0].bound, true)
      clock.forward(5 * 3600)
      await round.printed(/the first 1000 subscribers are sent; paused/)
      assert.doesNotMatch(await reader.types(asked), /waits until/)
    } else {
      await reader.types(command)
    }
  }
  assert.ok(round)
  assert.equal((await round.done()).code, 3, 'the last of them stopped it')
  assert.match(round.stdout, /^State +stopped$/m)
  assert.doesNotMatch(round.stdout, /not bound/)
  assert.match(readFileSync(join(reader.directory, 'left.csv'), 'utf8'), /^number,/)
})

for (const { name } of ALL.filter(
  guide => guide.name !== 'run-a-round' && blocksToRun(guide.name).length > 0,
))
  test(`the shell lines of the guide ${name} run from top to bottom in an empty directory`, {
    skip: missing('openssl'),
  }, async t => {
    const reader = await Reader.sits(t)
    for (const command of blocksToRun(name).flatMap(commandsIn)) await reader.types(command)
  })

test('no guide’s shell lines are left out but those that need what is not here, each with its reason', () => {
  const named = Object.entries(ELSEWHERE).flatMap(([guide, blocks]) =>
    Object.keys(blocks).map(begins => ({ guide, begins })),
  )
  const stale = named.filter(
    ({ guide, begins }) =>
      ALL.find(({ name }) => name === guide)?.blocks.filter(block => block.startsWith(begins))
        .length !== 1,
  )
  assert.deepEqual(stale, [])
  const ran = ALL.filter(({ name }) => blocksToRun(name).length > 0).map(({ name }) => name)
  assert.deepEqual(ran, ['a-signing-page', 'run-a-round', 'send-mail-and-push'])
})
