/** Other processes and signals: pause, resume, stop, status, outcomes, canary, hours. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { describe, test } from 'node:test'
import { describeMore, isMore, testMore } from '../parts.ts'
import { checkAgainst, LOA, LONG, numberOf, type Program, RoundFixture } from './stage.ts'
import { type Answers, delivers, idOf, later } from './witness.ts'

const UNBIND = 6
/** What a machine that does much else may be late by; all of the round would take four times as long. */
const LATE_MS = 5000

/** Resolves after so many milliseconds: for what must *not* happen in them. */
const passes = (ms: number) => new Promise<void>(resolve => later(ms, resolve))

const afterwards =
  (ms: number): Answers =>
  (asked, say) =>
    later(ms, () => delivers(asked, say))

/** Subscribers of whom every part came once, and whom nobody was asked twice. */
function assertOnce(stage: RoundFixture, subscribers: number, parts = 1): void {
  assert.ok(stage.witness.submits.every(({ copy }) => copy === 1))
  assert.equal(stage.witness.submits.length, subscribers * parts)
}

/** That nothing more is submitted from a second on. */
async function assertQuiet(stage: RoundFixture): Promise<number> {
  await passes(1000)
  const count = stage.witness.submits.length
  await passes(500)
  assert.equal(stage.witness.submits.length, count, 'nothing more is submitted')
  return count
}

test('a paused round resumes at the exact position', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 600, message: LONG, answers: afterwards(50) })
  const program = stage.run('--tps', '900')
  await stage.witness.submitted(200)
  const { tally: pausing } = await stage.command('pause').ends(0)
  assert.equal(pausing.state, 'paused')
  const count = await assertQuiet(stage)
  assert.ok(count < 1700, 'it was paused in the middle')
  const paused = await stage.status()
  assert.equal(paused.state, 'paused')
  assert.equal(paused.segments.submitted, count)
  assert.equal(paused.subscribers.delivered, Math.floor(count / 3), 'it takes receipts')
  assert.ok(paused.lanes[0].bound, 'it keeps its binds')
  await stage.command('pause').ends(0)
  const { tally: woken } = await stage.command('resume').ends(0)
  assert.equal(woken.state, 'running')
  const { tally } = await program.ends(0)
  assert.equal(tally.subscribers.delivered, 600)
  assertOnce(stage, 600, 3)
  checkAgainst(tally, stage.witness)
})

test('stop drains the window, unbinds and ends with 3; only resume --stopped goes on', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 600, message: LONG, answers: afterwards(100) })
  const program = stage.run('--tps', '900')
  await stage.witness.submitted(200)
  const { tally: told } = await stage.command('stop').ends(0)
  const { tally: stopped, stderr } = await program.ends(3)
  assert.deepEqual(told, stopped)
  assert.equal(stopped.state, 'stopped')
  assert.match(stderr, /--stopped/)
  assert.equal(stopped.subscribers.uncertain, 0)
  checkAgainst(stopped, stage.witness)
  const commands = stage.witness.centre.pdus.map(pdu => pdu.command_id)
  assert.ok(commands.includes(UNBIND))
  const { submits } = stage.witness
  const count = submits.length
  assert.ok(count < 1700)
  const refused = await stage.command('resume').ends(3)
  assert.match(refused.stderr, /--stopped/)
  assert.equal((await stage.status()).state, 'stopped')
  const { tally: again } = await stage.command('stop').ends(0)
  assert.equal(again.state, 'stopped')
  assert.equal(submits.length, count, 'nothing was sent meanwhile')
  const { tally } = await stage.command('resume', '--stopped').ends(0)
  assert.equal(tally.subscribers.delivered, 600)
  assertOnce(stage, 600, 3)
})

test('what is asked while a process drains is done by the next one', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 300, answers: afterwards(1000) })
  const program = stage.run('--tps', '200')
  await stage.witness.submitted(50)
  const [{ tally: stopped }, { tally }] = await Promise.all([
    stage.command('stop').ends(0),
    passes(300).then(() => stage.command('resume', '--stopped').ends(0)),
  ])
  await program.ends(3)
  assert.equal(stopped.state, 'stopped')
  assert.equal(tally.state, 'finished')
  assertOnce(stage, 300, 1)
})

test('a stop that is asked while a signal is carried out holds', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 300, answers: afterwards(1000) })
  const program = stage.run('--tps', '200')
  await stage.witness.submitted(50)
  program.child.kill('SIGTERM')
  await passes(300)
  const { tally } = await stage.command('stop').ends(0)
  assert.equal(tally.state, 'stopped')
  assert.equal((await program.ends(3)).tally.state, 'interrupted')
  await stage.command('resume').ends(3)
})

test('a round is stopped from then on, though no process runs it', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 400 })
  const program = stage.runProcess('--tps', '400')
  await stage.witness.submitted(100)
  program.child.kill('SIGKILL')
  await program.child.exited
  const { tally } = await stage.command('stop').ends(0)
  assert.equal(tally.state, 'stopped')
  await stage.command('resume').ends(3)
  const { tally: finished } = await stage.command('resume', '--stopped').ends(0)
  assert.equal(finished.state, 'finished')
  assert.equal(finished.subscribers.unsent, 0)
  assert.ok(stage.witness.submits.every(({ copy }) => copy === 1))
})

test('a stop holds though the process is killed before its window has drained', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 100, answers: () => {} })
  const program = stage.runProcess('--window', '20')
  await stage.witness.submitted(20)
  await stage.command('stop').ends(0)
  await passes(500)
  program.child.kill('SIGKILL')
  await program.child.exited
  const stopped = await stage.status()
  assert.equal(stopped.state, 'stopped')
  assert.equal(stopped.segments.unanswered, stopped.segments.submitted)
  await stage.command('resume').ends(3)
  assert.equal(stage.witness.submits.length, 20)
})

for (const signal of isMore ? (['SIGINT', 'SIGTERM'] as const) : (['SIGTERM'] as const))
  test(`${signal} to a round drains, unbinds and ends with 3; resume runs it to its end`, async t => {
    const stage = await RoundFixture.set(t, { subscribers: 300, message: LONG, answers: afterwards(150) })
    const program = stage.runProcess('--tps', '900')
    await stage.witness.submitted(150)
    program.child.kill(signal)
    const { tally: interrupted, stderr } = await program.ends(3)
    assert.equal(interrupted.state, 'interrupted')
    assert.match(stderr, /resume/)
    assert.equal(interrupted.subscribers.uncertain, 0)
    assert.equal(interrupted.lanes[0].bound, false)
    checkAgainst(interrupted, stage.witness)
    assert.ok(stage.witness.centre.pdus.some(pdu => pdu.command_id === UNBIND))
    assert.equal((await stage.status()).state, 'interrupted')
    const { tally } = await stage.command('resume').ends(0)
    assert.equal(tally.subscribers.delivered, 300)
    assertOnce(stage, 300, 3)
  })

test('a signal ends a paused round too', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 200 })
  const program = stage.run('--tps', '100')
  await stage.witness.submitted(10)
  await stage.command('pause').ends(0)
  program.child.kill('SIGINT')
  const { tally } = await program.ends(3)
  assert.equal(tally.state, 'interrupted')
})

test('after kill -9 status says what is known, resume finishes, and nobody is sent twice', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 300, message: LONG, answers: afterwards(20) })
  const program = stage.runProcess('--tps', '900', '--window', '20')
  await stage.witness.submitted(300)
  program.child.kill('SIGKILL')
  await program.child.exited
  const killed = await stage.status()
  assert.equal(killed.state, 'interrupted')
  assert.equal(killed.lanes[0].bound, false)
  assert.ok(killed.segments.submitted >= stage.witness.submits.length)
  const { uncertain } = killed.subscribers
  assert.ok(uncertain <= 64 + 20, `${uncertain} are uncertain`)
  const before = await stage.outcomes()
  const { tally } = await stage.command('resume').ends(0)
  assert.equal(tally.state, 'finished')
  assert.equal(tally.subscribers.unsent, 0)
  assert.ok(stage.witness.submits.every(({ copy }) => copy === 1))
  const after = await stage.outcomes()
  for (const [number, { outcome }] of before)
    if (outcome === 'delivered') assert.equal(after.get(number)?.outcome, 'delivered')
})

test('status and outcomes are told of a round that runs, and of one that waits for receipts', async t => {
  // Receipts come when all else was looked at.
  const receipts: (() => void)[] = []
  const stage = await RoundFixture.set(t, {
    subscribers: 300,
    answers: (asked, say) => {
      asked.link.write(say.ok(idOf(asked)))
      receipts.push(() => asked.link.write(say.receipt(idOf(asked))))
    },
  })
  const program = stage.run('--tps', '60', '--receipt-wait', '60s')
  await stage.witness.submitted(10)
  const running = await stage.status()
  assert.equal(running.state, 'running')
  assert.ok(running.subscribers.unsent > 0)
  assert.match(running.startedAt ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/)
  const rows = await stage.outcomes()
  assert.equal(rows.size, 300)
  assert.equal(rows.get(numberOf(0))?.outcome, 'accepted')
  await stage.witness.submitted(300)
  while ((await stage.status()).state === 'running') await passes(50)
  assert.equal((await stage.status()).state, 'waiting')
  const unsent = await stage.outcomes('--outcome', 'unsent,sending')
  assert.equal(unsent.size, 0)
  for (const send of receipts) send()
  const { tally } = await program.ends(0)
  assert.equal(tally.subscribers.delivered, 300)
  assert.equal(tally.state, 'finished')
  assert.notEqual(tally.endedAt, null)
})

test('outcomes that were cut short by the end of the process say so', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 100_000 })
  const program = stage.runProcess('--tps', '10')
  await stage.witness.submitted(1)
  const outcomes = spawn(LOA, ['round', 'outcomes', stage.dir], { env: { ...process.env, LANG: 'C' } })
  t.after(() => outcomes.kill('SIGKILL'))
  const closed = once(outcomes, 'close')
  let [rows, stderr] = ['', '']
  // From the start: what is said by a process that has ended, and that nobody listened to, is thrown away.
  outcomes.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  // Nobody reads on: pipe and socket are full when the process dies.
  await once(outcomes.stdout, 'readable')
  program.child.kill('SIGKILL')
  await program.child.exited
  outcomes.stdout.setEncoding('latin1').on('data', text => {
    rows += text
  })
  const [code] = await closed
  assert.equal(code, 1)
  assert.match(stderr, /list is incomplete/)
  assert.ok(rows.split('\n').length < 100_000)
})

test('resume of a round that runs or has finished prints the tally and ends with 0', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 180 })
  const program = stage.run('--tps', '60')
  await stage.witness.submitted(5)
  const { tally: running } = await stage.command('resume').ends(0)
  assert.equal(running.state, 'running')
  const { tally: finished } = await program.ends(0)
  const { tally } = await stage.command('resume').ends(0)
  assert.deepEqual(tally, finished)
  assert.deepEqual(await stage.status(), finished)
  assertOnce(stage, 180)
})

test('an existing directory is refused, whether its round runs or has ended', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 60 })
  const program = stage.run('--tps', '60')
  await stage.witness.submitted(5)
  const { stderr } = await stage.run().ends(1)
  assert.match(stderr, /resume/)
  const { tally } = await program.ends(0)
  await stage.run().ends(1)
  assert.deepEqual(await stage.status(), tally)
  assertOnce(stage, 60)
})

test('of two processes that resume at once one runs the round, the other prints its tally', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 200 })
  const program = stage.runProcess('--tps', '100')
  await stage.witness.submitted(20)
  program.child.kill('SIGKILL')
  await program.child.exited
  const both = [stage.commandProcess('resume'), stage.commandProcess('resume')]
  const ends = await Promise.all(both.map(program => program.ends(0)))
  const states = ends.map(({ tally }) => tally.state).sort()
  assert.deepEqual(states, ['finished', 'running'])
  assert.ok(stage.witness.submits.every(({ copy }) => copy === 1))
})

test('status may be asked while the round is being made', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 100 })
  const program = stage.runProcess('--tps', '50', '--receipt-wait', '60s')
  const looks: Program[] = []
  for (let i = 0; i < 12; i++) {
    looks.push(stage.command('status'))
    await passes(40)
  }
  for (const { child } of looks) await child.done()
  const { tally } = await program.ends(0)
  assert.equal(tally.subscribers.delivered, 100)
})

test('pause fails where no process runs the round, and any command where there is no round', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 3 })
  for (const name of ['status', 'pause', 'stop', 'resume', 'outcomes']) {
    const { stderr } = await stage.command(name).ends(1)
    assert.match(stderr, /^loa: .*\n$/, 'one sentence')
  }
  await stage.run().ends(0)
  const { stderr } = await stage.command('pause').ends(1)
  assert.match(stderr, /^loa: No process is running/)
  const { tally } = await stage.command('stop').ends(0)
  assert.equal(tally.state, 'finished')
  await stage.command('outcomes', '--outcome', 'failed,lost').ends(2)
})

test('--canary pauses by itself after the first subscribers', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 50, message: LONG })
  const program = stage.run('--canary', '7')
  await program.child.printed(/first 7 subscribers/)
  const count = await assertQuiet(stage)
  assert.equal(count, 21)
  const numbers = new Set(stage.witness.submits.map(({ number }) => number))
  assert.deepEqual(
    [...numbers].sort(),
    Array.from({ length: 7 }, (_, i) => numberOf(i)),
  )
  const paused = await stage.status()
  assert.equal(paused.state, 'paused')
  assert.deepEqual([paused.subscribers.delivered, paused.subscribers.unsent], [7, 43])
  await stage.command('resume').ends(0)
  const { tally } = await program.ends(0)
  assert.equal(tally.subscribers.delivered, 50)
  assertOnce(stage, 50, 3)
})

testMore('a canary that was killed is resumed to the end', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 20 })
  const program = stage.runProcess('--canary', '5')
  await program.child.printed(/first 5 subscribers/)
  await stage.witness.receiptsAnswered(5)
  program.child.kill('SIGKILL')
  await program.child.exited
  assert.equal((await stage.status()).subscribers.unsent, 15)
  const { tally } = await stage.command('resume').ends(0)
  assert.equal(tally.subscribers.delivered, 20)
  assertOnce(stage, 20)
})

describe('when it may send', () => {
  test('nothing is sent before --not-before', async t => {
    const stage = await RoundFixture.set(t)
    // In this order: what holds up this process between the two makes `at` no later than the wall clock's.
    const at = performance.now() + 1500
    const wall = Date.now() + 1500
    const { tally } = await stage.run('--not-before', new Date(wall).toISOString()).ends(0)
    assert.equal(tally.subscribers.delivered, 10)
    assert.ok(stage.witness.submits[0].at >= at - 5)
    assert.ok(stage.witness.submits[0].at < at + LATE_MS)
  })

  test('nothing is sent from --not-after on, and the round ends with 3', async t => {
    const stage = await RoundFixture.set(t, { subscribers: 2000 })
    const wall = Date.now() + 3000
    const at = performance.now() + 3000
    const notAfter = new Date(wall).toISOString().replace('Z', '+00:00')
    const { tally, stderr } = await stage.run('--tps', '100', '--not-after', notAfter).ends(3)
    assert.ok(tally.subscribers.unsent > 0)
    assert.match(stderr, /unsent/)
    const last = stage.witness.submits[stage.witness.submits.length - 1]
    assert.ok(last.at < at + LATE_MS)
    checkAgainst(tally, stage.witness)
  })

  test('receipts of what was sent before --not-after are awaited beyond it', async t => {
    const stage = await RoundFixture.set(t, {
      answers: (asked, say) => {
        later(3000, () => delivers(asked, say))
      },
    })
    const notAfter = new Date(Date.now() + 2500).toISOString()
    const { tally } = await stage.run('--not-after', notAfter, '--receipt-wait', '5s').ends(0)
    assert.equal(tally.subscribers.delivered, 10)
  })

  test('nothing is sent outside the --daily hours of the time zone', async t => {
    const stage = await RoundFixture.set(t)
    const hour = (away: number) => new Date(Date.now() + away * 3_600_000).toISOString().slice(11, 16)
    const utc = ['--time-zone', 'UTC']
    const program = stage.run('--daily', `${hour(2)}-${hour(4)}`, ...utc)
    await program.child.printed(/bound/)
    await assertQuiet(stage)
    assert.equal(stage.witness.submits.length, 0)
    assert.equal((await stage.status()).subscribers.unsent, 10)
    program.child.kill('SIGTERM')
    await program.ends(3)
  })

  test('a round sends within the --daily hours, also over midnight', async t => {
    const hour = (away: number) => new Date(Date.now() + away * 3_600_000).toISOString().slice(11, 16)
    const stage = await RoundFixture.set(t)
    const daily = ['--daily', `${hour(-13)}-${hour(10)}`, '--time-zone', 'UTC']
    const { tally } = await stage.run(...daily).ends(0)
    assert.equal(tally.subscribers.delivered, 10)
  })
})

test('without --json the tally is a table, and in Vietnamese for those who read it', async t => {
  const stage = await RoundFixture.set(t)
  const args = stage.runArgs().filter(arg => arg !== '--json')
  const { stdout } = await stage.start(args).ends(0)
  assert.match(stdout, /delivered/)
  const resume = stage.start(['round', 'pause', stage.dir], { LANG: 'vi_VN.UTF-8' })
  const { stderr } = await resume.ends(1)
  assert.match(stderr, /Không có tiến trình nào/)
})

test('the path of a round may be longer than that of a socket can be, and another than it was made by', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 800 })
  const deep = stage.file(Array(4).fill('thu-muc-cua-dot-nhan-tin-rat-dai').join('/'))
  mkdirSync(deep, { recursive: true })
  symlinkSync(deep, stage.file('short'))
  stage.dir = `${deep}/round`
  const program = stage.run('--tps', '100')
  await stage.witness.submitted(5)
  stage.dir = stage.file('short/round')
  const { tally } = await stage.command('pause').ends(0)
  assert.equal(tally.state, 'paused')
  await stage.command('resume').ends(0)
  stage.dir = `${deep}/round`
  assert.equal((await stage.status()).state, 'running')
  assert.equal((await stage.outcomes()).size, 800)
  await stage.command('stop').ends(0)
  await program.ends(3)
  await stage.command('resume', '--stopped').ends(0)
})

describe('at full speed', { concurrency: false }, () => {
  for (const [name, state, when] of [
    ['pause', 'paused', testMore],
    ['stop', 'stopped', test],
  ] as const)
    when(`${name} ends the submitting at full speed: once it is answered, only what was on its way comes`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 60_000, message: LONG })
      const program = stage.run('--window', '2000', '--binds', '2')
      await stage.witness.submitted(3000)
      // The tally's identities hold at any instant; the stage checks them.
      const { segments } = await stage.status()
      const { accepted, refused, retried, unanswered } = segments
      const inFlight = segments.submitted - accepted - refused - retried - unanswered
      assert.ok(inFlight <= 4000, `${inFlight} are in flight`)
      await stage.command(name).ends(0)
      const then = stage.witness.submits.length
      const count = await assertQuiet(stage)
      assert.ok(count < 180_000, 'in the middle')
      assert.ok(count - then <= 4000, `${count - then} came after the answer`)
      if (name === 'pause') {
        program.child.kill('SIGTERM')
        const { tally } = await program.ends(3)
        checkAgainst(tally, stage.witness)
      } else {
        const { tally } = await program.ends(3)
        assert.equal(tally.state, state)
        checkAgainst(tally, stage.witness)
      }
      assert.ok(stage.witness.submits.every(({ copy }) => copy === 1))
    })
})

describeMore('whenever it is ended while it begins, the round is whole or not there', () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const)
    test(`whenever ${signal} ends a round that begins, it is whole or not there`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 40 })
      for (const ms of [60, 150, 200, 250, 300, 380]) {
        const before = stage.witness.submits.length
        const program = stage.runProcess()
        await passes(ms)
        program.child.kill(signal)
        await program.child.exited
        const { tally } = existsSync(stage.dir)
          ? await stage.command('resume').ends(0)
          : await stage.runProcess().ends(0)
        const { delivered, uncertain } = tally.subscribers
        assert.equal(delivered + uncertain, 40)
        const came = stage.witness.submits.slice(before).map(({ number }) => number)
        assert.equal(new Set(came).size, came.length, 'nobody is sent twice')
        assert.ok(came.length >= delivered)
        const left = readdirSync(stage.directory)
        assert.deepEqual(left.sort(), ['audience.csv', 'message.txt', 'round'])
        rmSync(stage.dir, { recursive: true })
      }
    })
})
