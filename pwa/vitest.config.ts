import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import { defineConfig } from 'vitest/config'
import { documents } from './plugins/documents.ts'

export default defineConfig({
  plugins: [svelte(), svelteTesting(), documents()],
  test: {
    environment: 'happy-dom',
    // Nothing leaves the test: no page is opened and no file is fetched.
    environmentOptions: {
      happyDOM: {
        settings: {
          navigation: { disableMainFrameNavigation: true, disableChildFrameNavigation: true, disableChildPageNavigation: true },
          disableJavaScriptFileLoading: true,
          disableCSSFileLoading: true,
        },
      },
    },
    include: ['src/**/*.test.ts', 'plugins/**/*.test.ts'],
    setupFiles: ['./src/graph/testing/patience.ts', './src/graph/testing/fresh-phone.ts'],
    // Longer than whatever a test waits for.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
