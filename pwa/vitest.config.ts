import { svelte } from '@sveltejs/vite-plugin-svelte'
import { svelteTesting } from '@testing-library/svelte/vite'
import { defineConfig } from 'vitest/config'
import { documents } from './plugins/documents.ts'

export default defineConfig({
  plugins: [svelte(), svelteTesting(), documents()],
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'plugins/**/*.test.ts'],
    setupFiles: ['./src/graph/testing/fresh-phone.ts'],
  },
})
