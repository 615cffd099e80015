import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** Puts the licences of all that is built in beside it. */
function licences(): Plugin {
  return {
    name: 'licences',
    generateBundle() {
      const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { dev?: boolean; version?: string; license?: string }> };
      const built = Object.entries(lock.packages).filter(([folder, { dev }]) => folder && (!dev || /\/(svelte|clsx|esm-env)$/.test(folder)));
      const parts = built.map(([folder, { version, license }]) => {
        const file = existsSync(folder) ? readdirSync(folder).find((name) => /^licen[cs]e/i.test(name)) : undefined;
        return `${folder.replace('node_modules/', '')} ${version}, ${license}\n\n${file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : ''}`;
      });
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: parts.join('\n\n\n') + '\n' });
    },
  };
}

// `npm run dev` asks a desk that is served on the usual port; what is shipped asks the server that it comes from.
export default defineConfig({
  plugins: [svelte(), licences()],
  build: {
    outDir: '../src/dragoman/web_build',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8642' } },
  test: { include: ['src/**/*.test.ts'] },
});
