/** What of people and of the authority's name is so, for the set-up of a new authority. */
import type { SetUpFacts, SetUpPerson } from '../../authority/set-up.ts'
import type { Reading } from '../../authority/store.ts'
import type { Person } from './model.ts'
import type { AboutServer } from './routes.ts'
import { everybody, personRows } from './store.ts'

export async function accessSetUp(
  store: Reading,
  { name, demo, asksFactorOf }: Pick<AboutServer, 'name' | 'demo' | 'asksFactorOf'>,
): Promise<SetUpFacts> {
  const people = (await everybody(personRows(store))).filter(({ isDisabled }) => !isDisabled)
  return {
    name,
    isDemo: demo !== null && demo.length > 0,
    people: people.map(person => shown(person, asksFactorOf.has(person.role))),
  }
}

function shown({ id, name, role, signIn, lastSignInAt }: Person, isFactorAsked: boolean): SetUpPerson {
  const { password, totp, passkeys } = signIn
  const hasCome = password || passkeys > 0 || lastSignInAt !== null
  // Another provider, by which somebody without a password comes, asks for its own.
  const hasFactor = totp || passkeys > 0 || (hasCome && !password)
  const factor = hasFactor ? 'on' : isFactorAsked ? 'missing' : 'notAsked'
  return { id, name, role, hasCome, factor }
}
