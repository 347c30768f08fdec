/** `loa signing-page`: the page on which people sign, as files for a web server of another machine. */
import type { Command } from 'commander'
import { language } from '../terminal.ts'

const EXAMPLE = `
Examples:
  loa signing-page --console https://loa.example.vn /srv/ky
  loa signing-page --console https://loa.example.vn --name 'Bộ Thông tin và Truyền thông' --json /srv/ky

The page shows the whole text of what is to be signed, makes its digest itself, and signs with a passkey that no other page can ask. Serve the
files over https, from a machine that the console's server has no hand in, on a host name of its own; then loa serve --signing-url.
The digest that is printed is that of all files: whoever has the same, as by loa roster show --signing-page, has the same page.`

interface Flags {
  readonly console: string
  readonly name: string
  readonly json?: boolean
}

export function registerSigningPage(program: Command): void {
  program
    .command('signing-page')
    .description('the page on which people sign, as files for another machine')
    .argument('<directory>', 'made where missing')
    .requiredOption('--console <urls>', 'which consoles may ask it: https://host, with commas')
    .option('--name <name>', "the authority's name, on its pages", 'Loa')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(async (directory: string, flags: Flags) => {
      // A web server reads them, which is somebody else.
      process.umask(0o022)
      const { writeSigningPage } = await import('../signing-page.ts')
      const { readUrl } = await import('../urls.ts')
      const consoles = flags.console.split(',').map(readUrl)
      const written = await writeSigningPage(directory, { name: flags.name, consoles })
      if (flags.json) process.stdout.write(`${JSON.stringify({ directory, ...written })}\n`)
      else process.stdout.write(SAID[language()](written.sha256, written.files.length, directory))
    })
}

const SAID = {
  vi: (sha256: string, files: number, directory: string) =>
    `${files} tệp của trang ký trong ${directory}. Mã băm của tất cả:\n${sha256}\n`,
  en: (sha256: string, files: number, directory: string) =>
    `${files} files of the signing page in ${directory}. Digest of all:\n${sha256}\n`,
}
