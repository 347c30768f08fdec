/**
 * Addresses that hold a password, of SMS centres, of replicated logs and of a database: where a command has them from.
 *
 *   on the command line      where everyone on the machine can read it: said, where a password is in it
 *   in a file                one a line; empty lines and those that begin with # are none
 *   in the environment       parted by white space
 *   in a credential          of the systemd unit: a file of its name in $CREDENTIALS_DIRECTORY, as any file
 *
 * What was asked for counts; only where nothing was, the environment is looked at, and then the credential. Never cites one.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { appFailure } from './failures.ts'
import { language } from './terminal.ts'

export interface AddressOption {
  /** Of the command line; with -file after it the file's. */
  readonly option: string
  readonly variable: string
  readonly credential: string
}

export const SMSC: AddressOption = { option: '--smsc', variable: 'LOA_SMSC', credential: 'loa-operator.smsc' }
export const EXERCISE_SMSC: AddressOption = {
  option: '--exercise-smsc',
  variable: 'LOA_EXERCISE_SMSC',
  credential: 'loa-operator.exercise-smsc',
}
export const OPERATOR_LOG: AddressOption = {
  option: '--log',
  variable: 'LOA_OPERATOR_LOG',
  credential: 'loa-operator.log',
}
export const ROUND_LOG: AddressOption = { option: '--log', variable: 'LOA_ROUND_LOG', credential: 'loa-round.log' }
export const DATABASE: AddressOption = {
  option: '--database',
  variable: 'LOA_DATABASE',
  credential: 'loa-authority.database',
}

export interface DatabaseFlags {
  readonly data?: string | undefined
  readonly database?: string | undefined
  readonly databaseFile?: string | undefined
}

/** The database of an authority: in its data directory, if no other is asked for. Fails with dataMissing too. */
export async function placeOf(flags: DatabaseFlags): Promise<{ url: string } | { file: string }> {
  const url = await databaseOf(flags)
  if (url !== null) return { url }
  const { data } = flags
  if (data === undefined)
    throw baseFailure('usage', { vi: 'cần --data hoặc --database', en: 'give --data or --database' })
  const file = join(data, 'loa.db')
  if (!existsSync(file)) throw appFailure('dataMissing', { directory: data })
  return { file }
}

/** Null: none, or the one in `data`, which is nearer than the environment. Fails with usage and fileUnreadable. */
export async function databaseOf(flags: DatabaseFlags): Promise<string | null> {
  const { data, database, databaseFile: file } = flags
  if (data !== undefined && database === undefined && file === undefined) return null
  const given = database === undefined ? [] : [database]
  const found = await addressesOf(DATABASE, { given, file })
  if (found.length > 1) throw baseFailure('usage', { vi: 'chỉ cần một cơ sở dữ liệu', en: 'give only one database' })
  warnOfPasswords(DATABASE, given)
  return found[0] ?? null
}

/** None: nowhere. Fails with fileUnreadable. */
export async function addressesOf(
  from: AddressOption,
  asked: { given: readonly string[]; file: string | undefined },
  environment: NodeJS.ProcessEnv = process.env,
): Promise<readonly string[]> {
  const { given, file } = asked
  const inFile = file === undefined ? [] : linesOf(await read(file))
  if (given.length > 0 || file !== undefined) return [...given, ...inFile]
  const inEnvironment = (environment[from.variable] ?? '').split(/\s+/).filter(text => text !== '')
  if (inEnvironment.length > 0) return inEnvironment
  const { CREDENTIALS_DIRECTORY: credentials } = environment
  if (credentials === undefined) return []
  return linesOf(await readIfThere(join(credentials, from.credential)))
}

/** Said once, of those that stood on the command line, at a terminal: a program reads logs and one sentence of what went wrong. */
export function warnOfPasswords(
  { option, variable }: AddressOption,
  given: readonly string[],
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
): void {
  if (!stream.isTTY) return
  if (!given.some(text => /^[^/]*:\/\/[^/@]*:[^/@]+@/.test(text))) return
  stream.write(
    language() === 'vi'
      ? `loa: cảnh báo: mật khẩu trong ${option} ai trên máy này cũng đọc được; hãy dùng ${option}-file hoặc biến ${variable}\n`
      : `loa: warning: everyone on this machine can read the password in ${option}; use ${option}-file or the variable ${variable}\n`,
  )
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
}

async function read(file: string): Promise<string> {
  try {
    return file === '-' ? await textOf(process.stdin) : await readFile(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}
