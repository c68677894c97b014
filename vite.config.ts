import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/web',
  publicDir: 'static',
  plugins: [react(), tailwind()],
  build: {
    target: 'es2023',
    // The first of each that know light-dark(): the colours of both themes stay in one place, also in what is shipped.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    outDir: '../../dist/web',
    emptyOutDir: true,
    // The content security policy allows no inline script or data: script, and small files are cheap over HTTP/1.1
    // from the same machine: nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'framework', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/ },
            // Read before all that has a text (`language.ts`): nothing of the next may be with it.
            { name: 'language', test: /src[\\/](messages[\\/][a-z-]+|web[\\/]language)\.ts$/ },
            // What most screens have in common comes at once, in place of thirty small files.
            { name: 'shared', test: /src[\\/](?!messages)|node_modules[\\/]/, minShareCount: 8 },
          ],
        },
      },
    },
  },
})
