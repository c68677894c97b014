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
          ],
        },
      },
    },
  },
})
