/**
 * Opens sign-in. What does it (sign-in-library.ts) is read when it is first needed: a server that starts again answers sites and
 * nodes, who prove themselves otherwise, half a second sooner.
 */
import { createHmac } from 'node:crypto'
import type { Library, SignIn, SignInOptions } from './sign-in.ts'

export function openSignIn(options: SignInOptions): SignIn {
  let opening: Promise<Library> | null = null
  const library = async (): Promise<Library> => {
    opening ??= import('./sign-in-library.ts').then(async ({ openLibrary }) => await openLibrary(options))
    return await opening
  }
  return {
    respond: async (...given) => await (await library()).respond(...given),
    who: async cookie => await (await library()).who(cookie),
    challenged: async cookie => await (await library()).challenged(cookie),
    factorOf: async caller => await (await library()).factorOf(caller),
    stepOfCode: async (person, code) => await (await library()).stepOfCode(person, code),
    hash: async password => await (await library()).hash(password),
    seal: text => createHmac('sha256', options.secret).update(`seal\n${text}`).digest('base64url'),
    load: async () => void (await library()),
  }
}
