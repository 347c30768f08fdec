/** A resting round that may only be read: on a file system mounted for reading, or where somebody else owns it. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { Child } from '../peers/child.ts'
import { LOA, RoundFixture, type Tally } from './stage.ts'
import { type Answers, delivers } from './witness.ts'

const isRoot = process.getuid?.() === 0
const mustRun = isRoot && process.env.CI === 'true'

function mount(...args: string[]): boolean {
  return isRoot && spawnSync('mount', args).status === 0
}

/** Not in the story's directory, which must be removable whatever happens. */
function mountPoint(t: TestContext): string {
  const place = mkdtempSync(join(tmpdir(), 'loa-mount-'))
  t.after(() => {
    spawnSync('umount', ['-l', place])
    rmdirSync(place)
  })
  return place
}

function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'loa-trial-'))
  const can = mount('-t', 'tmpfs', '-o', 'size=64k', 'loa-test', place)
  if (can) spawnSync('umount', ['-l', place])
  rmSync(place, { recursive: true })
  return can
}

interface Seen {
  readonly tally: Tally
  readonly rows: string
}

/** A round that was ended on its way, and what its owner sees of it. */
async function interrupted(t: TestContext): Promise<[RoundFixture, Seen]> {
  let isEnded = false
  const answers: Answers = (asked, say) => {
    // However late this process ends it, some are left.
    if (isEnded || asked.index < 300) return delivers(asked, say)
  }
  const stage = await RoundFixture.set(t, { subscribers: 900, answers })
  const program = stage.runProcess('--tps', '200')
  await stage.witness.submitted(100)
  await stage.witness.receiptsAnswered(1)
  program.child.kill('SIGKILL')
  await program.child.exited
  isEnded = true
  const tally = await stage.status()
  assert.ok(tally.subscribers.unsent > 0 && tally.subscribers.delivered > 0)
  return [stage, { tally, rows: (await stage.command('outcomes').ends(0)).stdout }]
}

/** It is seen as its owner sees it, nobody goes on with it, and nothing in it changes. */
async function onlySeen(stage: RoundFixture, { tally, rows }: Seen): Promise<void> {
  const names = readdirSync(stage.dir)
  const count = stage.witness.binds.length
  assert.deepEqual(await stage.status(), tally)
  assert.equal((await stage.command('outcomes').ends(0)).stdout, rows)
  for (const name of ['resume', 'stop', 'pause']) {
    const { stderr } = await stage.command(name).ends(1)
    assert.match(stderr, /^loa: Cannot write .*\n$/, name)
  }
  assert.equal(stage.witness.binds.length, count)
  assert.deepEqual(readdirSync(stage.dir), names)
}

const skipMount = canMount() || mustRun ? false : 'a file system can be mounted by root only'

describe('a round on a file system that is mounted for reading', { skip: skipMount }, () => {
  test('a round copied onto a file system mounted for reading is seen, with and without its lock', async t => {
    const [stage, seen] = await interrupted(t)
    const place = mountPoint(t)
    assert.ok(mount('-t', 'tmpfs', '-o', 'size=8m', 'loa-test', place))
    cpSync(stage.dir, join(place, 'copy'), { recursive: true, filter: name => !isSocket(name) })
    cpSync(join(place, 'copy'), join(place, 'bare'), { recursive: true })
    rmSync(join(place, 'bare', 'lock'))
    assert.ok(mount('-o', 'remount,ro', place))
    for (const name of ['copy', 'bare']) {
      stage.dir = join(place, name)
      await onlySeen(stage, seen)
    }
  })

  test('a round seen on a file system mounted for reading is answered for by its owner, who is not kept out', async t => {
    const [stage, seen] = await interrupted(t)
    const owned = stage.dir
    const place = mountPoint(t)
    assert.ok(mount('--bind', owned, place))
    assert.ok(mount('-o', 'remount,bind,ro', place))
    stage.dir = place
    await onlySeen(stage, seen)
    stage.dir = owned
    const before = stage.witness.submits.length
    const program = stage.command('resume')
    await stage.witness.submitted(before + 50)
    await stage.command('pause').ends(0)
    stage.dir = place
    assert.equal((await stage.status()).state, 'paused')
    stage.dir = owned
    await stage.command('resume').ends(0)
    const { tally } = await program.ends(0)
    assert.equal(tally.subscribers.unsent, 0)
    stage.dir = place
    assert.deepEqual(await stage.status(), tally)
  })
})

function isSocket(name: string): boolean {
  return name.endsWith('.sock')
}

/** As `nobody`, where root runs this. */
function asReader(stage: RoundFixture, name: string, ...flags: string[]): Child {
  const args = ['round', name, stage.dir, ...flags]
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups', LOA]
  return new Child({
    command: isRoot ? 'setpriv' : LOA,
    args: isRoot ? [...nobody, ...args] : args,
    env: { ...process.env, LANG: 'C' },
  })
}

const skipUser =
  isRoot && spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', LOA]).error
    ? 'no setpriv to become another user with'
    : false

test('a round that its owner lets somebody read is seen by that somebody', { skip: skipUser }, async t => {
  const [stage, { tally, rows }] = await interrupted(t)
  for (const name of readdirSync(stage.dir)) chmodSync(join(stage.dir, name), 0o444)
  chmodSync(stage.dir, 0o555)
  chmodSync(stage.directory, 0o755)
  const status = asReader(stage, 'status', '--json')
  assert.equal((await status.done()).code, 0, status.stderr)
  assert.deepEqual(JSON.parse(status.stdout), tally)
  const outcomes = asReader(stage, 'outcomes')
  assert.equal((await outcomes.done()).code, 0, outcomes.stderr)
  assert.equal(outcomes.stdout, rows)
  const resume = asReader(stage, 'resume')
  assert.equal((await resume.done()).code, 1)
  assert.match(resume.stderr, /^loa: Cannot write .*lock.*\n$/)
  assert.equal(stage.witness.binds.length, 1)
  chmodSync(stage.dir, 0o755)
})
