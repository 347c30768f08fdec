/**
 * A hash of passwords that costs nothing. Each person of a town costs three of the real ones, which are slow on purpose;
 * tests of passwords, and whatever starts the program itself, have those.
 */
import { sha256Of } from '../../src/directive/signing.ts'
import type { PasswordHashing } from '../../src/http/sign-in.ts'

export const QUICK: PasswordHashing = {
  hash: async password => sha256Of(password),
  verify: async ({ hash, password }) => hash === sha256Of(password),
}
