import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { compress } from './plugins/compress.ts'
import { documents } from './plugins/documents.ts'
import { serviceWorker } from './plugins/service-worker.ts'

const server = 'http://localhost:8000'

export default defineConfig({
  plugins: [svelte(), documents(), serviceWorker(), compress()],
  build: {
    // Cheap phones of 2020 and WeChat's own browser.
    target: ['chrome87', 'safari14'],
    modulePreload: { polyfill: false },
    // An inlined picture would be a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What pages share comes as one file: over a weak signal twenty small ones take longer.
        codeSplitting: {
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 2 },
            { name: 'parts', test: /\/src\/(ui|graph)\/|\/node_modules\/svelte\//, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/photos': server,
      '/calendar': server,
    },
  },
})
