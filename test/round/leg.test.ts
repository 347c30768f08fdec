/** A round whose ledger is in a replicated log, too: owners and standbys as processes, over three real NATS servers. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { after, before, describe, type TestContext, test } from 'node:test'
import type { NatsServers } from '../../bench/takeover/nats-servers.ts'
import { until } from '../../src/base/until.test.ts'
import { startNats } from '../peers/nats.ts'
import { startPostgres, withoutPostgres } from '../postgres/server.ts'
import { DOUBTFUL_MAX, isFollowing, isOwner, LegStage, startCluster } from './leg-stage.ts'
import { checkAgainst, type RoundFixtureOptions } from './stage.ts'
import { later } from './witness.ts'

let cluster: { nats: NatsServers; close: () => Promise<void> }
before(async () => {
  cluster = await startCluster()
})
after(async () => {
  await cluster.close()
})

const set = async (t: TestContext, options: RoundFixtureOptions = {}) =>
  await LegStage.set(t, [cluster.nats.url], options)
/** For an owner to answer. */
const ANSWER_MS = 5000
const passes = async (ms: number) => await new Promise<void>(done => later(ms, done))

describe('a leg on a replicated log', { concurrency: 3 }, () => {
  test('an owner is killed with SIGKILL: its standby finishes the round, and no subscriber gets a second copy', async t => {
    const leg = await set(t, { subscribers: 900 })
    const { witness } = leg.stage
    const { owner, standby } = await leg.underWay()
    assert.equal(await leg.state('b'), 'following')
    await witness.submitted(300)
    await owner.kill()
    leg.checkFinished(await standby.ends(0), DOUBTFUL_MAX)
  })

  test('a standby that was there before its leg begins takes what the owner was given; SIGTERM hands the leg over to it without anybody in doubt', async t => {
    const leg = await set(t, { subscribers: 700 })
    const standby = leg.follow('b', '--tps', '1', '--window', '1', '--source', '1900')
    const owner = leg.run('--canary', '50')
    await owner.printed(/sent to the first 50 subscribers/)
    await isFollowing(standby)
    await leg.stage.command('resume').ends(0)
    await leg.stage.witness.submitted(200)
    owner.signal('SIGTERM')
    assert.equal((await owner.ends(3)).tally.state, 'interrupted')
    const ended = await standby.ends(0)
    leg.checkFinished(ended, 0)
    checkAgainst(ended.tally, leg.stage.witness)
    const senders = new Set(leg.stage.witness.submits.map(({ submit }) => submit.source.digits))
    assert.deepEqual([...senders], ['BOYTE'])
  })

  test('pause, resume and stop at a standby reach the owner, and a stop ends both with 3', async t => {
    const leg = await set(t, { subscribers: 6000 })
    const { witness } = leg.stage
    const { owner, standby } = await leg.underWay()
    await witness.submitted(100)
    const basis = await leg.put({ ask: 'basis' }, ANSWER_MS)
    assert.ok(basis !== null)
    assert.equal((await leg.ask('pause', 'b').ends(0)).tally.state, 'paused')
    const { length } = witness.submits
    const late = await leg.put({ ask: 'run', basis }, 500)
    assert.equal(late, null, 'asked to go on before the pause, and heard after it')
    assert.equal(witness.submits.length, length)
    assert.equal((await leg.ask('resume', 'b').ends(0)).tally.state, 'running')
    await witness.submitted(length + 50)
    assert.equal((await leg.ask('stop', 'b').ends(0)).tally.state, 'stopped')
    assert.equal((await owner.ends(3)).tally.state, 'stopped')
    assert.equal((await standby.ends(3)).tally.state, 'stopped')
  })

  test('a paused round stays paused over a take-over, until it is resumed', async t => {
    const leg = await set(t, { subscribers: 500 })
    const { witness } = leg.stage
    const { owner, standby } = await leg.underWay()
    await witness.submitted(100)
    await leg.stage.command('pause').ends(0)
    await owner.kill()
    await isOwner(standby)
    const { length } = witness.submits
    assert.equal(await leg.state('b'), 'paused')
    await leg.ask('resume', 'b').ends(0)
    leg.checkFinished(await standby.ends(0), DOUBTFUL_MAX)
    assert.ok(witness.submits.length > length)
  })

  test('an owner that was suspended while another took over wakes, writes nothing, and ends with 3 and the state fenced', async t => {
    const leg = await set(t, { subscribers: 900 })
    const { owner, standby } = await leg.underWay()
    await leg.stage.witness.submitted(200)
    owner.signal('SIGSTOP')
    await isOwner(standby)
    owner.signal('SIGCONT')
    const { tally, stderr } = await owner.ends(3)
    assert.equal(tally.state, 'fenced')
    assert.match(stderr, /Another machine has taken over this round/)
    const own = (await leg.stage.command('status').ends(0)).tally
    assert.equal(own.state, 'fenced', 'also when the directory is looked at later')
    assert.equal(own.takenOverBy, `${hostname()}:${standby.child.pid}`, 'whose figures count')
    leg.checkFinished(await standby.ends(0), DOUBTFUL_MAX)
    const whole = (await leg.ask('status', 'b').ends(0)).tally
    const again = (await leg.follow('a', '--json').ends(0)).tally
    assert.deepEqual(again.subscribers, whole.subscribers, 'one that follows reads the rest')
    const resumed = (await leg.stage.command('resume').ends(0)).tally
    assert.equal(resumed.state, 'finished')
    assert.deepEqual(resumed.subscribers, whole.subscribers)
  })

  test('resume at the directory of an owner that died tells of the round and sends nothing while another owns it; follow there follows', async t => {
    const leg = await set(t, { subscribers: 6000 })
    const { witness, dir } = leg.stage
    const { owner, standby } = await leg.underWay()
    await witness.submitted(100)
    await owner.kill()
    await isOwner(standby)
    const binds = witness.binds.length
    assert.equal((await leg.stage.command('resume').ends(0)).tally.state, 'running')
    const back = leg.stage.startProcess(
      leg.stage
        .runArgs(...leg.log)
        .with(1, 'follow')
        .with(2, dir),
    )
    await isFollowing(back)
    assert.ok(witness.binds.length <= binds + 1, 'its standby alone has bound')
    await leg.ask('stop', 'b').ends(0)
    for (const each of [standby, back]) assert.equal((await each.ends(3)).tally.state, 'stopped')
  })

  test('a standby that was killed and lost its directory replays the log, and SIGTERM ends it with 3', async t => {
    const leg = await set(t, { subscribers: 900 })
    const { owner, standby } = await leg.underWay()
    await leg.stage.witness.submitted(200)
    await standby.kill()
    rmSync(leg.dirOf('b'), { recursive: true })
    const again = leg.follow('b')
    const leaving = leg.follow('c')
    await isFollowing(leaving)
    leaving.signal('SIGTERM')
    await leaving.ends(3)
    const { tally } = await owner.ends(0)
    const { tally: same } = await again.ends(0)
    assert.deepEqual(same.subscribers, tally.subscribers)
    assert.deepEqual(same.segments, tally.segments)
    const outcomes = async (dir: string) => (await leg.stage.start(['round', 'outcomes', dir]).ends(0)).stdout
    assert.equal(await outcomes(leg.dirOf('b')), await outcomes(leg.stage.dir))
  })

  test('a pause or a stop that no owner hears fails, and says so', async t => {
    const leg = await set(t, { subscribers: 3000 })
    const owner = leg.run()
    await leg.stage.witness.submitted(50)
    await owner.kill()
    for (const word of ['pause', 'stop']) {
      const { stderr } = await leg.stage.command(word).ends(1)
      assert.match(stderr, /No leader of the round in .* answered/)
    }
  })

  test('a leg is run once, also after its end, and never with another message or audience', async t => {
    const leg = await set(t, { subscribers: 20 })
    const { stage } = leg
    const { dir } = stage
    await leg.run().ends(0)
    stage.dir = stage.file('again')
    assert.match((await leg.run().ends(1)).stderr, /was already started/)
    assert.ok(!existsSync(stage.dir), 'what was made for it is gone')
    stage.dir = dir
    writeFileSync(stage.file('other.txt'), 'Khac\n')
    const other = await leg.follow('c', '--message', stage.file('other.txt')).ends(1)
    assert.match(other.stderr, /sends a message other than/)
    const numbers = readFileSync(stage.file('audience.csv'), 'utf8').split('\n').slice(1)
    writeFileSync(stage.file('fewer.csv'), numbers.join('\n'))
    const fewer = await leg.follow('d', '--audience', stage.file('fewer.csv')).ends(1)
    assert.match(fewer.stderr, /goes to an audience other than/)
    const late = await leg.follow('e').ends(0)
    assert.equal(late.tally.state, 'finished', 'one that comes late has all of it')
    assert.equal(stage.witness.submits.length, 20)
  })

  test('--log without --leg, a name that is none, and a log of one server are refused', async t => {
    const leg = await set(t)
    const { stage } = leg
    const { url } = cluster.nats
    assert.match((await stage.run('--log', url).ends(2)).stderr, /go together/)
    assert.match((await stage.run('--leg', 'a').ends(2)).stderr, /go together/)
    assert.match((await stage.run('--log', url, '--leg', 'a b').ends(2)).stderr, /not a valid --leg name/)
    const [one] = url.split(',')
    assert.match((await stage.run('--log', one, '--leg', 'one').ends(1)).stderr, /at least 3 servers; it has 1/)
    assert.equal(stage.witness.binds.length, 0)
  })

  test('on servers that sync lazily a round is refused and sends nothing; with --log-unsafe it goes', async t => {
    const lazy = await startNats({ lazy: 0 })
    t.after(async () => await lazy.close())
    const leg = await LegStage.set(t, [lazy.url])
    const { stderr } = await leg.run().ends(1)
    assert.match(stderr, /does not sync before acknowledging/)
    assert.equal(leg.stage.witness.binds.length, 0)
    rmSync(leg.stage.dir, { recursive: true, force: true })
    assert.equal((await leg.run('--log-unsafe').ends(0)).tally.subscribers.delivered, 10)
  })

  test('on PostgreSQL an owner is killed, and its standby finishes the round', { skip: withoutPostgres() }, async t => {
    const postgres = await startPostgres()
    t.after(async () => await postgres.stop())
    const leg = await LegStage.set(t, [await postgres.createDatabase(), '--log-unsafe'], { subscribers: 900 })
    const { owner, standby } = await leg.underWay()
    await leg.stage.witness.submitted(300)
    await owner.kill()
    leg.checkFinished(await standby.ends(0), DOUBTFUL_MAX)
  })
})

test('a log of one server takes a round when it was told that it may lose what it took', async t => {
  const one = await startNats({ servers: 1 })
  t.after(async () => await one.close())
  const leg = await LegStage.set(t, [one.url, '--log-unsafe'])
  assert.equal((await leg.run().ends(0)).tally.subscribers.delivered, 10)
})

test('servers without room for another leg are named with what it sets aside, and a smaller log fits', async t => {
  const full = await startNats({ servers: 1, store: '1GB' })
  t.after(async () => await full.close())
  await (await LegStage.set(t, [full.url, '--log-unsafe'])).run().ends(0)
  const leg = await LegStage.set(t, [full.url, '--log-unsafe'])
  const { stderr } = await leg.run().ends(1)
  assert.match(stderr, /has no room for this batch: each server must reserve 1001 MB .*--log-size/)
  rmSync(leg.stage.dir, { recursive: true, force: true })
  assert.match((await leg.run('--log-size', '3').ends(2)).stderr, /'3' is not a size/)
  assert.equal((await leg.run('--log-size', '50MB').ends(0)).tally.subscribers.delivered, 10)
})

test('whoever waits for a leg to begin, or for the servers of its log, ends with 3 at a signal', async t => {
  const one = await startNats({ servers: 1 })
  t.after(async () => await one.close())
  const leg = await LegStage.set(t, [one.url, '--log-unsafe'])
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const follower = leg.follow('early')
    await follower.printed(/looking for the batch story-\d+/)
    follower.signal(signal)
    assert.match((await follower.ends(3)).stderr, /interrupted/)
  }
  // A directory that has begun, and nobody who answers for its log.
  const owner = leg.run('--canary', '5')
  await owner.printed(/sent to the first 5 subscribers/)
  owner.signal('SIGTERM')
  await owner.ends(3)
  await one.servers[0].kill()
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    for (const name of ['a', 'new']) {
      const follower = leg.follow(name)
      await follower.printed(/the replicated log does not answer; waiting/)
      if (name === 'a') assert.equal(await leg.state('a'), 'joining')
      follower.signal(signal)
      await follower.ends(3)
    }
})

test('a standby that starts while the log has no majority joins when it has one, and takes over', async t => {
  const { nats, close } = await startCluster()
  t.after(close)
  const leg = await LegStage.set(t, [nats.url], { subscribers: 900 })
  const { owner, standby } = await leg.underWay()
  await leg.stage.witness.submitted(100)
  standby.signal('SIGTERM')
  await standby.ends(3)
  const [a, b] = nats.all
  await Promise.all([a.kill(), b.kill()])
  const again = leg.follow('b')
  const fresh = leg.follow('c')
  await again.printed(/the replicated log does not answer; waiting/)
  assert.equal(await leg.state('b'), 'joining', 'it could not take over')
  await owner.kill()
  await Promise.all([a.start(), b.start()])
  await Promise.race([isOwner(again), isOwner(fresh)])
  const ended = await again.ends(0)
  leg.checkFinished(ended, DOUBTFUL_MAX)
  assert.deepEqual((await fresh.ends(0)).tally.subscribers, ended.tally.subscribers)
})

test('a standby of which the status says that it follows takes over, though the log loses its majority at once', async t => {
  const { nats, close } = await startCluster()
  t.after(close)
  const leg = await LegStage.set(t, [nats.url], { subscribers: 900 })
  const owner = leg.run()
  await leg.stage.witness.submitted(50)
  const standby = leg.follow('b')
  await standby.printed(/looking for the batch/)
  await until(async () => existsSync(leg.dirOf('b')) && (await leg.stateIfAny('b')) === 'following')
  const [a, b] = nats.all
  await Promise.all([a.kill(), b.kill()])
  await owner.kill()
  await Promise.all([a.start(), b.start()])
  leg.checkFinished(await standby.ends(0), DOUBTFUL_MAX)
})

test('without a majority of the log’s servers owner and standby stay, the bind is kept, and nobody is in doubt once they are back', async t => {
  const { nats, close } = await startCluster()
  t.after(close)
  const leg = await LegStage.set(t, [nats.url], { subscribers: 900 })
  const { witness } = leg.stage
  const { owner, standby } = await leg.underWay()
  await witness.submitted(200)
  const [a, b] = nats.all
  await Promise.all([a.kill(), b.kill()])
  await passes(3500)
  const { length } = witness.submits
  await passes(1500)
  assert.equal(witness.submits.length, length, 'nothing goes out')
  await Promise.all([a.start(), b.start()])
  const ended = await owner.ends(0, 60_000)
  leg.checkFinished(ended, 0)
  assert.equal(witness.binds.length, 1, 'it stayed bound')
  assert.deepEqual((await standby.ends(0)).tally.subscribers, ended.tally.subscribers)
})
