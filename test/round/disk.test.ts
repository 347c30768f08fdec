/** A disk without room, real: a small file system in memory. Where none can be mounted these tests are skipped. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { RoundFixture } from './stage.ts'

function mount(kilobytes: number): string | null {
  const place = mkdtempSync(join(tmpdir(), 'loa-disk-'))
  const options = ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'loa-test', place]
  if (process.getuid?.() === 0 && spawnSync('mount', options).status === 0) return place
  rmSync(place, { recursive: true })
  return null
}

function unmount(place: string): void {
  spawnSync('umount', ['-l', place])
  rmSync(place, { recursive: true, force: true })
}

const trial = mount(64)
if (trial !== null) unmount(trial)
const skip = trial === null ? 'a file system can be mounted by root only' : false

/** A disk of that size, in which the story's round is to lie. */
function small(t: TestContext, stage: RoundFixture, kilobytes: number): string {
  const place = mount(kilobytes)
  assert.ok(place !== null)
  t.after(() => unmount(place))
  stage.dir = join(place, 'round')
  return place
}

describe('a disk without room', { skip }, () => {
  for (const kilobytes of [16, 200, 1200, 2100])
    test(`on a disk of ${kilobytes} KiB a round says so in one sentence, sends nothing and leaves nothing behind`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 300 })
      const place = small(t, stage, kilobytes)
      const { stdout, stderr } = await stage.run().ends(1)
      assert.equal(stdout, '')
      assert.match(stderr, /^loa: .*(room|space).*\n$/)
      assert.ok(stderr.includes(stage.dir), 'it says where')
      assert.equal(stage.witness.binds.length, 0)
      assert.deepEqual(readdirSync(place), [])
    })

  test('a disk that gets full once the round is made harms nothing: all room is taken beforehand', async t => {
    const stage = await RoundFixture.set(t, { subscribers: 3000 })
    const place = small(t, stage, 4000)
    const program = stage.runProcess('--tps', '1500')
    await stage.witness.submitted(100)
    const { bsize, bavail } = statfsSync(place)
    writeFileSync(join(place, 'full'), Buffer.alloc(bsize * bavail))
    assert.throws(() => writeFileSync(join(place, 'more'), Buffer.alloc(100_000)), /ENOSPC/)
    program.child.kill('SIGKILL')
    await program.child.exited
    assert.ok(existsSync(stage.dir))
    const { tally } = await stage.command('resume').ends(0)
    const { delivered, uncertain } = tally.subscribers
    assert.equal(delivered + uncertain, 3000)
  })
})
