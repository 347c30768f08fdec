/**
 * The gateway among clients and charging systems that fail, seeded and in virtual time: connections are cut, charging
 * systems die, fall silent, are too busy or refuse, answers are late or lost, clients send again; free periods begin and
 * end meanwhile.
 *
 * Clients and the charging systems' one account know nothing of the gateway's code. They hold it to this:
 * every request gets exactly one answer on a connection that lives; a unit is answered free exactly where the table frees
 * it at the request's instant, and no longer than it is free; the account never hears of usage that we granted, and hears
 * of all that it granted, once; it is told of a session's beginning before anything else of it.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Actor,
  calling,
  ccr,
  decideBySpans,
  FROM,
  GatewayFixture,
  type RequestType,
  type Spans,
} from '../../test/simulation/charging-stage.ts'
import type { Millis } from '../base/clock.ts'
import { type Random, seeded } from '../base/random.ts'
import { type Avps, CC_REQUEST_TYPE, type Message, type MessageInput } from '../diameter/dictionary.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const RUNS = 80
const STEPS = 250
const HOUR = 3_600_000
const ANSWER_MS = 10_000
const TRIES_MAX = 4

/** Grants of the account are small, ours are not; usage tells whose grant it was. */
const THEIRS = 5n
const USED_OF_OURS = 1_000_000n
const USED_OF_THEIRS = 1n

type Granter = 'nobody' | 'us' | 'them' | 'uncontrolled'

interface Subscriber {
  readonly key: string
  /** A call, or rating groups of a data session. */
  readonly called: string | null
  readonly groups: Map<number, Granter>
  whole: Granter
  number: number
  over: boolean
  asked: Asked | null
}

interface Asked {
  readonly type: RequestType
  readonly at: number
  readonly avps: Avps
  readonly asks: readonly number[]
  /** Of the account's grants. */
  readonly usedOfTheirs: bigint
  readonly endToEnd: number
  tries: number
  hopByHop: number
}

interface Client {
  readonly identity: string
  actor: Actor | null
  readonly subscribers: Subscriber[]
}

/** One account behind all charging systems: what any of them has heard, all know. */
class Account {
  readonly known = new Set<string>()
  readonly #answered = new Map<string, Avps>()
  heardOfUsage = 0n
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  answer({ avps, endToEnd }: Message): Avps {
    const id = `${avps['Origin-Host']}/${endToEnd}`
    const before = this.#answered.get(id)
    if (before !== undefined) return before
    const answer = this.#judge(avps)
    this.#answered.set(id, answer)
    return answer
  }

  #judge(avps: Avps): Avps {
    const session = avps['Session-Id'] as string
    const type = avps['CC-Request-Type']
    const units = avps['Multiple-Services-Credit-Control'] ?? []
    for (const used of [avps, ...units].flatMap(one => one['Used-Service-Unit'] ?? [])) {
      const octets = used['CC-Total-Octets'] as bigint
      assert.ok(octets < USED_OF_OURS, 'usage that we granted is reported to the account')
      this.heardOfUsage += octets
    }
    if (type === CC_REQUEST_TYPE.INITIAL_REQUEST) {
      if (this.#random.chance(10)) return { 'Result-Code': 5030 }
      if (this.#random.chance(10)) return { 'Result-Code': 4012 }
      this.known.add(session)
    } else if (type !== CC_REQUEST_TYPE.EVENT_REQUEST)
      assert.ok(this.known.has(session), `${session} was never begun at the account`)
    const granted = { 'CC-Total-Octets': THEIRS }
    return {
      'Result-Code': 2001,
      ...(units.length === 0 && type !== CC_REQUEST_TYPE.TERMINATION_REQUEST
        ? { 'Granted-Service-Unit': granted }
        : {}),
      'Multiple-Services-Credit-Control': units.map(unit => ({
        'Rating-Group': unit['Rating-Group'] as number,
        'Result-Code': 2001,
        ...(unit['Requested-Service-Unit'] && { 'Granted-Service-Unit': granted }),
      })),
    }
  }
}

class World {
  readonly #random: Random
  readonly #table: Record<string, Spans> = {}
  readonly #stage: GatewayFixture
  readonly #clients: Client[]
  readonly #account: Account
  #charging: Actor[] = []
  #begun = 0
  #confirmedUsage = 0n
  #sentUsage = 0n
  #endToEnd = 1
  #hopByHop = 1
  readonly seen = { free: 0, charged: 0, mixed: 0, retried: 0, abandoned: 0, cut: 0, died: 0 }

  constructor(seed: number) {
    this.#random = seeded(seed)
    for (let i = 0; i < 4; i++) this.#table[`190000${i}`] = this.#spans()
    for (let i = 0; i < 4; i++) this.#table[String(100 + i)] = this.#spans()
    this.#stage = new GatewayFixture({
      decide: decideBySpans(this.#table),
      freeAnswer: this.#random.chance(50) ? '4011' : 'grant',
      limits: { answerMs: ANSWER_MS, pendingOfCharging: 8, longestSessionMs: this.#random.chance(50) ? 0 : HOUR },
      seed,
    })
    this.#account = new Account(this.#random)
    this.#clients = ['pgw1.example.net', 'tas1.example.net'].map(identity => ({
      identity,
      actor: null,
      subscribers: [],
    }))
    for (let i = 0; i < 3; i++) this.#chargingReturns()
  }

  run(steps: number): void {
    for (let i = 0; i < steps; i++) this.#step()
    // Nothing fails any more, and all that waits comes to its end.
    for (let i = 0; i < 20; i++) {
      while (this.#charging.length < 2) this.#chargingReturns()
      for (const client of this.#clients) this.#connect(client)
      for (const actor of this.#charging) while (actor.inbox.length > 0) this.#reply(actor, 'well')
      this.#pass(ANSWER_MS + 1)
    }
    for (const { identity, subscribers } of this.#clients)
      for (const { asked, key } of subscribers) assert.equal(asked, null, `${identity} ${key} waits`)
    this.#checkCounts()
  }

  #checkCounts(): void {
    const { requests, answered, relayed, split, refused, duplicates } = this.#stage.gateway.counters
    const refusals = Object.values(refused).reduce((sum, one) => sum + one, 0)
    assert.equal(answered + relayed + split + refusals + duplicates, requests)
    assert.equal(this.#stage.gateway.waiting, 0)
    assert.ok(this.#account.heardOfUsage >= this.#confirmedUsage, 'usage was lost on its way')
    assert.ok(this.#account.heardOfUsage <= this.#sentUsage, 'usage was heard of twice')
  }

  #spans(): Spans {
    const from = FROM + this.#random.below(2 * HOUR)
    const until = from + 60_000 + this.#random.below(HOUR)
    if (this.#random.chance(25)) return []
    return [[this.#random.chance(30) ? null : from, this.#random.chance(30) ? null : until]]
  }

  #step(): void {
    this.#pass(this.#random.below(this.#random.chance(20) ? 300_000 : 8_000))
    const client = this.#one(this.#clients)
    if (client.actor === null) this.#connect(client)
    else if (this.#random.chance(4)) this.#cut(client)
    else this.#act(client)
    if (this.#charging.length < 3 && this.#random.chance(20)) this.#chargingReturns()
    if (this.#charging.length === 0) return
    const charging = this.#one(this.#charging)
    const lot = this.#random.below(100)
    if (lot < 4) this.#chargingDies(charging)
    else if (lot < 8) this.#falters(charging)
    else while (charging.inbox.length > 0 && this.#random.chance(70)) this.#reply(charging, 'as it comes')
  }

  #pass(ms: number): void {
    this.#stage.now = (this.#stage.now + ms) as Millis
    this.#stage.wall += ms
    this.#stage.gateway.tick(this.#stage.now)
    this.#stage.flush()
    this.#hear()
  }

  #one<T>(list: readonly T[]): T {
    return list[this.#random.below(list.length)]
  }

  #connect(client: Client): void {
    if (client.actor !== null) return
    client.actor = this.#stage.client(client.identity)
    for (const subscriber of client.subscribers)
      if (subscriber.asked !== null) this.#sendAgain(client, subscriber, subscriber.asked)
  }

  #cut(client: Client): void {
    this.seen.cut += 1
    this.#stage.gateway.gone((client.actor as Actor).peer, this.#stage.now)
    client.actor = null
  }

  #chargingReturns(): void {
    const taken = new Set(this.#charging.map(({ peer }) => peer.identity))
    const name = ['a', 'b', 'c'].map(one => `ocs-${one}.example.net`).find(one => !taken.has(one))
    const actor = this.#stage.charging(name)
    if (this.#random.chance(30)) actor.peer.takes = 'probation'
    this.#charging = [...this.#charging, actor].toSorted((a, b) => (a.peer.identity < b.peer.identity ? -1 : 1))
    this.#stage.gateway.setCharging(this.#charging.map(({ peer }) => peer))
  }

  /** What it had read may have been booked; its answers are lost. */
  #chargingDies(actor: Actor): void {
    this.seen.died += 1
    for (const request of actor.inbox.splice(0)) if (this.#random.chance(50)) this.#account.answer(request)
    this.#charging = this.#charging.filter(one => one !== actor)
    this.#stage.gateway.gone(actor.peer, this.#stage.now)
    this.#stage.flush()
    this.#hear()
  }

  /** Its watchdog was not answered; then it was. What it owed it answers late. */
  #falters(actor: Actor): void {
    actor.peer.takes = 'answers'
    this.#stage.gateway.failOver(actor.peer, this.#stage.now)
    this.#stage.flush()
    this.#hear()
    actor.peer.takes = 'all'
  }

  #reply(actor: Actor, how: 'well' | 'as it comes'): void {
    const lot = how === 'well' ? 100 : this.#random.below(100)
    if (lot < 5) {
      const code = this.#random.chance(50) ? 3004 : 3002
      this.#stage.reply(actor, { 'Result-Code': code }, true)
    } else if (lot < 10) {
      // Booked, and the answer is lost.
      this.#account.answer(actor.inbox.shift() as Message)
    } else {
      const answer = this.#account.answer(actor.inbox[0])
      this.#stage.reply(actor, answer)
    }
    this.#hear()
  }

  /** Somebody begins a call or a session, goes on with one, or ends it. */
  #act(client: Client): void {
    const live = client.subscribers.filter(({ over, asked }) => !over && asked === null)
    if (live.length === 0 || (live.length < 6 && this.#random.chance(30))) {
      const subscriber = this.#newSubscriber(client)
      client.subscribers.push(subscriber)
      this.#ask(client, subscriber, subscriber.number < 0 ? 'event' : 'initial')
    } else this.#ask(client, this.#one(live), this.#random.chance(25) ? 'termination' : 'update')
  }

  #newSubscriber({ identity }: Client): Subscriber {
    const isCall = this.#random.chance(40)
    const groups = new Map<number, Granter>()
    if (!isCall) for (let i = 0; i < 1 + this.#random.below(3); i++) groups.set(100 + this.#random.below(6), 'nobody')
    return {
      key: `${identity};${this.#begun++}`,
      called: isCall ? `190000${this.#random.below(6)}` : null,
      groups,
      whole: 'nobody',
      number: isCall && this.#random.chance(20) ? -1 : 0,
      over: false,
      asked: null,
    }
  }

  #ask(client: Client, subscriber: Subscriber, type: RequestType): void {
    const asks: number[] = []
    let usedOfTheirs = 0n
    const used = (granter: Granter) => {
      if (granter === 'nobody' || granter === 'uncontrolled') return {}
      if (granter === 'them') usedOfTheirs += USED_OF_THEIRS
      const octets = granter === 'us' ? USED_OF_OURS : USED_OF_THEIRS
      return { 'Used-Service-Unit': [{ 'CC-Total-Octets': octets }] }
    }
    const { called } = subscriber
    let avps: Avps
    if (called !== null)
      avps = {
        ...calling(called),
        ...(type !== 'termination' && { 'Requested-Service-Unit': {} }),
        ...used(subscriber.whole),
      }
    else {
      if (type === 'update' && this.#random.chance(30)) subscriber.groups.set(100 + this.#random.below(6), 'nobody')
      const units: Avps[] = []
      for (const [group, granter] of subscriber.groups) {
        const isAsked =
          type !== 'termination' && granter !== 'uncontrolled' && (type === 'initial' || this.#random.chance(70))
        if (type === 'initial' || isAsked || this.#random.chance(60) || type === 'termination') {
          if (isAsked) asks.push(group)
          units.push({ ...(isAsked && { 'Requested-Service-Unit': {} }), ...used(granter), 'Rating-Group': group })
        }
      }
      if (units.length === 0 && type === 'update') return
      avps = { 'Multiple-Services-Credit-Control': units }
    }
    const asked: Asked = {
      type,
      at: Math.floor(this.#stage.wall / 1000) * 1000,
      avps,
      asks,
      usedOfTheirs,
      endToEnd: this.#endToEnd++,
      tries: 1,
      hopByHop: 0,
    }
    subscriber.asked = asked
    this.#sentUsage += usedOfTheirs
    this.#send(client, subscriber, asked, false)
  }

  #sendAgain(client: Client, subscriber: Subscriber, asked: Asked): void {
    asked.tries += 1
    if (asked.tries > TRIES_MAX) {
      this.seen.abandoned += 1
      subscriber.asked = null
      subscriber.over = true
      return
    }
    this.seen.retried += 1
    this.#send(client, subscriber, asked, true)
  }

  #send({ actor, identity }: Client, subscriber: Subscriber, asked: Asked, retransmitted: boolean): void {
    asked.hopByHop = this.#hopByHop++
    const { type, at, endToEnd, hopByHop } = asked
    const avps = { ...asked.avps, 'Origin-Host': identity }
    const number = Math.max(0, subscriber.number)
    const request = ccr(type, { at, session: subscriber.key, number, avps, retransmitted, endToEnd, hopByHop })
    this.#stage.send(actor as Actor, request as MessageInput)
    this.#hear()
  }

  /** Clients read what they were sent. */
  #hear(): void {
    for (const client of this.#clients)
      while (client.actor !== null && client.actor.inbox.length > 0)
        this.#answered(client, client.actor.inbox.shift() as Message)
  }

  #answered(client: Client, answer: Message): void {
    const subscriber = client.subscribers.find(({ asked }) => asked?.hopByHop === answer.hopByHop)
    assert.ok(subscriber?.asked, `an answer to nothing: ${answer.hopByHop}`)
    const { asked } = subscriber
    assert.equal(answer.endToEnd, asked.endToEnd)
    assert.equal(answer.avps['Session-Id'], subscriber.key)
    const code = answer.avps['Result-Code'] as number
    if (answer.error) {
      assert.ok(code === 3002 || code === 3004, String(code))
      this.#sendAgain(client, subscriber, asked)
      return
    }
    subscriber.asked = null
    assert.equal(answer.avps['CC-Request-Number'], Math.max(0, subscriber.number))
    subscriber.number += 1
    if (code >= 5000) {
      subscriber.over = true
      return
    }
    this.#confirmedUsage += code < 3000 ? asked.usedOfTheirs : 0n
    if (subscriber.called === null) this.#unitsAnswered(subscriber, asked, answer)
    else this.#callAnswered(subscriber, asked, answer)
    if (asked.type === 'termination' || asked.type === 'event') subscriber.over = true
  }

  #callAnswered(subscriber: Subscriber, asked: Asked, { avps }: Message): void {
    if (asked.type === 'termination') return
    subscriber.whole = this.#judge(String(subscriber.called), asked.at, avps)
    if (subscriber.whole === 'uncontrolled' || avps['Result-Code'] === 4012) subscriber.over = true
  }

  #unitsAnswered(subscriber: Subscriber, asked: Asked, { avps }: Message): void {
    const granters = new Set<Granter>()
    for (const group of asked.asks) {
      const answers = (avps['Multiple-Services-Credit-Control'] ?? []).filter(one => one['Rating-Group'] === group)
      if (avps['Result-Code'] === 4012) {
        subscriber.over = true
        assert.ok(
          asked.asks.every(one => !this.#isFree(String(one), asked.at)),
          'somebody without credit is refused what is free',
        )
        return
      }
      assert.equal(answers.length, 1, `group ${group} has ${answers.length} answers`)
      const granter = this.#judge(String(group), asked.at, answers[0])
      granters.add(granter)
      subscriber.groups.set(group, granter)
    }
    if (granters.size > 1) this.seen.mixed += 1
  }

  #isFree(name: string, at: number): readonly [number | null, number | null] | null {
    for (const span of this.#table[name] ?? [])
      if ((span[0] === null || at >= span[0]) && (span[1] === null || at < span[1])) return span
    return null
  }

  /** Who granted, and whether it was theirs to grant. */
  #judge(name: string, at: number, answer: Avps): Granter {
    const span = this.#isFree(name, at)
    const units = answer['Granted-Service-Unit']
    const octets = units?.['CC-Total-Octets']
    const isOurs = answer['Result-Code'] === 4011 || (units !== undefined && octets !== THEIRS)
    assert.equal(isOurs, span !== null, `${name} at ${at - FROM}: free is ${span !== null}`)
    if (!isOurs) {
      this.seen.charged += 1
      return answer['Result-Code'] === 2001 ? 'them' : 'nobody'
    }
    this.seen.free += 1
    if (answer['Result-Code'] === 4011) return 'uncontrolled'
    const left = span?.[1] ? Math.ceil((span[1] - at) / 1000) : Number.POSITIVE_INFINITY
    const validity = answer['Validity-Time']
    if (validity !== undefined) assert.ok(validity >= 1 && validity <= Math.min(left, 3600))
    return 'us'
  }
}

test(`whatever fails, each request gets one answer, free exactly where the table says so (SEED=${SEED})`, () => {
  const seen: Record<string, number> = {}
  for (let run = 0; run < RUNS; run++) {
    const world = new World(SEED + run)
    try {
      world.run(STEPS)
    } catch (error) {
      throw new Error(`SEED=${SEED + run}`, { cause: error })
    }
    for (const [name, count] of Object.entries(world.seen)) seen[name] = (seen[name] ?? 0) + count
  }
  // Each of its endings was reached, or the run proves less than it says.
  for (const [name, count] of Object.entries(seen)) assert.ok(count > RUNS / 10, `${name}: ${count}`)
})
