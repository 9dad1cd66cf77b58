/**
 * Prepares the operations of src/<slice>/documents.ts while building, so that nothing of it costs time on a phone:
 * adds `__typename` everywhere, notes which types each operation touches, checks it against ../schema.graphql,
 * and writes dist/documents.json, the list of the only operations a server runs in production.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildSchema, type GraphQLSchema } from 'graphql'
import { runnerImport, type Plugin, type ResolvedConfig } from 'vite'
import { prepare } from './prepare-document.ts'

const literal = /\bgraphql\(\s*`([^`]*)`/g
const isDocuments = (file: string) => /\/documents\.ts$/.test(file.split('?')[0]!)

export function documents(schemaFile = resolve(import.meta.dirname, '../../schema.graphql')): Plugin {
  let config: ResolvedConfig
  let schema: GraphQLSchema | undefined
  const readSchema = () => (schema ??= buildSchema(readFileSync(schemaFile, 'utf8'), { assumeValidSDL: true }))
  return {
    name: 'lianxin-documents',
    enforce: 'pre',
    configResolved(resolved) {
      config = resolved
    },
    transform(code, file) {
      if (!isDocuments(file)) return null
      this.addWatchFile(schemaFile)
      // Marked as pure: what a page or the service worker does not ask is left out of its file.
      const prepared = code.replace(literal, (_, text: string) => `/* @__PURE__ */ graphql(${JSON.stringify(prepare(text, readSchema(), file))}`)
      return { code: prepared, map: null }
    },
    writeBundle: {
      sequential: true,
      // The service worker's own build has nothing to add.
      async handler() {
        if (config.build.emptyOutDir !== false) writeFileSync(resolve(config.root, config.build.outDir, 'documents.json'), await manifest(config.root))
      },
    },
  }
}

/** Every operation's exact text by the SHA-256 that the server knows it by. */
async function manifest(root: string): Promise<string> {
  const { module } = await runnerImport<{ default: Record<string, Record<string, unknown>> }>(
    resolve(import.meta.dirname, 'every-document.ts'),
    { root, configFile: false, logLevel: 'error', plugins: [documents()] },
  )
  const texts = Object.values(module.default)
    .flatMap((exports) => Object.values(exports))
    .map((value) => (value as { text?: unknown } | null)?.text)
    .filter((text): text is string => typeof text === 'string' && !text.startsWith('fragment '))
  const byHash = texts.map((text) => [createHash('sha256').update(text).digest('hex'), text] as const)
  return JSON.stringify(Object.fromEntries(byHash.sort()), null, 1)
}
