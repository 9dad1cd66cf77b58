/** Writes a .br and a .gz beside every text file, so that a small server never compresses while people wait. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin, ResolvedConfig } from 'vite'

const compressible = /\.(js|css|html|svg|webmanifest|txt|json)$/

export function compress(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'lianxin-compress',
    apply: 'build',
    configResolved(resolved) {
      config = resolved
    },
    writeBundle: {
      // After the service worker, which is a file to compress too.
      order: 'post',
      sequential: true,
      handler() {
        const out = join(config.root, config.build.outDir)
        for (const file of readdirSync(out, { recursive: true }) as string[]) {
          if (!compressible.test(file)) continue
          const content = readFileSync(join(out, file))
          writeFileSync(join(out, `${file}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }))
          writeFileSync(join(out, `${file}.gz`), gzipSync(content, { level: 9 }))
        }
      },
    },
  }
}
