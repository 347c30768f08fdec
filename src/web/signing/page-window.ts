/**
 * The signing page in a window of its own: opened by the press that signs, asked once, closed when it has answered. It is of another origin;
 * what it says counts from there alone, and what it is told goes there alone.
 */
import type { z } from 'zod'
import { language } from '../i18n.ts'
import { Problem } from '../problem.ts'
import { signing } from '../words/signing.ts'
import { type AskToMake, type AskToSign, type PageSays, pageSays } from './asked.ts'

const FEATURES = 'popup,width=760,height=900'
/** No event says that another window was closed. */
const LOOK_EVERY_MS = 300

type Ask = Omit<AskToSign, 'language'> | Omit<AskToMake, 'language'>
type AnswerTo<Is extends Ask['is']> = Extract<PageSays, { readonly is: Is extends 'sign' ? 'signed' : 'made' }>

/** Fails where it was refused there, or closed without an answer, or the browser opened no window. */
export async function askPage<Asking extends Ask>(origin: string, ask: Asking): Promise<AnswerTo<Asking['is']>> {
  const opened = window.open(`${origin}/#${encodeURIComponent(location.origin)}`, '_blank', FEATURES)
  if (opened === null) throw said('page.blocked')
  const wanted = ask.is === 'sign' ? 'signed' : 'made'
  const over = new AbortController()
  try {
    return await new Promise<AnswerTo<Asking['is']>>((resolve, reject) => {
      const hear = ({ data, origin: from, source }: MessageEvent<unknown>) => {
        if (from !== origin || source !== opened) return
        const says: z.ZodSafeParseResult<PageSays> = pageSays.safeParse(data)
        if (!says.success) return
        if (says.data.is === 'ready') opened.postMessage({ ...ask, language: language() }, origin)
        else if (says.data.is === 'refused') reject(said('page.refused'))
        else if (says.data.is === wanted) {
          opened.close()
          // Beside the check: `wanted` is what is answered to this.
          resolve(says.data as AnswerTo<Asking['is']>)
        }
      }
      addEventListener('message', hear, { signal: over.signal })
      const looking = setInterval(() => {
        if (opened.closed) reject(said('page.closed'))
      }, LOOK_EVERY_MS)
      over.signal.addEventListener('abort', () => clearInterval(looking))
    })
  } finally {
    over.abort()
  }
}

function said(key: 'page.blocked' | 'page.refused' | 'page.closed'): Problem {
  return new Problem({ status: 400, code: key, sentence: signing[key] })
}
