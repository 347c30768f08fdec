/**
 * The signing page: a window that the console opens, of another origin and from another machine. It shows the whole text of what is to be
 * signed, makes the digest itself, and signs with a passkey that no other page can ask. Plain DOM; asks nobody for anything but for its own
 * list of consoles.
 *
 *   opened ──► is the opener one of ours? ──► ready ──► asked ──► checked ──► shown ──► a press, a touch ──► answered
 *
 * It keeps nothing. Whoever serves it is believed by whoever signs here: its files have a digest (loa signing-page) to compare.
 */
import './without-eval.ts'
import { z } from 'zod'
import { makingText } from '../../directive/made-key.ts'
import { type AskToMake, type AskToSign, asked, type PageSays } from '../signing/asked.ts'
import { canUsePasskeys, makePasskey, signWithPasskey } from '../signing/passkey.ts'
import type { Both } from '../words/both.ts'
import { checked, type Why } from './checked.ts'
import { View } from './view.ts'
import { page } from './words.ts'

const consolesFile = z.strictObject({ name: z.string().min(1).max(200), consoles: z.array(z.url()).min(1).max(20) })
type Ours = z.infer<typeof consolesFile>

const view = new View()

async function start(): Promise<void> {
  if (window.top !== window.self) return view.fault(page['fault.frame'])
  if (!canUsePasskeys()) return view.fault(page['fault.insecure'])
  const ours = await readConsoles()
  if (ours === null) return view.fault(page['fault.files'])
  view.brand(ours.name)
  const opener: Window | null = window.opener
  const origin = decodeURIComponent(location.hash.slice(1))
  if (opener === null || origin === '') return view.alone({ consoles: `${ours.name} (${ours.consoles.join(', ')})` })
  if (!ours.consoles.includes(origin)) return view.fault(page['fault.stranger'], { origin })
  view.waiting(origin)
  const tell = (says: PageSays) => opener.postMessage(says, origin)
  let isAsked = false
  addEventListener('message', event => {
    if (event.origin !== origin || event.source !== opener || isAsked) return
    isAsked = true
    const read = asked.safeParse(event.data)
    if (!read.success) {
      view.fault(page['fault.asked'])
      tell({ is: 'refused' })
    } else if (read.data.is === 'sign') void sign(read.data, { ours, origin, tell })
    else make(read.data, tell)
  })
  tell({ is: 'ready' })
}

async function sign(
  ask: AskToSign,
  { ours, origin, tell }: { ours: Ours; origin: string; tell: (says: PageSays) => void },
): Promise<void> {
  const { said, keys, aheadMs, language } = ask
  view.speak(language)
  const found = await checked(ask)
  if (found.is === 'refused') {
    view.fault(refusals[found.why])
    tell({ is: 'refused' })
    return
  }
  view.toSign({ ...found, said, asker: { name: ours.name, origin } }, async () => {
    const at = new Date(Date.now() + aheadMs).toISOString()
    const by = { relyingParty: location.hostname, ids: keys }
    const signature = await signWithPasskey({ ...said, at }, by)
    tell({ is: 'signed', given: { at, signature } })
    return page.done
  })
}

function make({ person, known, language }: AskToMake, tell: (says: PageSays) => void): void {
  view.speak(language)
  view.toMake(person.name, async () => {
    const key = await makePasskey(makingText(person.id), { person, known, host: location.hostname })
    tell({ is: 'made', key })
    return page['make.made']
  })
}

const refusals: Readonly<Record<Why, Both>> = {
  digest: page['refused.digest'],
  spelling: page['refused.spelling'],
  messages: page['refused.messages'],
  clock: page['refused.clock'],
}

async function readConsoles(): Promise<Ours | null> {
  try {
    const answer = await fetch('./consoles.json', { cache: 'no-store', credentials: 'omit' })
    return consolesFile.parse(await answer.json())
  } catch {
    return null
  }
}

void start()
