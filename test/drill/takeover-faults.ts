/**
 * What befalls a leg on three machines: a fault happens, lasts, and is taken back. None says what should come of it but whether a
 * take-over is due and whether it may leave anybody in doubt.
 */
import type { Leg } from './takeover-world.ts'
import { CENTRE, SERVERS } from './takeover-world.ts'

export interface Fault {
  readonly name: string
  /** Whether another machine must own the leg afterwards. */
  readonly takesOver: boolean
  /** Nobody may be in doubt because of it. */
  readonly isClean: boolean
  /** Lets it happen; gives what takes it back. Findings are sentences. */
  readonly strike: (leg: Leg, findings: string[]) => Promise<() => Promise<void>>
  /** How long it lasts, in milliseconds; of one that takes over, from the take-over on. */
  readonly lastsMs: (leg: Leg) => number
}

/** After a pause was answered, nothing more is read. */
const SILENT_MS = 1000
/** A row of the centre's record is late by so much. */
const RECORD_MS = 120

/** For a process that resumes to say what it is to its leg. */
const JOINED_MS = 30_000

const between = (from: number, to: number) => (leg: Leg) => from + leg.random.below(to - from)
const nothing = async () => {}

const ownerOf = ({ owner, machines }: Leg) => owner ?? machines[0]
const standbyOf = (leg: Leg) => {
  const others = leg.machines.filter(machine => machine !== leg.owner)
  return others[leg.random.below(others.length)]
}
const anyOf = ({ machines, random }: Leg) => machines[random.below(machines.length)]
const serverOf = ({ world, random }: Leg) => world.nats.all[random.below(SERVERS.length)]
const leaderOf = (leg: Leg) => leg.world.nats.leaderOf(leg.stream) ?? serverOf(leg)

/** The owner sends to these in vain, or hears nothing of them, or both. */
function cutOff(to: readonly string[], ways: 'both' | 'there' | 'back'): Fault['strike'] {
  return async leg => {
    const { network } = leg.world
    const { name } = ownerOf(leg).host
    const there = ways !== 'back'
    const back = ways !== 'there'
    if (there) await network.cut(name, to)
    if (back) for (const each of to) await network.cut(each, [name])
    return async () => {
      if (there) await network.heal(name, to)
      if (back) for (const each of to) await network.heal(each, [name])
    }
  }
}

async function pauseAndResume(leg: Leg, findings: string[]): Promise<() => Promise<void>> {
  for (const machine of leg.machines) machine.mayResume = false
  const isQuiet = () => (leg.machines.some(({ isResuming }) => isResuming) ? null : true)
  await leg.until(isQuiet, JOINED_MS)
  const code = await anyOf(leg).ask('pause')
  const resumeUntilHeard = async () => {
    for (const machine of leg.machines) machine.mayResume = true
    for (let tries = 0; tries < 20; tries++) if ((await anyOf(leg).ask('resume')) === 0) return
    findings.push('nobody could be asked to go on')
  }
  // Asked while it ends, or where no owner is: told so, and nothing has happened.
  if (code !== 0) return resumeUntilHeard
  await leg.passes(SILENT_MS + RECORD_MS)
  const { length } = leg.record.rows
  return async () => {
    leg.record.look(performance.now())
    const late = leg.record.rows.length - length
    if (late > 0 && !leg.isOver) findings.push(`${late} were written to while the round was paused`)
    await resumeUntilHeard()
  }
}

/** How old a standby is at most when something befalls its leg. */
const YOUNG_MS = 5000

/** The same fault, when all standbys have just begun: with an empty directory, or with what they had. */
export function whileYoung(fault: Fault): Fault {
  return {
    ...fault,
    name: `${fault.name}, standbys young`,
    strike: async (leg, findings) => {
      const owner = ownerOf(leg)
      for (const standby of leg.machines.filter(machine => machine !== owner)) {
        const { lives } = standby
        const begin = leg.random.chance(50) ? await standby.lose() : standby.kill()
        begin()
        await leg.until(() => (standby.lives > lives ? true : null), JOINED_MS)
      }
      await leg.passes(leg.random.below(YOUNG_MS))
      return await fault.strike(leg, findings)
    },
  }
}

export const FAULTS: readonly Fault[] = [
  {
    name: 'owner killed',
    takesOver: true,
    isClean: false,
    lastsMs: between(0, 3000),
    strike: async leg => {
      const again = ownerOf(leg).kill()
      return async () => again()
    },
  },
  {
    name: 'owner and the log’s leader killed',
    takesOver: true,
    isClean: false,
    lastsMs: between(0, 3000),
    strike: async leg => {
      const again = ownerOf(leg).kill()
      const leader = leaderOf(leg)
      await leader.kill()
      return async () => {
        again()
        await leader.start()
      }
    },
  },
  {
    name: 'the log without a majority, and the owner killed',
    takesOver: true,
    isClean: false,
    lastsMs: between(0, 3000),
    strike: async leg => {
      const owner = ownerOf(leg)
      const away = leg.world.nats.all.filter(server => server !== serverOf(leg)).slice(0, 2)
      await Promise.all(away.map(server => server.kill()))
      await leg.passes(leg.random.below(1500))
      const again = owner.kill()
      await leg.passes(leg.random.below(6000))
      await Promise.all(away.map(server => server.start()))
      return async () => again()
    },
  },
  {
    name: 'owner suspended, for less than a take-over',
    takesOver: false,
    isClean: false,
    lastsMs: between(100, 2500),
    strike: async leg => {
      const owner = ownerOf(leg)
      owner.signal('SIGSTOP')
      return async () => owner.signal('SIGCONT')
    },
  },
  {
    name: 'owner suspended, and woken after a take-over',
    takesOver: true,
    isClean: false,
    lastsMs: between(500, 4000),
    strike: async leg => {
      const owner = ownerOf(leg)
      owner.signal('SIGSTOP')
      return async () => owner.signal('SIGCONT')
    },
  },
  {
    name: 'owner cut off from the log',
    takesOver: true,
    isClean: false,
    lastsMs: between(0, 3000),
    strike: cutOff(SERVERS, 'both'),
  },
  {
    name: 'owner heard by the log, and hears nothing',
    takesOver: true,
    isClean: false,
    lastsMs: between(0, 3000),
    strike: cutOff(SERVERS, 'back'),
  },
  {
    name: 'owner hears the log, and is not heard',
    takesOver: true,
    isClean: false,
    lastsMs: between(0, 3000),
    strike: cutOff(SERVERS, 'there'),
  },
  {
    name: 'owner cut off from log and centre',
    takesOver: true,
    isClean: false,
    lastsMs: between(0, 3000),
    strike: cutOff([...SERVERS, CENTRE], 'both'),
  },
  {
    name: 'owner hands over (SIGTERM)',
    takesOver: true,
    isClean: true,
    lastsMs: between(0, 100),
    strike: async leg => {
      ownerOf(leg).signal('SIGTERM')
      return nothing
    },
  },
  {
    name: 'owner killed, its directory lost',
    takesOver: true,
    isClean: false,
    lastsMs: between(0, 3000),
    strike: async leg => {
      const again = await ownerOf(leg).lose()
      return async () => again()
    },
  },
  {
    name: 'standby killed',
    takesOver: false,
    isClean: true,
    lastsMs: between(0, 3000),
    strike: async leg => {
      const again = standbyOf(leg).kill()
      return async () => again()
    },
  },
  {
    name: 'standby’s directory lost',
    takesOver: false,
    isClean: true,
    lastsMs: between(0, 3000),
    strike: async leg => {
      const again = await standbyOf(leg).lose()
      return async () => again()
    },
  },
  {
    name: 'standby’s directory lost, its disk full',
    takesOver: false,
    isClean: true,
    lastsMs: between(2000, 5000),
    strike: async leg => {
      const standby = standbyOf(leg)
      const again = await standby.lose()
      const empty = standby.fill()
      again()
      return async () => empty()
    },
  },
  {
    name: 'owner’s disk full, and it is killed',
    takesOver: true,
    isClean: false,
    lastsMs: between(500, 3000),
    strike: async leg => {
      const owner = ownerOf(leg)
      const empty = owner.fill()
      const again = owner.kill()
      return async () => {
        again()
        await leg.passes(1500)
        empty()
      }
    },
  },
  {
    name: 'the log’s leader killed',
    takesOver: false,
    isClean: false,
    lastsMs: between(500, 8000),
    strike: async leg => {
      const leader = leaderOf(leg)
      await leader.kill()
      return async () => await leader.start()
    },
  },
  {
    name: 'a server of the log suspended',
    takesOver: false,
    isClean: false,
    lastsMs: between(500, 8000),
    strike: async leg => {
      const server = serverOf(leg)
      server.signal('SIGSTOP')
      return async () => server.signal('SIGCONT')
    },
  },
  {
    name: 'the log without a majority',
    takesOver: false,
    isClean: false,
    lastsMs: between(500, 5000),
    strike: async leg => {
      const away = leg.world.nats.all.filter(server => server !== serverOf(leg)).slice(0, 2)
      await Promise.all(away.map(server => server.kill()))
      return async () => {
        await Promise.all(away.map(server => server.start()))
      }
    },
  },
  {
    name: 'paused and resumed at any directory',
    takesOver: false,
    isClean: true,
    lastsMs: between(1500, 3000),
    strike: pauseAndResume,
  },
]
