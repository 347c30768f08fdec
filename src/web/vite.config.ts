/**
 * Builds the console into dist/web, which the server hands out as it stands. Its policy allows no inline script.
 * The signing page, which another machine serves, is built beside it into .signing-page, which the server hands out to nobody.
 * React in a file of its own, what every page needs in another; each page comes when it is opened, with few files beside its own.
 * Beside each file its compressed copies, so that the server never compresses.
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { build, defineConfig, type Plugin, type Rolldown } from 'vite'

/** Smaller ones fit a packet as they are. */
const COMPRESSED_FROM_OCTETS = 1000
const SOURCES = join(import.meta.dirname, '../')
/** Files that index.html names. */
const FIRST = /\/(console|console-and-kiosk|console-and-room|react|rolldown-runtime)-[^/]*\.js$/
/** `vite build --mode`: for who looks at the console once. The server then hands out the files themselves. */
const UNCOMPRESSED = 'uncompressed'

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), withoutReadme(), pdfParts(), signingPage(), ...(mode === UNCOMPRESSED ? [] : [compressed()])],
  build: {
    outDir: process.env.LOA_WEB_OUT ?? '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // A page's list of what it needs is in the first file: what is there already is left out of it.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, needed, { hostType }) =>
        hostType === 'html' ? needed : needed.filter(file => !FIRST.test(file)),
    },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // Pages of their own, small: a tablet at a door and a hospital's computer never load the console.
      input: {
        console: join(import.meta.dirname, 'index.html'),
        kiosk: join(import.meta.dirname, 'kiosk.html'),
        briefing: join(import.meta.dirname, 'briefing.html'),
      },
      output: { codeSplitting: { groups: groups() } },
    },
  },
  server: {
    proxy: {
      '/api': {
        target: process.env.LOA_SERVER ?? 'http://127.0.0.1:8080',
        headers: { origin: process.env.LOA_SERVER ?? 'http://127.0.0.1:8080' },
      },
    },
  },
}))

/** Of our own sources what these import, directly or not, is told apart. */
const PAGES = {
  console: 'web/main.tsx',
  kiosk: 'areas/screening/kiosk/main.ts',
  room: 'areas/briefing/room/main.tsx',
  signIn: 'areas/access/pages/door/sign-in-page.tsx',
  overview: 'areas/overview/pages/overview-page.tsx',
} as const
type Page = keyof typeof PAGES

/**
 * Which modules share a file. Left to itself the bundler makes one of each set of modules that the same pages need: dozens of the sign-in
 * and the overview, which everybody loads first, each packed by itself. The earlier group takes a module and what it imports, of packages
 * too.
 */
function groups(): Rolldown.CodeSplittingGroup[] {
  const imported = new Map<Page, ReadonlySet<string>>()
  const group = (name: string, isIn: (isOf: (page: Page) => boolean, file: string) => boolean) => ({
    debugName: name,
    name: (id: string, context: Rolldown.ChunkingContext) => {
      if (!id.startsWith(SOURCES)) return null
      const isOf = (page: Page) => {
        const known = imported.get(page) ?? importedBy(join(SOURCES, PAGES[page]), context)
        imported.set(page, known)
        return known.has(id)
      }
      return isIn(isOf, id.slice(SOURCES.length)) ? name : null
    },
  })
  return [
    { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
    // The small pages load nothing else of the console's.
    group('console-and-kiosk', isOf => isOf('console') && isOf('kiosk')),
    group('console-and-room', isOf => isOf('console') && isOf('room')),
    group('console', isOf => isOf('console')),
    // All of them are asked for at once.
    group('words-trail', (_, file) => file.endsWith('/words-trail.ts')),
    group('parts', (isOf, file) => isOf('overview') && !file.startsWith('areas/overview/')),
    { name: 'form', test: /[\\/](web[\\/]parts[\\/]form|TextInput|PasswordInput)\.(tsx|mjs)$/ },
    group('overview', isOf => isOf('overview')),
    group('door', (isOf, file) => isOf('signIn') && file !== PAGES.signIn),
  ]
}

function importedBy(page: string, context: Rolldown.ChunkingContext): ReadonlySet<string> {
  const found = new Set([page])
  for (const id of found)
    for (const next of context.getModuleInfo(id)?.importedIds ?? []) if (next.startsWith(SOURCES)) found.add(next)
  return found
}

/** One script and one style of fixed names, by relative addresses: whoever serves them compares the digest of all, `loa signing-page`. */
function signingPage(): Plugin {
  return {
    name: 'loa-signing-page',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return
      await build({
        configFile: false,
        logLevel: 'warn',
        root: join(import.meta.dirname, 'signing-page'),
        base: './',
        publicDir: false,
        build: {
          outDir: join(dir, '.signing-page'),
          emptyOutDir: true,
          target: 'es2023',
          modulePreload: { polyfill: false },
          assetsInlineLimit: 0,
          rolldownOptions: {
            output: { entryFileNames: 'signing.js', assetFileNames: 'signing.[ext]', codeSplitting: false },
          },
        },
      })
    },
  }
}

/** public/ is copied as it stands; what is said of its files is for who works on them. */
function withoutReadme(): Plugin {
  return {
    name: 'loa-without-readme',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir !== undefined) await rm(join(dir, 'README.md'), { force: true })
    },
  }
}

/** What pdf.js asks for by name while it reads a document. */
function pdfParts(): Plugin {
  const from = join(import.meta.dirname, '../../node_modules/pdfjs-dist')
  return {
    name: 'loa-pdf-parts',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return
      const [fonts, readers] = [join(from, 'standard_fonts'), join(from, 'wasm')]
      const files = [
        ...(await readdir(fonts)).filter(name => /\.(pfb|ttf)$/.test(name)).map(name => join(fonts, name)),
        ...(await readdir(readers)).filter(name => /_nowasm_fallback\.js$/.test(name)).map(name => join(readers, name)),
      ]
      await mkdir(join(dir, 'pdf'), { recursive: true })
      for (const file of files) await copyFile(file, join(dir, 'pdf', basename(file)))
    },
  }
}

function compressed(): Plugin {
  return {
    name: 'loa-compressed',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return
      const names = await readdir(dir, { recursive: true })
      for (const name of names.filter(name => /\.(m?js|css|html|svg)$/.test(name))) {
        const file = join(dir, name)
        const octets = await readFile(file)
        if (octets.length < COMPRESSED_FROM_OCTETS) continue
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: octets.length }
        await writeFile(`${file}.br`, await promisify(brotliCompress)(octets, { params }))
        await writeFile(`${file}.gz`, await promisify(gzip)(octets, { level: 9 }))
      }
    },
  }
}
