/**
 * The two ways to name a database on a command line. What they name is found in addresses.ts; this knows no address.
 *
 * Each command has options of its own: the language of the terminal is written into them.
 */
import { Option } from 'commander'

export const databaseUrl = (): Option => new Option('--database <url>', 'postgres://…')

export const databaseFile = (): Option =>
  new Option('--database-file <file>', 'a file with this address; or LOA_DATABASE in the environment')
