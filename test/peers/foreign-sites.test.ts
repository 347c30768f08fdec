/**
 * Stacks that nobody here wrote in a briefing, beside a bot of ours: npm's werift, and Python's aiortc with an ICE, a DTLS and an SRTP
 * of its own. Each joins by our offer and its answer, hears who is named, and is heard while it is named itself.
 */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type MediaSupervisor, openMediaServer } from '../../src/sfu/supervisor.ts'
import { Crowd } from '../../town/bots/crowd.ts'
import { Child } from './child.ts'
import { missing } from './installed.ts'

const ROOM = 'briefing'
const OURS = 0
/** Debian's, which has the package; another one may stand before it. */
const PYTHON = '/usr/bin/python3'

interface Stack {
  readonly name: string
  readonly skip: string | false
  readonly command: string
  readonly args: readonly string[]
  /** What it counts as heard. */
  readonly kinds: readonly ('audio' | 'video')[]
}

const here = (file: string) => join(import.meta.dirname, file)
const STACKS: readonly Stack[] = [
  {
    name: 'werift',
    skip: false,
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', here('werift-site.ts')],
    kinds: ['audio', 'video'],
  },
  { name: 'aiortc', skip: missing('aiortc'), command: PYTHON, kinds: ['audio'], args: [here('aiortc-site.py')] },
]

describe('foreign stacks in a briefing', { timeout: 120_000 }, () => {
  const bots = new Crowd()
  let media: MediaSupervisor

  before(async () => {
    media = openMediaServer({
      port: 0,
      bind: '127.0.0.1',
      announced: [],
      recordings: null,
      onEvent: () => {},
      log: { warn: () => {} },
    })
    media.open(ROOM, { recordTo: null, isEcho: false })
    await media.up()
    await bots.join(media, { room: ROOM, site: 'ours', number: OURS })
    await bots.sends(OURS, ['audio', 'main'])
  })
  after(async () => {
    await bots.end()
    await media.stop()
  })

  for (const { name, skip, command, args, kinds } of STACKS)
    test(`${name} joins, hears and is heard, and only while it is named`, { skip }, async () => {
      media.heard(ROOM, ['ours'])
      const offer = await media.join(ROOM, name, 'A')
      const site = new Child({ command, args, input: offer.sdp })
      try {
        const { answer } = JSON.parse((await site.printed(/^\{"answer".*$/m))[0]) as { answer: string }
        if (process.env.VECTORS) writeFileSync(join(process.env.VECTORS, `${name}.sdp`), answer)
        await media.answer(offer.join, answer)
        await site.printed(/^\{"state": ?"connected"\}$/m)
        for (const kind of kinds) await site.printed(new RegExp(`^{"heard".*"${kind}": ?[1-9]`, 'm'))
        assert.equal(await forwardedOf(name), 0, 'nobody hears it yet')
        media.heard(ROOM, [name])
        const before = (await bots.figures()).packetsReceived
        while ((await bots.figures()).packetsReceived === before) await pause()
        assert.ok((await forwardedOf(name)) > 0)
        media.heard(ROOM, [])
        const then = await forwardedOf(name)
        await pause()
        assert.equal(await forwardedOf(name), then, 'nobody hears it any more')
      } finally {
        await site.stop('SIGKILL')
        media.remove(ROOM, name)
      }
    })

  const forwardedOf = async (name: string) =>
    (await media.accounts(ROOM)).find(({ site }) => site === name)?.forwarded ?? -1
})

async function pause(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 100))
}
