/** Builds src/sw/events.ts after the pages, with the list of files that must work without signal. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin, type ResolvedConfig } from 'vite'
import { documents } from './documents.ts'

const kept = /\.(js|css|html|svg|webmanifest)$|^sign-192\.png$/
const digest = (content: string | Buffer) => createHash('sha256').update(content).digest('base64url').slice(0, 10)

export function serviceWorker(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'lianxin-service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved
    },
    writeBundle: {
      sequential: true,
      async handler() {
        const out = join(config.root, config.build.outDir)
        const files = filesToKeep(out)
        const version = digest(files.join())
        writeFileSync(join(out, `kept-${version}.json`), JSON.stringify(files))
        await buildWorker(config, out, version)
      },
    },
  }
}

function buildWorker({ root }: ResolvedConfig, outDir: string, version: string) {
  return build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [documents()],
    define: { __VERSION__: JSON.stringify(version) },
    build: {
      outDir,
      emptyOutDir: false,
      // Chrome 87 and Safari 14 know all of it, and the worker stays smaller than by their names.
      target: 'es2021',
      rolldownOptions: {
        input: join(root, 'src/sw/events.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  })
}

/** Addresses of the files; those without a hash in their name carry one as a query, so that a change is noticed. */
function filesToKeep(out: string): string[] {
  const files = (readdirSync(out, { recursive: true }) as string[]).map((file) => file.replaceAll('\\', '/'))
  return files
    .filter((file) => kept.test(file) && file !== 'sw.js' && statSync(join(out, file)).isFile())
    .sort()
    .map((file) => `/${file}${file.startsWith('assets/') ? '' : `?v=${digest(readFileSync(join(out, file)))}`}`)
}
