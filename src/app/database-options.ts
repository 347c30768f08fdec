/** The two ways to name a database on a command line. What they name is found in addresses.ts; this knows no address. */
import { Option } from 'commander'

export const DATABASE_URL = new Option('--database <url>', 'postgres://…')
export const DATABASE_FILE = new Option(
  '--database-file <file>',
  'a file with that; or LOA_DATABASE in the environment',
)
