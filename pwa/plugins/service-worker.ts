/** Builds src/sw/events.ts after the pages, with the list of files that must work without signal. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin, type ResolvedConfig, type Rolldown } from 'vite'
import { documents } from './documents.ts'

/** What nobody can do anything with where there is no signal: setting shifts, importing a register, keys for programs, joining, sending notices and watching them arrive. */
const onlyWithSignal = /\/src\/(shifts\/planning|words\/duty|access\/Token|words\/imports|households\/joining|households\/[Ii]mport|(words\/notices-|notices\/)(writing|settings|answers|sharing|reach)|(words|ui)\/charts)/

/** Sentences that only those who speak the language need. */
const sentences = /\/words\/[\w-]+\/(zh-Hant|en)\.ts$/g

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
      async handler(_, bundle) {
        const out = join(config.root, config.build.outDir)
        const [left, languageOf] = [leftOut(bundle), languages(bundle)]
        const files: Record<string, string[]> = { always: [] }
        for (const file of filesToKeep(out)) if (!left.has(file)) (files[languageOf.get(file) ?? 'always'] ??= []).push(file)
        const list = JSON.stringify(files)
        const version = digest(list)
        writeFileSync(join(out, `kept-${version}.json`), list)
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
      minify: 'terser',
      terserOptions: { ecma: 2020, toplevel: true, compress: { passes: 2 } },
      rolldownOptions: {
        input: join(root, 'src/sw/events.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  })
}

/** By its address, the language that a file has the sentences of. */
function languages(bundle: Rolldown.OutputBundle): Map<string, string> {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
  return new Map(chunks.flatMap(({ fileName, facadeModuleId }) => [...(facadeModuleId?.matchAll(sentences) ?? [])].map(([, language]) => [`/${fileName}`, language!])))
}

/** Addresses of the files in which there is nothing but that. */
function leftOut(bundle: Rolldown.OutputBundle): Set<string> {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
  const styles = (chunk: Rolldown.OutputChunk) => [...((chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? [])]
  const left = chunks.filter(({ moduleIds }) => moduleIds.length && moduleIds.every((id) => onlyWithSignal.test(id)))
  const needed = new Set(chunks.filter((chunk) => !left.includes(chunk)).flatMap(styles))
  return new Set(left.flatMap((chunk) => [chunk.fileName, ...styles(chunk).filter((file) => !needed.has(file))]).map((file) => `/${file}`))
}

/** Addresses of the files; those without a hash in their name carry one as a query, so that a change is noticed. */
function filesToKeep(out: string): string[] {
  const files = (readdirSync(out, { recursive: true }) as string[]).map((file) => file.replaceAll('\\', '/'))
  return files
    .filter((file) => kept.test(file) && file !== 'sw.js' && statSync(join(out, file)).isFile())
    .sort()
    .map((file) => `/${file}${file.startsWith('assets/') ? '' : `?v=${digest(readFileSync(join(out, file)))}`}`)
}
